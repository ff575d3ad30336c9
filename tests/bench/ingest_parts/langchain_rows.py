"""The same documents through LangChain's ``index()`` with its record manager, and through ingest.

Both embed the same texts with the same engine and keep them in a Chroma on disk: LangChain in one collection that it
changes in place (``SQLRecordManager`` in SQLite, ``cleanup="full"``), ingest in a new generation every time.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.indexing import index

from ingest.deferred import DeferredEmbeddings
from ingest.pipeline import IngestRequest, ingest
from knowledge.engines import NamedEmbeddings
from knowledge.index import open_current
from tests.bench.ingest_parts.made_sources import MadeSources

# "search finds": the passage with exactly these words is the nearest of so many.
HITS = 4


class Engine(Embeddings):
    """An engine of ours behind LangChain's interface."""

    def __init__(self, engine: NamedEmbeddings) -> None:
        self._engine = engine

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""
        return self._engine.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._engine.embed_query(text)


class Contestant(Protocol):
    """Keeps an index of the made-up sources."""

    def update(self) -> None:
        """Bring the index up to date with the sources."""
        ...

    def texts(self) -> Sequence[str]:
        """All texts that the index holds."""
        ...

    def search(self, text: str) -> Sequence[str]:
        """The nearest texts to a question, best first."""
        ...


@dataclass(frozen=True)
class Ours:
    """``ingest``; what is read comes from the live generation, opened anew."""

    folder: Path
    sources: MadeSources
    engine: NamedEmbeddings
    many: int

    def update(self) -> None:
        """Ingest, with the engine that is given or the one that ingest chooses."""
        ingest(IngestRequest(self.folder, self.sources.list, many=self.many), embeddings=self.engine)

    def texts(self) -> Sequence[str]:
        """Of all chunks."""
        return [chunk.embedded_text for chunk in open_current(self.folder).chunks]

    def search(self, text: str) -> Sequence[str]:
        """By cosine, as with the others."""
        held = open_current(self.folder)
        scores = held.vectors @ np.asarray(self.engine.embed_query(text), dtype=np.float32)
        return [held.chunks[i].embedded_text for i in np.argsort(-scores)[:HITS]]


class LangChain:
    """``index()`` over one Chroma collection. Raises ImportError without langchain-classic."""

    def __init__(self, folder: Path, documents: Callable[[], Sequence[Document]], engine: NamedEmbeddings) -> None:
        records = import_module("langchain_classic.indexes").SQLRecordManager
        folder.mkdir(parents=True, exist_ok=True)
        self._documents = documents
        self._store = Chroma("bench", Engine(engine), persist_directory=str(folder / "chroma"))
        self._records: Any = records("bench", db_url=f"sqlite:///{folder / 'records.db'}")
        self._records.create_schema()

    def update(self) -> None:
        """Hash all documents, add those that are new, delete those that are gone."""
        documents = self._documents()
        index(
            documents, self._records, self._store, cleanup="full", source_id_key="source", key_encoder="blake2b"
        )  # fmt: skip

    def texts(self) -> Sequence[str]:
        """Of all rows."""
        found: list[str] = self._store.get(include=["documents"])["documents"]
        return found

    def search(self, text: str) -> Sequence[str]:
        """By Chroma's own index."""
        return [document.page_content for document in self._store.similarity_search(text, k=HITS)]


def documents_of(sources: MadeSources) -> Sequence[Document]:
    """The passages as ingest embeds them, read from the files, with the document that each is from."""
    return [
        Document(f"{document} / {heading}\n{text}", metadata={"source": document})
        for document, heading, text in sources.passages()
    ]


def wrong(contestant: Contestant, expected: Sequence[str], gone: str | None, new: str | None) -> str | None:
    """What is not right about an index, in words: rows too many or too few, a text that is gone, or none found."""
    texts = contestant.texts()
    if sorted(texts) != sorted(expected):
        stale = len(set(texts) - set(expected))
        return f"{len(texts)} rows instead of {len(expected)}, {stale} of them stale"
    if gone and gone in contestant.search(gone):
        return "finds a text that is gone"
    if new and new not in contestant.search(new)[:1]:
        return "does not find a new text"
    return None


def seconds(contestant: Contestant) -> float:
    """How long it takes to bring the index up to date."""
    began = time.perf_counter()
    contestant.update()
    return time.perf_counter() - began


def steps(sources: MadeSources, passages: int, turns: int) -> Iterator[tuple[str, str | None, str | None]]:
    """Change the sources step by step: what was done, the text that is gone and the one that is new."""

    def whole(number: int, text: str) -> str:
        return f"Oppdiktet dokument {number // sources.per_document} / Avsnitt {number}\n{text}"

    yield "full", None, None
    for turn in range(turns):
        yield "unchanged", None, None
        number = passages // 2 + turn
        old, new = sources.change(number)
        yield "1 changed", whole(number, old), whole(number, new)
        number = passages // 3 + turn
        yield "1 deleted", whole(number, sources.delete(number)), None


def deferred() -> NamedEmbeddings:
    """What the command line gives to ingest."""
    return DeferredEmbeddings(None)
