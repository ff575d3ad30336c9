"""A small world that is plainly made up, and embeddings that need no model."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.answering import Answering
from knowledge.composing.composer import Composer
from knowledge.composing.shelf import Shelf
from knowledge.courses import Catalogue
from knowledge.engines import NamedEmbeddings
from knowledge.generations import Generations
from knowledge.index import Index, Manifest, write_index
from knowledge.keywords import Keywords
from knowledge.models import Chunk, CitationKind, Contact, Course, Language, Provenance, SourceInfo
from knowledge.records import contact_chunk, course_chunk
from knowledge.retrieval import Passage, Retriever
from knowledge.understanding import Reader
from knowledge.vectors import Matrix

DATED = Provenance("Prøvehuset", url="https://eksempel.no/side", date="2020-03-04")


def chunk(source_id: str, text: str, *, language: Language = "nb", **other: Any) -> Chunk:
    """A made-up chunk; whatever is not given is plain."""
    values: dict[str, Any] = {
        "id": f"{source_id}.{language}",
        "source_id": source_id,
        "document_id": "huset",
        "document_title": "Om Prøvehuset (oppdiktet)",
        "heading_path": ("Om huset",),
        "kind": CitationKind.SUMMARY,
        "provenance": DATED,
    }
    return Chunk(text=text, language=language, **(values | other))


def course(course_id: str = "k1", title: str = "Oppdiktet strikkekurs", **other: Any) -> Course:
    """A made-up course; whatever is not given is plain."""
    values: dict[str, Any] = {
        "code": None,
        "title_en": None,
        "kind": "emne",
        "is_evu": True,
        "topics": ("garn",),
        "provenance": DATED,
        "confidence": "lav",
    }
    return Course(id=course_id, title=title, **(values | other))


def contact(contact_id: str = "c1", function: str = "Vaktmester", **other: Any) -> Contact:
    """A made-up contact; whatever is not given is plain."""
    values: dict[str, Any] = {
        "organisation": "Prøvehuset",
        "channel": "besøk",
        "value": "Kjelleren",
        "topics": ("hus",),
        "provenance": DATED,
        "confidence": "lav",
    }
    return Contact(id=contact_id, function=function, **(values | other))


def passage(found: Chunk, score: float = 10.0, cosine: float = 0.9) -> Passage:
    """A chunk as if it had been found."""
    return Passage(found, score=score, cosine=cosine, stems=0.5, grams=0.5)


@dataclass
class HashedWords:
    """A bag of hashed words beside a constant, so that cosines lie where those of e5 lie: 0.6 to 1."""

    name: str = "hashed words (fake)"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages."""
        return [self.embed_query(text) for text in texts]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed many questions."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        vector = np.zeros(64)
        for word in text.lower().split():
            digest = hashlib.sha256(word.strip(".,?/:()").encode()).digest()
            vector[digest[0] % 64] += 1 if digest[1] % 2 else -1
        length = float(np.linalg.norm(vector)) or 1.0
        row: list[float] = [np.sqrt(0.8), *(np.sqrt(0.2) * vector / length)]
        return [float(x) for x in row]


@dataclass(frozen=True)
class World:
    """What a generation holds."""

    facts: tuple[Chunk, ...] = ()
    courses: tuple[Course, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """Facts first, then the records as chunks."""
        return (*self.facts, *map(course_chunk, self.courses), *map(contact_chunk, self.contacts))

    def manifest(self, name: str = "g1", model: str = HashedWords.name) -> Manifest:
        """What the generation would say of itself."""
        return Manifest(
            name=name,
            built_at="2020-01-01T00:00:00+00:00",
            embedding_model=model,
            chunk_rule="made up",
            chunks=len(self.chunks),
            courses=len(self.courses),
            contacts=len(self.contacts),
            content_hash="made up",
            sources=(SourceInfo("huset", "Om Prøvehuset (oppdiktet)", "Prøvehuset", "nb", 1, "2020-03-04"),),
            chunk_hashes={},
        )

    def index(self, name: str = "g1") -> Index:
        """The generation in memory."""
        return Index(
            self.manifest(name), self.chunks, vectors_of(self.chunks), Keywords.build(self.chunks), self.courses,
            self.contacts,
        )  # fmt: skip

    def write(self, folder: Path, name: str = "g1", chroma_url: str | None = None) -> Path:
        """The generation on disk, below an existing folder."""
        write_index(
            folder, self.manifest(name), chunks=self.chunks, vectors=vectors_of(self.chunks), courses=self.courses,
            contacts=self.contacts, chroma_url=chroma_url,
        )  # fmt: skip
        return folder

    def publish(self, data_dir: Path, name: str = "g1") -> Path:
        """The generation written and made the live one."""
        generations = Generations(data_dir)
        self.write(generations.create(name), name)
        folder = generations.seal(name)
        generations.publish(name)
        return folder


@dataclass(frozen=True)
class Rooms:
    """The parts of an open generation, put together as the service does."""

    index: Index
    shelf: Shelf
    reader: Reader
    retriever: Retriever
    composer: Composer
    answering: Answering


def open_rooms(world: World, embeddings: NamedEmbeddings | None = None) -> Rooms:
    """Put the parts together over a world in memory."""
    index = world.index()
    catalogue = Catalogue(index.courses)
    retriever = Retriever(index, embeddings or HashedWords())
    shelf = Shelf.of(index, retriever, catalogue)
    reader, composer = Reader(index, catalogue), Composer(shelf)
    return Rooms(index, shelf, reader, retriever, composer, Answering(reader, retriever, composer, index.keywords))


def vectors_of(chunks: Sequence[Chunk]) -> Matrix:
    """Unit vectors, a row a chunk."""
    rows = HashedWords().embed_documents([c.embedded_text for c in chunks])
    return np.asarray(rows, dtype=np.float32) if rows else np.zeros((0, 0), np.float32)
