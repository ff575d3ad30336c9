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
from knowledge.embedding import NamedEmbeddings
from knowledge.generations import Generations
from knowledge.index import Index, Manifest, write_index
from knowledge.keywords import Keywords
from knowledge.models import Chunk, CitationKind, Contact, Course, Language, Offering, Provenance, SourceInfo
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
    reader, composer = Reader(index.chunks, catalogue), Composer(shelf)
    return Rooms(index, shelf, reader, retriever, composer, Answering(reader, retriever, composer, index.keywords))


def vectors_of(chunks: Sequence[Chunk]) -> Matrix:
    """Unit vectors, a row a chunk."""
    rows = HashedWords().embed_documents([c.embedded_text for c in chunks])
    return np.asarray(rows, dtype=np.float32) if rows else np.zeros((0, 0), np.float32)


AGREEMENT = chunk(
    "vedtekt-4",
    "Avtalens varighet er to år og den løper fra våren 2020 til våren 2022. Partene kan forlenge den.",
    document_id="vedtekt",
    document_title="Avtale mellom Prøvehuset og Garnlaget (oppdiktet)",
    heading_path=("4. Varighet",),
    kind=CitationKind.VERBATIM,
    provenance=Provenance("Prøvehuset", date="2020-02-03", valid_from="2020", valid_to="2022-06-30"),
)
OPENING = chunk(
    "TST-01",
    "Prøvehuset er et oppdiktet forsamlingshus i Eksempelby. Det åpner klokken ni og har 14 ansatte.",
    provenance=Provenance("Prøvehuset", url="https://eksempel.no/huset", date="2020-01"),
)
OPENING_EN = chunk(
    "TST-01",
    "Prøvehuset is a made-up community house in Eksempelby. It opens at nine and has 14 employees.",
    language="en",
    document_id="huset.en",
    document_title="About Prøvehuset (made up)",
    heading_path=("The house",),
    provenance=Provenance("Prøvehuset", url="https://eksempel.no/huset", date="2020-01"),
)
YARN = chunk(
    "TST-02",
    "Garnlaget strikker votter av ull. Laget låner ut vevstoler til medlemmene sine.",
    heading_path=("Garnlaget",),
    provenance=Provenance("Garnlaget", url="https://eksempel.no/garn", date_note="udatert"),
)
KNITTING = course(
    "k1", "Grunnkurs i oppdiktet strikking", code="PRV1001", title_en="Made-up knitting for beginners", credits=7.5,
    topics=("strikking", "ull"), description="Kurset handler om masker og pinner.", duration="Ett semester",
    offerings=(
        Offering(start="2020-08-20", deadline="2020-06-01", price_nok=4500, price_note="per deltaker",
                 delivery="samlingsbasert", location="Gjøvik"),
    ),
)  # fmt: skip
WEAVING = course(
    "k2", "Oppdiktet veving på nett", code="PRV1002", topics=("veving", "ull"), credits=5.0,
    offerings=(Offering(price_nok=0, delivery="nettbasert"),),
)  # fmt: skip
PROGRAMME = course(
    "k3", "Erfaringsbasert master i oppdiktet tekstil (EMOT)", kind="program", level="master", topics=("tekstil",),
    credits=90.0, offerings=(Offering(location="Trondheim", price_nok=11180),),
)  # fmt: skip
ORDINARY = course("k4", "Oppdiktet farging", code="PRV2001", is_evu=False, topics=("farging",))
DOOR = contact("c1", "Utlån av vevstoler", organisation="Garnlaget", channel="nettside", value="https://eksempel.no/lån",
               topics=("vevstoler", "utlån"))  # fmt: skip
LETTERS = contact(
    "c2", "Spørsmål om strikkekurs", channel="e-post", value="kurs@eksempel.no", topics=("kurs", "strikking")
)
BOARD = contact(
    "c3", "Styret i Prøvehuset", channel="nettside", value="https://eksempel.no/styret", topics=("ledelse",)
)

VILLAGE = World(
    facts=(AGREEMENT, OPENING, OPENING_EN, YARN),
    courses=(KNITTING, WEAVING, PROGRAMME, ORDINARY),
    contacts=(DOOR, LETTERS, BOARD),
)
