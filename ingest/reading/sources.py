"""One source of the list, read: which reader is meant, and where its bytes come from."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from ingest.collecting import About, Source
from ingest.entries import CrawlFields, DocumentFields, NtnuCoursesFields, TableFields
from ingest.errors import SourceError, SourcesRejected
from ingest.folders import names_of
from ingest.network import Network
from ingest.raw import Raw
from ingest.reading.documents import Document
from ingest.reading.factsheets import read_factsheet
from ingest.reading.formats import read_document
from ingest.reading.questions import read_questions
from ingest.reading.records import Records, read_contacts, read_courses
from ingest.text_files import raw_of
from knowledge.models import Contact, Course, KnownQuestion
from knowledge.records import course_from_row


@dataclass(frozen=True, slots=True)
class Part:
    """What one source gives; ``left_out`` are complaints about what is missing of it, ``notes`` things to know."""

    documents: tuple[Document, ...] = ()
    courses: tuple[Course, ...] = ()
    contacts: tuple[Contact, ...] = ()
    questions: tuple[KnownQuestion, ...] = ()
    checks: tuple[KnownQuestion, ...] = ()
    left_out: tuple[SourceError, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def may_shrink(self) -> bool:
        """Whether there is anything in it that answers are made of."""
        return not (self.questions or self.checks)

    def ids(self) -> Iterator[str]:
        """The ids of its documents and records."""
        yield from (document.id for document in self.documents)
        yield from (record.id for records in (self.courses, self.contacts) for record in records)


def read_source(source: Source, network: Network) -> Part:
    """Read one source. Raises SourceError or SourcesRejected with what is wrong with it as a whole."""
    match source.entry:
        case DocumentFields() as entry:
            return _document(source, entry, network)
        case CrawlFields() as entry:
            return _crawled(source, entry, network)
        case NtnuCoursesFields() as entry:
            return _from_ntnu(entry, network)
        case TableFields() as entry if source.kind == "courses":
            courses = read_courses(_raw(source, entry, network.table), entry, consent=entry.consent)
            return Part(courses=courses.records, left_out=courses.rejected, notes=_told(source, courses))
        case TableFields() as entry:
            contacts = read_contacts(_raw(source, entry, network.table), entry, consent=entry.consent)
            return Part(contacts=contacts.records, left_out=contacts.rejected, notes=_told(source, contacts))
    assert source.file is not None  # the other kinds are files
    if source.kind == "factsheet":
        return Part(documents=(read_factsheet(source.file),))
    questions = read_questions(source.file)
    return Part(questions=questions) if source.kind == "questions" else Part(checks=questions)


def _raw(source: Source, entry: DocumentFields | TableFields, fetch: Callable[..., Raw]) -> Raw:
    return raw_of(source.file) if source.file else fetch(str(entry.url), allow_private=entry.allow_private)


def _about(source: Source) -> About:
    assert source.about is not None  # collecting gives every document one
    return source.about


def _document(source: Source, entry: DocumentFields, network: Network) -> Part:
    raw = _raw(source, entry, network.document)
    document = read_document(_about(source), raw)
    return Part(documents=(_dated(document, raw, network, allow_private=entry.allow_private),))


def _dated(document: Document, raw: Raw, network: Network, *, allow_private: bool) -> Document:
    """A page's document with the day that it first had these words; a file's as it is."""
    if raw.url is None:
        return document
    words = json.dumps([[s.heading_path, [b.text for b in s.blocks]] for s in document.sections], ensure_ascii=False)
    day = network.first_seen(document.id, words, allow_private=allow_private)
    sections = (replace(s, provenance=replace(s.provenance, retrieved=day)) for s in document.sections)
    return replace(document, sections=tuple(sections))


def _crawled(source: Source, entry: CrawlFields, network: Network) -> Part:
    about = _about(source)
    found = network.crawl(entry)
    paths = [PurePosixPath("/", _path(raw)) for raw in found.pages]
    documents: list[Document] = []
    left_out = list(found.rejected)
    for raw, name in zip(found.pages, names_of(entry.id, PurePosixPath("/"), paths), strict=True):
        page = replace(about, id=name, provenance=replace(about.provenance, url=raw.url))
        try:
            document = read_document(page, raw)
            documents.append(_dated(document, raw, network, allow_private=entry.allow_private))
        except SourceError as error:
            left_out.append(error)
    if not documents:
        raise SourcesRejected(left_out)
    return Part(documents=tuple(documents), left_out=tuple(left_out))


def _path(raw: Raw) -> str:
    parts = urlsplit(raw.url or raw.place)
    return unquote(f"{parts.path.strip('/') or 'start'} {parts.query}".strip())


def _from_ntnu(entry: NtnuCoursesFields, network: Network) -> Part:
    found = network.ntnu_courses(entry)
    courses: list[Course] = []
    left_out = list(found.rejected)
    for row in found.rows:
        try:
            courses.append(course_from_row(row))
        except ValueError as error:
            field, _, rest = str(error).partition(": ")
            left_out.append(SourceError(str(row.get("url") or "NTNU"), None, field, "a valid value", rest))
    if not courses:
        left_out = left_out or [SourceError("NTNU", None, "courses", "at least one course of the term", "none")]
        raise SourcesRejected(left_out)
    return Part(courses=tuple(courses), left_out=tuple(left_out))


def _told(source: Source, records: Records[Any]) -> tuple[str, ...]:
    """What a maintainer should know of a table; a table of which nothing can be read is an error."""
    if not records.records:
        nothing = SourceError(source.name, None, "records", "at least one row", "none")
        raise SourcesRejected(records.rejected or [nothing])
    columns = ", ".join(map(repr, records.ignored))
    return (f"{source.name}: these columns are not used: {columns}.",) if columns else ()
