"""Records in JSON: a list of objects, an object that holds such a list, or one object a line."""

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.decoding import decode
from ingest.reading.json_values import Unsound, parsed, sound_object
from ingest.reading.tables import MOST_ROWS, Row, Table, TableOptions
from ingest.text_files import unix_lines


def read_json_lines(raw: Raw) -> Table:
    """One object a line; empty lines are skipped, lines that are no object rejected."""
    rows: list[Row] = []
    rejected: list[SourceError] = []
    for number, text in enumerate(unix_lines(decode(raw)).split("\n"), 1):
        if not text.strip():
            continue
        if len(rows) + len(rejected) >= MOST_ROWS:
            raise SourceError(raw.place, number, "rows", f"at most {MOST_ROWS} rows", "more; split the file")
        try:
            rows.append(Row(number, None, _object(text)))
        except Unsound as error:
            rejected.append(SourceError(raw.place, number, "line", "one JSON object", str(error)))
    if not rows and not rejected:
        raise SourceError(raw.place, None, "records", "at least one line", "none")
    return Table(tuple(rows), columns_of(rows), tuple(rejected))


def read_json(raw: Raw, options: TableOptions) -> Table:
    """The objects of a list; the line of each is where its brace opens."""
    text = unix_lines(decode(raw))
    if not text.strip():
        raise SourceError(raw.place, None, "file", "a list of JSON objects", "an empty file")
    places: dict[int, int] = {}
    try:
        document = parsed(text, places)
    except Unsound as error:
        raise SourceError(
            raw.place, None, "syntax", "one JSON document (JSON Lines end in .jsonl)", str(error)
        ) from error
    found = _list_in(raw, document, options.list_key)
    if len(found) > MOST_ROWS:
        raise SourceError(raw.place, None, "rows", f"at most {MOST_ROWS} rows", f"{len(found)}")
    rows: list[Row] = []
    rejected: list[SourceError] = []
    lines = _Lines(text)
    for number, item in enumerate(found, 1):
        line = lines.at(places[id(item)]) if isinstance(item, dict) else None
        try:
            rows.append(Row(line or number, None, sound_object(item)))
        except Unsound as error:
            name = f"record {number}"
            rejected.append(SourceError(raw.place, line, name, "a JSON object", str(error)))
    if not found:
        raise SourceError(raw.place, None, "records", "at least one", "an empty list")
    return Table(tuple(rows), columns_of(rows), tuple(rejected))


def columns_of(rows: list[Row]) -> tuple[str, ...]:
    """The keys of all rows, in the order they appear."""
    return tuple(dict.fromkeys(key for row in rows for key in row.values))


def flattened(values: Mapping[str, Any]) -> dict[str, Any]:
    """An object with the keys of the objects in it: ``{"name": {"nb": 1}}`` becomes ``{"name.nb": 1}``."""
    return dict(_pairs(values, ""))


def _object(text: str) -> dict[str, Any]:
    return sound_object(parsed(text))


def _list_in(raw: Raw, document: Any, list_key: str | None) -> list[Any]:
    found = document
    for key in list_key.split(".") if list_key else ():
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, list):
        return found
    if list_key:
        raise SourceError(raw.place, None, "list_key", "the place of a list in the file", repr(list_key))
    lists = [key for key, value in document.items() if isinstance(value, list)] if isinstance(document, dict) else []
    if len(lists) != 1:
        got = f"lists under {', '.join(map(repr, lists[:9]))}" if lists else "none"
        raise SourceError(raw.place, None, "list_key", "a list, or the key of the one that is meant", got)
    only: list[Any] = document[lists[0]]
    return only


def _pairs(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from _pairs(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


class _Lines:
    """Line numbers of growing positions, without counting anew each time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._line = 1

    def at(self, position: int) -> int:
        """The line of a position that is not before the last one asked for."""
        self._line += self._text.count("\n", self._position, position)
        self._position = position
        return self._line
