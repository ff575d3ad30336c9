"""Tables of a PDF, which knows only where words stand: lines whose words begin in the same columns.

Found are tables whose rows come one after the other, each cell on one line or its further lines below it. Where a page
writes a cell's lines before the next cell, the words come as paragraphs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.lines import clean
from ingest.reading.pdf_lines import Line, Span

# A narrow letter's share of its size: words take at least this much room.
_NARROW = 0.36
_SAME_COLUMN = 3.0
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them the header."""

    rows: tuple[tuple[str, ...], ...]


def with_tables(lines: Sequence[Line]) -> list[Line | Table]:
    """The lines of a page, those that are rows of a table put into one."""
    found: list[Line | Table] = []
    at = 0
    while at < len(lines):
        end = _end_of_rows(lines, at)
        if end - at >= _FEWEST_ROWS:
            rows = [[clean(span.text) for span in _words(line)] for line in lines[at:end]]
            starts = [min(column) for column in zip(*[_starts(line) for line in lines[at:end]], strict=True)]
            end = _more_rows(lines, end, starts, rows)
            found.append(Table(tuple(tuple(row) for row in rows)))
            at = end
        else:
            found.append(lines[at])
            at += 1
    return found


def _words(line: Line) -> list[Span]:
    return [span for span in line.spans if span.text.strip()]


def _starts(line: Line) -> list[float]:
    return [span.x for span in _words(line)]


def _end_of_rows(lines: Sequence[Line], at: int) -> int:
    """Where the lines end that have as many spans as the first, each within a column of its own."""
    width = len(_words(lines[at]))
    if width < 2:
        return at
    end = at
    rights = [0.0] * width
    lefts = [float("inf")] * width
    while end < len(lines) and len(spans := _words(lines[end])) == width and _follows(lines, at, end):
        new_rights = [
            max(right, span.x + _NARROW * span.size * len(span.text.strip()))
            for right, span in zip(rights, spans, strict=True)
        ]
        new_lefts = [min(left, span.x) for left, span in zip(lefts, spans, strict=True)]
        if any(right > left for right, left in zip(new_rights[:-1], new_lefts[1:], strict=True)):
            break
        rights, lefts = new_rights, new_lefts
        end += 1
    return end if _aligned(lines[at:end]) else at


def _follows(lines: Sequence[Line], at: int, end: int) -> bool:
    return end == at or 0 < lines[end - 1].y - lines[end].y < 6 * max(lines[end].size, 1)


def _aligned(rows: Sequence[Line]) -> bool:
    """Whether most rows begin their columns in the same places; a header may be centred, figures stand right."""
    if len(rows) < _FEWEST_ROWS:
        return False
    body = [_starts(line) for line in rows[1:]] if len(rows) > _FEWEST_ROWS else [_starts(line) for line in rows]
    columns = list(zip(*body, strict=True))
    straight = sum(1 for column in columns if max(column) - min(column) < _SAME_COLUMN)
    return straight >= max(1, len(columns) - 1) if len(rows) > _FEWEST_ROWS else straight == len(columns)


def _more_rows(lines: Sequence[Line], end: int, starts: Sequence[float], rows: list[list[str]]) -> int:
    """Take further lines: rows with empty cells, and the further lines of cells that are not the first."""
    while end < len(lines) and 0 < lines[end - 1].y - lines[end].y < 3 * max(lines[end].size, 1):
        spans = _words(lines[end])
        columns = [_column(span.x, starts) for span in spans]
        if None in columns or len(set(columns)) < len(columns) or (columns == [0]):
            break
        cells = dict(zip(columns, (clean(span.text) for span in spans), strict=True))
        if 0 in cells:
            rows.append([cells.get(column, "") for column in range(len(starts))])
        else:
            rows[-1] = [clean(f"{cell} {cells.get(column, '')}") for column, cell in enumerate(rows[-1])]
        end += 1
    return end


def _column(x: float, starts: Sequence[float]) -> int | None:
    return next((number for number, start in enumerate(starts) if abs(x - start) < _SAME_COLUMN), None)
