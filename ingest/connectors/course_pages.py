"""The page of one course: its labelled fields, and what it says for machines (JSON-LD)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from ingest.connectors.course_labels import AUDIENCE
from ingest.connectors.html_pages import tree_of
from ingest.connectors.page_blocks import Labelled, labelled
from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.json_ld import course_rows
from ingest.reading.json_ld_fields import language
from ingest.reading.record_fields import Reading

LONGEST_FIELD = 300
LONGEST_TEXT = 1_200
"""Characters. A record is one piece of the index; who wants the whole description reads the page."""

_NOTES: Mapping[str, str] = {"deadline": "deadline_note", "start": "start_note", "price_nok": "price_note"}
_MEASURED = frozenset({"deadline", "start", "price_nok", "credits"})
_LONG = frozenset({"description", "admission", AUDIENCE})
# They name the site's view of a course, not the course; the connector has its own.
_NOT_TAKEN = frozenset({"id", "code", "publisher", "url", "date"})
_SENTENCE_END = re.compile(r"[.!?](?=\s)")


@dataclass(frozen=True, slots=True)
class CoursePage:
    """What a page says of a course.

    ``values`` has a record's fields, with ``offerings``; fields that the page does not have are missing or None.
    ``rejected`` tells which values could not be read; they are left out.
    """

    values: dict[str, Any] = field(default_factory=dict)
    rejected: tuple[SourceError, ...] = ()


def read_course_page(raw: Raw, code: str) -> CoursePage:
    """Read the page of the course with this code; what it says for machines goes before its labels.

    A deadline, start or price in words that are no date or price is kept as the note that it is. Raises SourceError
    when it is no page, or does not name the course (the site then sent us elsewhere).
    """
    tree = tree_of(raw)
    words = " ".join(str(text) for text in tree.itertext()).casefold()
    if not re.search(rf"(?<!\w){re.escape(code.casefold())}(?!\w)", words):
        raise SourceError(raw.place, None, "page", f"a page that names the course {code}", "another one")
    values = _of_labels(next(iter(tree.iter("main")), tree)) | _for_machines(raw, code)
    reading = Reading()
    record = reading.record(values)
    rejected = [SourceError(raw.place, None, unread.field, unread.expected, unread.got) for unread in reading.unread]
    return CoursePage(record, tuple(rejected))


def _for_machines(raw: Raw, code: str) -> dict[str, Any]:
    rows = [row.values for row in course_rows(raw)]
    own = [row for row in rows if str(row.get("code", "")).casefold() == code.casefold()]
    alone = rows if len(rows) == 1 and "code" not in rows[0] else []
    chosen = next(iter(own or alone), {})
    return {name: value for name, value in chosen.items() if name not in _NOT_TAKEN}


def _of_labels(root: HtmlElement) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for found in labelled(root):
        if found.field == AUDIENCE:
            values.setdefault("notes", f"{found.label}: {_words(found)}" if found.sure else None)
        elif not values.keys() & {found.field, _NOTES.get(found.field)}:
            values |= _value(found)
    return {name: value for name, value in values.items() if value}


def _value(found: Labelled) -> dict[str, Any]:
    """One field, as it stands; where a number or a day is wanted and there is none, its note."""
    told = _words(found)
    reads = found.field in _MEASURED and _reads(found.field, told)
    if reads or (found.sure and found.field not in _NOTES):
        return {found.field: language(told) if found.field == "teaching_language" else told}
    return {_NOTES[found.field]: told} if found.sure and found.field in _NOTES else {}


def _reads(name: str, told: str) -> bool:
    reading = Reading()
    reading.record({name: told})
    return not reading.unread


def _words(found: Labelled) -> str:
    """A label's words on one line; of a long text whole paragraphs, then whole sentences, as many as fit."""
    if found.field not in _LONG:
        return _cut(found.paragraphs[0], LONGEST_FIELD)
    kept = found.paragraphs[0]
    for paragraph in found.paragraphs[1:]:
        if len(kept) + len(paragraph) >= LONGEST_TEXT:
            break
        kept = f"{kept} {paragraph}"
    return _cut(kept, LONGEST_TEXT)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    ends: Sequence[int] = [match.end() for match in _SENTENCE_END.finditer(text, 0, longest)]
    return text[: ends[-1]] if ends else f"{text[:longest].rpartition(' ')[0]} …"
