"""What a generation is made of, and what it says of itself."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from ingest.chunking import RULE, chunk
from ingest.reading.material import Material
from knowledge.index import Manifest
from knowledge.models import Chunk, CitationKind, Contact, Course, KnownQuestion, SourceInfo
from knowledge.records import contact_chunk, course_chunk

# The publisher of facts that rest on our own reading of all sources; their date says nothing of how fresh those are.
OWN = "Brobygger"


@dataclass(frozen=True, slots=True)
class Content:
    """All of a generation but its vectors; ``chunks`` holds the documents' and then the records'.

    ``entries`` counts the chunks of each entry of the list of sources. ``checks`` are asked before it goes live and are
    no part of it.
    """

    chunks: tuple[Chunk, ...]
    courses: tuple[Course, ...]
    contacts: tuple[Contact, ...]
    sources: tuple[SourceInfo, ...]
    questions: tuple[KnownQuestion, ...] = ()
    checks: tuple[KnownQuestion, ...] = ()
    entries: Mapping[str, int] = field(default_factory=dict)

    def fingerprint(self) -> str:
        """SHA-256 of everything a reader could see or search, provenance included, and of what the manifest counts."""
        items: list[Chunk | Course | Contact | KnownQuestion | SourceInfo] = [
            *self.chunks,
            *self.courses,
            *self.contacts,
            *self.questions,
            *self.sources,
        ]
        rows = [*(asdict(item) for item in items), dict(self.entries)]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()

    def manifest(self, name: str, embedding_model: str) -> Manifest:
        """What the generation ``name`` says of itself, as of now."""
        return Manifest(
            name=name,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            embedding_model=embedding_model,
            chunk_rule=RULE,
            chunks=len(self.chunks),
            courses=len(self.courses),
            contacts=len(self.contacts),
            questions=len(self.questions),
            entries=dict(self.entries),
            content_hash=self.fingerprint(),
            sources=self.sources,
            chunk_hashes={chunk.id: text_hash(chunk) for chunk in self.chunks},
        )


def content_of(material: Material) -> Content:
    """Cut what was read into chunks and count what came of it."""
    pieces = chunk(material.documents)
    courses = tuple(course_chunk(course) for course in material.courses)
    contacts = tuple(contact_chunk(contact) for contact in material.contacts)
    return Content(
        chunks=(*pieces, *courses, *contacts),
        courses=material.courses,
        contacts=material.contacts,
        sources=(*_documents(material, pieces), *_records("courses", courses), *_records("contacts", contacts)),
        questions=material.questions,
        checks=material.checks,
        entries=_entries(material, (*pieces, *courses, *contacts)),
    )


def text_hash(chunk: Chunk) -> str:
    """SHA-256 of the text that is embedded."""
    return hashlib.sha256(chunk.embedded_text.encode()).hexdigest()


def _entries(material: Material, chunks: Sequence[Chunk]) -> dict[str, int]:
    """How many chunks came of each entry of the list; a record's chunk is known by its own id."""
    names = (chunk.source_id if chunk.kind is CitationKind.RECORD else chunk.document_id for chunk in chunks)
    counted = Counter(material.origins.get(name) for name in names)
    return {entry: counted[entry] for entry in material.entries}


def _documents(material: Material, chunks: Sequence[Chunk]) -> Iterator[SourceInfo]:
    by_document: dict[str, list[Chunk]] = defaultdict(list)
    for piece in chunks:
        by_document[piece.document_id].append(piece)
    for document in material.documents:
        own = by_document[document.id]
        yield SourceInfo(document.id, document.title, document.publisher, document.language, len(own), _newest(own))


def _records(name: str, chunks: Sequence[Chunk]) -> Iterator[SourceInfo]:
    """The records of a kind as one source; its publisher is the one that most of them have."""
    if chunks:
        ((publisher, _),) = Counter(chunk.provenance.publisher for chunk in chunks).most_common(1)
        yield SourceInfo(name, chunks[0].document_title, publisher, chunks[0].language, len(chunks), _newest(chunks))


def _newest(chunks: Sequence[Chunk]) -> str | None:
    """The latest date that somebody else published something; YYYY, YYYY-MM and YYYY-MM-DD sort as text."""
    published = [c.provenance for c in chunks if c.provenance.publisher != OWN]
    return max((source.date for source in published if source.date), default=None)
