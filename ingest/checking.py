"""A new generation is opened like a reader would, and tried, before anybody sees it."""

from pathlib import Path

import numpy as np

from ingest.comparing import Vector
from ingest.content import Content
from ingest.embedding import unit_rows
from ingest.errors import CheckFailed
from ingest.losses import losses
from ingest.quizzing import Quiz, still_asked
from knowledge.engines import NamedEmbeddings
from knowledge.errors import KnowledgeError
from knowledge.index import Index, Manifest, open_index
from knowledge.vectors import Matrix, cosines
from knowledge.words import stems

# Texts that differ in their white space alone have the same vector, and either may be found first.
_TIE = 1e-4

# So many documents are asked for, spread over all of them: each costs the embedding of a passage.
_PROBES = 20


def check(
    folder: Path, content: Content, vectors: Matrix, embeddings: NamedEmbeddings, *, chroma_url: str | None = None
) -> Index:
    """Open the generation, compare it with what was written, and ask it for what it must find.

    Raises CheckFailed with the reason.
    """
    try:
        index = open_index(folder, embedding_model=embeddings.name, chroma_url=chroma_url)
    except KnowledgeError as error:
        raise CheckFailed(f"it does not open: {error}") from error
    if (index.chunks, index.courses, index.contacts) != (content.chunks, content.courses, content.contacts):
        raise CheckFailed("what it gives back is not what was written")
    if index.vectors.shape != vectors.shape or not np.allclose(index.vectors, vectors, rtol=0, atol=_TIE):
        raise CheckFailed("the vectors it gives back are not those that were written")
    probe(index, embeddings)
    return index


def probe(index: Index, embeddings: NamedEmbeddings) -> None:
    """Ask an open generation for the first chunks of documents. Raises CheckFailed with the reason."""
    for source in index.manifest.sources:
        if source.chunks == 0:
            raise CheckFailed(f"nothing of {source.id} ({source.title}) is in it")
    if rows := _probes(index):
        texts = [index.chunks[row].embedded_text for row in rows]
        for row, vector in zip(rows, unit_rows(embeddings.embed_documents(texts)), strict=True):
            _try(index, row, vector)


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


def _probes(index: Index) -> list[int]:
    """The rows of the first chunks of some documents, the first and the last among them."""
    first: dict[str, int] = {}
    for row, chunk in enumerate(index.chunks):
        first.setdefault(chunk.document_id, row)
    rows = list(first.values())
    chosen = np.linspace(0, len(rows) - 1, min(len(rows), _PROBES)).astype(int)
    return [rows[i] for i in chosen]


def _try(index: Index, own: int, vector: Vector) -> None:
    """A question with a chunk's text must find it; ``vector`` is that text's."""
    chunk = index.chunks[own]
    if vector.shape != index.vectors.shape[1:]:
        raise CheckFailed(f"its vectors have {index.vectors.shape[1]} dimensions, the model's have {vector.shape[0]}")
    scores = cosines(index.vectors, vector)
    best = int(np.argmax(scores))
    if scores[own] < scores[best] - _TIE:
        raise CheckFailed(f"a search for the text of {chunk.id} finds {index.chunks[best].id} first")
    has_words = bool(stems(chunk.embedded_text, chunk.language))  # a sign alone has none
    if has_words and index.keywords.by_stems(chunk.embedded_text, chunk.language)[own] <= 0:
        raise CheckFailed(f"a search for the words of {chunk.id} does not find it")
