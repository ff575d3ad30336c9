"""CSV: values between commas, semicolons, tabs or bars, some of them in quotes."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.decoding import decode
from ingest.reading.tables import MOST_COLUMNS, Grid, Table, TableOptions, from_header
from ingest.text_files import unix_lines

DELIMITERS = ",;\t|"

_SAMPLE = 50
# What is wrong in a row ends with it, except for a quote that is never closed.
_ENDS_WITH_ITS_ROW = re.compile("expected after")
# Excel's own hint on the first line.
_HINT = re.compile(r"sep=([,;\t|])\n")


def read_delimited(raw: Raw, options: TableOptions) -> Table:
    """Read CSV text with a first row of names.

    A row with more or fewer values than there are names is rejected, because they would stand in wrong columns.
    Raises SourceError when the text cannot be decoded or has no rows.
    """
    text = unix_lines(decode(raw))
    if not text.strip():
        raise SourceError(raw.place, None, "file", "a table", "an empty file")
    hint = _HINT.match(text)
    delimiter = options.delimiter or (hint and hint[1]) or _sniffed(text, options)
    grid = Grid(raw)
    for line, cells in from_header(_records(text, delimiter, grid, skip=1 if hint else 0), options.header_row):
        if grid.header_line is not None and any(cells) and len(cells) != len(grid.names):
            expected = f"{len(grid.names)} values, one for each column"
            grid.reject(line, "row", expected, f"{len(cells)} (is a value with {delimiter!r} in it without quotes?)")
        elif len(cells) > MOST_COLUMNS:
            raise SourceError(raw.place, line, "columns", f"at most {MOST_COLUMNS} columns", f"{len(cells)}")
        else:
            grid.add(line, [cell.strip() or None for cell in cells])
    return grid.table()


def _records(text: str, delimiter: str, grid: Grid, *, skip: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; what is no CSV is rejected, and the next line tried."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if grid.header_line is None or not _ENDS_WITH_ITS_ROW.search(str(error)):
                got = "one that opens here and swallows what comes after it"
                raise SourceError(grid.raw.place, line, "row", "every quote closed", got) from error
            grid.reject(line, "row", "a quote doubled within quotes, and nothing after one that closes", str(error))
            continue
        if cells and line > skip:
            yield line, cells


def _sniffed(text: str, options: TableOptions) -> str:
    """The delimiter with which most of the columns that are looked for appear, and rows are as long as the first."""
    return max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter, options))


def _fit(text: str, delimiter: str, options: TableOptions) -> tuple[int, float, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [row for row in islice(reader, (options.header_row or 1) - 1 + _SAMPLE) if any(row)]
    except csv.Error:
        return 0, 0.0, 0
    rows = rows[(options.header_row or 1) - 1 :] if options.header_row else rows
    if not rows or len(rows[0]) < 2:
        return 0, 0.0, 0
    found = sum(name.strip() in options.columns for name in rows[0])
    return found, sum(len(row) == len(rows[0]) for row in rows) / len(rows), len(rows[0])
