"""The nouns of the check: a claim, the evidence it cites, and the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.models import Chunk, Contact, Course, Language
from knowledge.records import record_to_row


@dataclass(frozen=True, slots=True)
class Evidence:
    """One cited passage or record.

    ``text`` is the passage, empty for a record; ``context`` is what stands above it (title, headings), which may name
    what the passage leaves out. ``fields`` is the record, by field names as its source gives them; None means "not
    stated". ``date`` is the source's own date, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """

    id: str
    text: str = ""
    fields: Mapping[str, Any] | None = None
    context: str = ""
    publisher: str | None = None
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence in the asker's language, without its ``[1]`` marks, and what it cites."""

    sentence: str
    language: Language
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim may be shown, and if not, why not.

    ``reasons`` are codes with the offending piece, in English: ``number: 20 milliarder``, ``name: Kari Nordmann``,
    ``meaning: 0.41 < 0.55``.
    """

    supported: bool
    reasons: tuple[str, ...] = ()
    score: float = field(default=0.0, compare=False)


def evidence_of(found: Chunk | Course | Contact) -> Evidence:
    """What a passage, a course or a contact lends to a sentence that cites it."""
    source = found.provenance
    if isinstance(found, Chunk):
        return Evidence(
            found.source_id,
            found.text,
            context=" / ".join((found.document_title, *found.heading_path)),
            publisher=source.publisher,
            url=source.url,
            date=source.date,
        )
    return Evidence(found.id, fields=record_to_row(found), publisher=source.publisher, url=source.url, date=source.date)
