"""Courses and contacts in JSON Lines: one object a line, every bad line told."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ingest.errors import SourceError, SourcesRejected
from ingest.text_files import read_lines
from knowledge.models import Contact, Course

Record = TypeVar("Record", Course, Contact)

_COMPLAINT = re.compile(r"^(?P<field>\w+): expected (?P<expected>.*), got (?P<got>.*)$", re.DOTALL)


def read_records(file: Path, from_row: Callable[[Mapping[str, Any]], Record]) -> tuple[Record, ...]:
    """Read all records of a file; empty lines are skipped.

    Raises SourcesRejected with one SourceError for each bad line.
    """
    records: list[Record] = []
    errors: list[SourceError] = []
    first_seen: dict[str, int] = {}
    for number, text in enumerate(read_lines(file), 1):
        if not text.strip():
            continue
        try:
            record = _record(file, number, text, from_row)
        except SourceError as error:
            errors.append(error)
            continue
        if record.id in first_seen:
            got = f"{record.id!r}, as in line {first_seen[record.id]}"
            errors.append(SourceError(file, number, "id", "an id of its own", got))
        first_seen.setdefault(record.id, number)
        records.append(record)
    if not records and not errors:
        errors.append(SourceError(file, None, "records", "at least one line", "none"))
    if errors:
        raise SourcesRejected(errors)
    return tuple(records)


def _record(file: Path, number: int, text: str, from_row: Callable[[Mapping[str, Any]], Record]) -> Record:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(file, number, "line", "one JSON object", f"{error.msg} at column {error.colno}") from error
    if not isinstance(row, dict):
        raise SourceError(file, number, "line", "one JSON object", repr(row))
    try:
        return from_row(row)
    except ValueError as error:
        raise _told(file, number, str(error)) from error


def _told(file: Path, number: int, message: str) -> SourceError:
    """The complaint of a row's reader, "field: expected …, got …", with its place."""
    match = _COMPLAINT.match(message)
    if match:
        return SourceError(file, number, match["field"], match["expected"], match["got"])
    field, _, rest = message.partition(": ")
    return SourceError(file, number, field, "a valid value", rest or message)
