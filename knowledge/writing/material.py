"""What a model may write from: the passages and records that bear the answer, and some more, numbered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.answering import Draft
from knowledge.claims.claim import Evidence, evidence_of
from knowledge.composing.shelf import Shelf
from knowledge.models import Chunk, CitationKind, Contact, Course, Language, Question
from knowledge.retrieval import Passage
from knowledge.understanding import Understanding
from knowledge.writing.steering import steers

MOST_ENTRIES = 6
# A further passage with less than this part of the best one's score is about something else.
_NEAR_BEST = 0.6


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered passage, or a record: then ``chunk`` is its text as a citation quotes it."""

    n: int
    chunk: Chunk
    record: Course | Contact | None = None

    @property
    def evidence(self) -> Evidence:
        """What it lends to a sentence that cites it."""
        return evidence_of(self.chunk if self.record is None else self.record)


@dataclass(frozen=True, slots=True)
class Material:
    """A question, and the entries that it may be answered from; ``entries[n - 1]`` has the number n.

    ``meant`` is the question in words that stand alone, where it leans on its conversation. ``withheld`` are entries
    of the draft that the model does not get, because they steer; their numbers come after.
    """

    question: Question
    meant: str | None
    language: Language
    today: date
    entries: tuple[Entry, ...]
    withheld: tuple[Entry, ...] = ()

    def entry_of(self, record: Course | Contact) -> Entry:
        """The entry of a record that is shown beside the draft."""
        known = (*self.entries, *self.withheld)
        return next(entry for entry in known if entry.record is not None and entry.record.id == record.id)


def material_of(draft: Draft, asked: Understanding, shelf: Shelf, today: date) -> Material:
    """What a draft rests on, first what it cites, then passages nearly as good as the best."""
    shelf = shelf.as_of(today)
    chunks: dict[str, Chunk] = {}
    for chunk in (*_cited(draft, shelf), *_shown(draft, shelf)):
        chunks.setdefault(chunk.id, chunk)
    for chunk in _near(draft.passages, shelf):
        if len(chunks) < MOST_ENTRIES and not _steers(chunk):
            chunks.setdefault(chunk.id, chunk)
    ordered = sorted(chunks.values(), key=_steers)
    entries = tuple(Entry(n, chunk, _record(chunk, shelf)) for n, chunk in enumerate(ordered, 1))
    given = sum(not _steers(chunk) for chunk in ordered)
    meant = asked.corrected if asked.leaning or asked.again else None
    return Material(asked.question, meant, asked.language, today, entries[:given], entries[given:])


def _steers(chunk: Chunk) -> bool:
    source = chunk.provenance
    beside = (chunk.document_title, *chunk.heading_path, source.publisher, source.date_note or "")
    return steers("\n".join((*beside, chunk.text)))


def _cited(draft: Draft, shelf: Shelf) -> Iterator[Chunk]:
    """The chunks behind the draft's citations."""
    found = [passage.chunk for passage in draft.passages]
    for citation in draft.answer.citations:
        records = [chunk] if (chunk := shelf.record_chunks.get(citation.source_id)) else []
        of_source = [c for c in (*records, *found) if c.source_id == citation.source_id]
        yield from [c for c in of_source if c.language == citation.language and citation.quote in c.text][:1]


def _shown(draft: Draft, shelf: Shelf) -> Iterator[Chunk]:
    """The records that are shown beside the draft."""
    ids = [shown.course.id for shown in draft.answer.courses] + [c.contact.id for c in draft.answer.contacts]
    yield from (shelf.record_chunks[each] for each in dict.fromkeys(ids) if each in shelf.record_chunks)


def _near(passages: Sequence[Passage], shelf: Shelf) -> Iterator[Chunk]:
    """Further passages, best first."""
    for passage in passages:
        is_later = passage.chunk.kind is CitationKind.RECORD and passage.chunk.source_id not in shelf.record_chunks
        if passage.score >= _NEAR_BEST * passages[0].score and not is_later:
            yield passage.chunk


def _record(chunk: Chunk, shelf: Shelf) -> Course | Contact | None:
    return shelf.course(chunk) or shelf.contacts.get(chunk.source_id)
