"""Tables of any format as rows: CSV, XLSX, JSON and JSON Lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.limits import LARGEST_TEXT, MEGABYTE, megabytes
from ingest.reading.values import NoValue

LARGEST_XLSX = 20 * MEGABYTE
MOST_ROWS = 100_000
MOST_COLUMNS = 256

_ENDINGS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",  # refused there, with advice
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".jsonld": "json-ld",
}
_MEDIA_TYPES = {
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.ms-excel": "xlsx",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/ld+json": "json-ld",
}


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What a maintainer says of a table's form. ``columns`` are those that must be there, which helps to find them."""

    sheet: str | None = None
    header_row: int | None = None
    delimiter: str | None = None
    list_key: str | None = None
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells by the names of their columns; ``line`` counts from 1 as a reader of the file would.

    In CSV and JSON it is the line where the row begins, in XLSX the number of the row.
    """

    line: int
    sheet: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that could be read, the names of all columns, and a complaint for each row that could not."""

    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    rejected: tuple[SourceError, ...] = ()
    header_line: int | None = None


@dataclass
class Grid:
    """Collects the rows of cells of a CSV or XLSX table; the first one given is the names of the columns."""

    raw: Raw
    sheet: str | None = None
    names: tuple[str, ...] = ()
    header_line: int | None = None
    rows: list[Row] = field(default_factory=list)
    rejected: list[SourceError] = field(default_factory=list)

    def add(self, line: int, cells: Sequence[Any]) -> None:
        """Take the next row; an empty one is left out. Raises SourceError when there are too many."""
        if all(is_empty(cell) for cell in cells):
            return
        if self.header_line is None:
            self._head(line, cells)
            return
        if len(self.rows) + len(self.rejected) >= MOST_ROWS:
            raise SourceError(self.raw.place, line, "rows", f"at most {MOST_ROWS} rows", "more; split the file")
        self.rows.append(Row(line, self.sheet, dict(zip(self.names, cells, strict=False))))

    def reject(self, line: int, field: str, expected: str, got: str) -> None:
        """Note a row that cannot be read."""
        self.rejected.append(SourceError(self.raw.place, line, field, expected, got))

    def table(self) -> Table:
        """What was collected. Raises SourceError when there was nothing."""
        if self.header_line is None:
            raise SourceError(self.raw.place, None, "columns", "a row with the names of the columns", "an empty table")
        columns = tuple(name for name in self.names if name)
        rows = tuple(Row(row.line, row.sheet, {k: v for k, v in row.values.items() if k}) for row in self.rows)
        return Table(rows, columns, tuple(self.rejected), self.header_line)

    def _head(self, line: int, cells: Sequence[Any]) -> None:
        names = ["" if is_empty(cell) or isinstance(cell, NoValue) else " ".join(str(cell).split()) for cell in cells]
        if len(names) > MOST_COLUMNS:
            raise SourceError(self.raw.place, line, "columns", f"at most {MOST_COLUMNS} columns", "more")
        twice = next((name for name in names if name and names.count(name) > 1), None)
        if twice:
            raise SourceError(self.raw.place, line, "columns", "each name of a column once", f"{twice!r} again")
        self.names, self.header_line = tuple(names), line


def read_table(raw: Raw, options: TableOptions) -> Table:
    """Read a table. Raises SourceError where the file as a whole cannot be read; bad rows are in ``rejected``."""
    form = form_of(raw)
    largest = LARGEST_XLSX if form == "xlsx" else LARGEST_TEXT
    if len(raw.data) > largest:
        raise SourceError(raw.place, None, "file", f"at most {megabytes(largest)}", megabytes(len(raw.data)))
    match form:
        case "csv":
            from ingest.reading.delimited import read_delimited

            return read_delimited(raw, options)
        case "xlsx":
            from ingest.reading.spreadsheet import read_spreadsheet

            return read_spreadsheet(raw, options)
        case "json":
            from ingest.reading.json_rows import read_json

            return read_json(raw, options)
        case "jsonl":
            from ingest.reading.json_rows import read_json_lines

            return read_json_lines(raw)
        case "html" | "json-ld":
            from ingest.reading.json_ld import read_json_ld

            return read_json_ld(raw)
        case _:
            expected = f"a table that ends in {', '.join(_ENDINGS)}"
            raise SourceError(raw.place, None, "path", expected, repr(raw.media_type or raw.name))


def read_rows(raw: Raw, options: TableOptions) -> tuple[Row, ...]:
    """The rows of a table in which no row is bad; the first bad one is raised."""
    table = read_table(raw, options)
    if table.rejected:
        raise table.rejected[0]
    return table.rows


def form_of(raw: Raw) -> str | None:
    """The format of a table: the file's ending, or where it has none that is known, what the server says."""
    by_name = _ENDINGS.get(PurePath(raw.name).suffix.lower())
    by_type = _MEDIA_TYPES.get(raw.media_type or "")
    if by_type in ("html", "json-ld"):  # a page may have any address
        return by_type
    return by_name or by_type or ("jsonl" if raw.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else None)


def is_empty(cell: Any) -> bool:
    """Whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def from_header(
    rows: Iterable[tuple[int, Sequence[Any]]], header_row: int | None
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows from the one with the names of the columns on."""
    return ((number, cells) for number, cells in rows if number >= (header_row or 1))
