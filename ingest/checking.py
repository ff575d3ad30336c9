"""A new generation is opened like a reader would, and tried, before anybody sees it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ingest.content import Content
from ingest.embedding import unit_rows
from ingest.errors import CheckFailed
from knowledge.engines import NamedEmbeddings
from knowledge.errors import KnowledgeError
from knowledge.index import Index, open_index
from knowledge.models import Chunk


def check(folder: Path, content: Content, embeddings: NamedEmbeddings, *, chroma_url: str | None = None) -> None:
    """Open the generation and ask it for what it must find. Raises CheckFailed with the reason."""
    try:
        index = open_index(folder, embedding_model=embeddings.name, chroma_url=chroma_url)
    except KnowledgeError as error:
        raise _failed(f"it does not open: {error}") from error
    for source in index.manifest.sources:
        if source.chunks == 0:
            raise _failed(f"nothing of {source.id} ({source.title}) is in it")
    if (index.chunks, index.courses, index.contacts) != (content.chunks, content.courses, content.contacts):
        raise _failed("what it gives back is not what was written")
    for probe in _probes(index):
        _try(index, probe, embeddings)


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
        raise _failed(f"its vectors have {index.vectors.shape[1]} dimensions, the model's have {vector.shape[0]}")
    first = index.chunks[int(np.argmax(index.vectors @ vector))]
    if first.embedded_text != probe.embedded_text:
        raise _failed(f"a search for the text of {probe.id} finds {first.id} first")
    own = index.chunks.index(probe)
    if index.keywords.by_stems(probe.embedded_text, probe.language)[own] <= 0:
        raise _failed(f"a search for the words of {probe.id} does not find it")


def _failed(reason: str) -> CheckFailed:
    return CheckFailed(f"The new index was thrown away, the one before stays in use: {reason}.")
