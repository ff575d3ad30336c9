"""A new generation is opened like a reader would, and tried, before anybody sees it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ingest.content import Content
from ingest.embedding import unit_rows
from ingest.errors import CheckFailed
from ingest.losses import losses
from ingest.quizzing import Quiz, still_asked
from knowledge.engines import NamedEmbeddings
from knowledge.errors import KnowledgeError
from knowledge.index import Index, Manifest, open_index
from knowledge.models import Chunk
from knowledge.words import stems

# Texts that differ in their white space alone have the same vector, and either may be found first.
_TIE = 1e-4


def check(folder: Path, content: Content, embeddings: NamedEmbeddings, *, chroma_url: str | None = None) -> Index:
    """Open the generation and ask it for what it must find. Raises CheckFailed with the reason."""
    try:
        index = open_index(folder, embedding_model=embeddings.name, chroma_url=chroma_url)
    except KnowledgeError as error:
        raise CheckFailed(f"it does not open: {error}") from error
    if (index.chunks, index.courses, index.contacts) != (content.chunks, content.courses, content.contacts):
        raise CheckFailed("what it gives back is not what was written")
    probe(index, embeddings)
    return index


def probe(index: Index, embeddings: NamedEmbeddings) -> None:
    """Ask an open generation for the first chunk of every document. Raises CheckFailed with the reason."""
    for source in index.manifest.sources:
        if source.chunks == 0:
            raise CheckFailed(f"nothing of {source.id} ({source.title}) is in it")
    for chunk in _probes(index):
        _try(index, chunk, embeddings)


def check_losses(content: Content, before: Manifest) -> None:
    """Raise CheckFailed where a source that is still listed lost most of what it had."""
    if found := list(losses(before.entries, content.entries)):
        raise CheckFailed(f"{'; '.join(found)} (run with --accept-loss if that is right)")


def check_answers(now: Quiz, before: Quiz, content: Content) -> None:
    """Raise CheckFailed where fewer of the check file's questions are answered than before."""
    held = {chunk.source_id for chunk in content.chunks}
    if lost := now.worse_than(before, still_asked(content.checks, held)):
        told = " | ".join(lost)
        raise CheckFailed(
            f"it no longer answers questions of the check file: {told} (run with --accept-loss if that is right)"
        )


def _probes(index: Index) -> Iterator[Chunk]:
    """The first chunk of every document: a question with its text must find it."""
    seen: set[str] = set()
    for chunk in index.chunks:
        if chunk.document_id not in seen:
            seen.add(chunk.document_id)
            yield chunk


def _try(index: Index, probe: Chunk, embeddings: NamedEmbeddings) -> None:
    vector = unit_rows(embeddings.embed_documents([probe.embedded_text]))[0]
    if vector.shape != index.vectors.shape[1:]:
        raise CheckFailed(f"its vectors have {index.vectors.shape[1]} dimensions, the model's have {vector.shape[0]}")
    scores, own = index.vectors @ vector, index.chunks.index(probe)
    best = int(np.argmax(scores))
    if scores[own] < scores[best] - _TIE:
        raise CheckFailed(f"a search for the text of {probe.id} finds {index.chunks[best].id} first")
    has_words = bool(stems(probe.embedded_text, probe.language))  # a sign alone has none
    if has_words and index.keywords.by_stems(probe.embedded_text, probe.language)[own] <= 0:
        raise CheckFailed(f"a search for the words of {probe.id} does not find it")
