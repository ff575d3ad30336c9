"""Courses and contacts from tables: every bad row is told, the others go on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic

from ingest.errors import SourceError, SourcesRejected
from ingest.raw import Raw
from ingest.reading.columns import CONTACT_FIELDS, COURSE_FIELDS, MappingFields
from ingest.reading.json_rows import flattened, read_json_lines
from ingest.reading.record_columns import choose
from ingest.reading.record_names import contact_name, course_name
from ingest.reading.record_reader import Kind, Reader, Record, made_of
from ingest.reading.tables import Row, Table, TableOptions, form_of, read_table
from ingest.text_files import raw_of
from knowledge.models import Contact, Course
from knowledge.records import contact_from_row, course_from_row

_OWN_FORM = ("json", "jsonl")
_PAGES = ("html", "json-ld")


@dataclass(frozen=True, slots=True)
class Records(Generic[Record]):
    """What a table gives: its records, complaints about rows that are none, and the columns that were not asked for.

    A row with several bad cells has a complaint for each; they share its line.
    """

    records: tuple[Record, ...]
    rejected: tuple[SourceError, ...] = ()
    ignored: tuple[str, ...] = ()


def read_courses(raw: Raw, mapping: MappingFields | None = None, *, consent: bool = False) -> Records[Course]:
    """Read the courses of a CSV, XLSX, JSON or JSON Lines table, or of a page's JSON-LD.

    A person's own address in a course needs ``consent`` as in a contact. Raises SourceError where the table as a whole
    cannot be read, a column is missing, or a field that every course needs comes from nowhere.
    """
    is_page = form_of(raw) in _PAGES
    kind = Kind(
        fields=(*COURSE_FIELDS, "offerings") if is_page else COURSE_FIELDS,
        required=("title", "kind", "is_evu", "publisher"),
        from_row=course_from_row,
        name_of=course_name,
        named_by="code",
        spoken=("contact_email", "notes", "description", "admission"),
    )
    return _read(raw, mapping or MappingFields(), kind, consent=consent)


def read_contacts(raw: Raw, mapping: MappingFields | None = None, *, consent: bool = False) -> Records[Contact]:
    """Read contacts as :func:`read_courses` reads courses.

    A person's own e-mail address or mobile number is rejected unless the source says that there is ``consent``.
    """
    kind = Kind(
        fields=CONTACT_FIELDS,
        required=("function", "organisation", "value", "publisher"),
        from_row=contact_from_row,
        name_of=contact_name,
        named_by="value",
        spoken=("value", "note", "function", "organisation"),
    )
    return _read(raw, mapping or MappingFields(), kind, consent=consent)


def read_records(file: Path, from_row: Callable[[Mapping[str, Any]], Record]) -> tuple[Record, ...]:
    """Read all records of a file in JSON Lines, whose keys are our fields; empty lines are skipped.

    Raises SourcesRejected with one SourceError for each bad line.
    """
    raw = raw_of(file)
    errors: list[SourceError] = []
    made: list[tuple[Row, Record, str]] = []
    kept: list[Record]
    again: list[SourceError]
    table: Table
    try:
        table = read_json_lines(raw)
    except SourceError as error:
        table = Table(rejected=(error,))
    for row in table.rows:
        try:
            made.append((row, made_of(raw, row, dict(row.values), from_row), "id"))
        except SourceError as error:
            errors.append(error)
    kept, again = _unrepeated(raw, made)
    if told := _in_order([*table.rejected, *errors, *again]):
        raise SourcesRejected([SourceError(file, e.line, e.field, e.expected, e.got) for e in told])
    return tuple(kept)


def _read(raw: Raw, mapping: MappingFields, kind: Kind[Record], *, consent: bool) -> Records[Record]:
    table = read_table(raw, _options(mapping))
    is_json = form_of(raw) in _OWN_FORM
    if mapping.columns and is_json:
        rows = tuple(Row(row.line, row.sheet, flattened(row.values)) for row in table.rows)
        table = Table(rows, tuple(dict.fromkeys(key for row in rows for key in row.values)), table.rejected)
    if not table.rows and not table.rejected:
        expected = "at least one schema.org Course in JSON-LD" if form_of(raw) in _PAGES else "at least one row"
        raise SourceError(raw.place, None, "records", expected, "none")
    if not table.rows:
        return Records((), table.rejected)
    as_it_is = is_json and not mapping.columns
    chosen = choose(raw, table, mapping, (*kind.fields, "offerings") if as_it_is else kind.fields)
    reader = Reader(raw, mapping, kind, chosen, as_it_is=as_it_is)
    reader.check_required(table)
    rejected: list[SourceError] = list(table.rejected)
    made: list[tuple[Row, Record, str]] = []
    kept: list[Record]
    again: list[SourceError]
    for row in table.rows:
        record, wrong = reader.record(row, consent=consent)
        rejected += wrong
        if record is not None:
            made.append((row, record, reader.named_by(row)))
    kept, again = _unrepeated(raw, made)
    return Records(tuple(kept), tuple(_in_order([*rejected, *again])), chosen.ignored)


def _options(mapping: MappingFields) -> TableOptions:
    return TableOptions(
        sheet=mapping.sheet,
        header_row=mapping.header_row,
        delimiter=mapping.delimiter,
        list_key=mapping.list_key,
        columns=frozenset(mapping.columns.values()),
    )


def _unrepeated(raw: Raw, made: list[tuple[Row, Record, str]]) -> tuple[list[Record], list[SourceError]]:
    """The records whose id nobody had before, and a complaint for each of the others.

    Rows about one course that differ only in when, where and at what price it is held are its offerings.
    """
    first_seen: dict[str, int] = {}
    kept: dict[str, Record] = {}
    again: list[SourceError] = []
    for row, record, column in made:
        other = kept.get(record.id)
        if other is None:
            first_seen[record.id] = row.line
            kept[record.id] = record
        elif column != "id" and (more := _held_again(other, record)):
            kept[record.id] = more
        else:
            expected = "an id of its own" if column == "id" else "each once, unless only the offerings differ"
            got = f"{record.id!r}, as in line {first_seen[record.id]}"
            again.append(SourceError(raw.place, row.line, column, expected, got))
    return list(kept.values()), again


def _held_again(course: Record, other: Record) -> Record | None:
    """The course with the other's offerings too, where the two are one course that is held more than once."""
    if not isinstance(course, Course) or not isinstance(other, Course):
        return None
    if replace(course, offerings=()) != replace(other, offerings=()) or other.offerings[0] in course.offerings:
        return None
    offerings = sorted((*course.offerings, *other.offerings), key=lambda o: (o.start or "", o.start_note or ""))
    return replace(course, offerings=tuple(offerings))


def _in_order(errors: list[SourceError]) -> list[SourceError]:
    return sorted(errors, key=lambda error: error.line or 0)
