"""XLSX: the cells of one sheet, with the values that Excel stored for formulas; nothing is calculated here."""

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.archive import open_checked
from ingest.reading.sheet_scan import LAST_ROW, SheetScan, scan
from ingest.reading.tables import MOST_COLUMNS, Grid, Table, TableOptions, from_header, is_empty
from ingest.reading.values import NoValue

if TYPE_CHECKING:
    from openpyxl import Workbook

_FORMULA = NoValue("a formula without a stored value (opening and saving the file in Excel stores it)", "a value")
_Cells = tuple[Any, ...]


def read_spreadsheet(raw: Raw, options: TableOptions) -> Table:
    """Read the sheet that is named, or else the only visible one that is not empty.

    Hidden sheets are left out. Where cells are merged downwards, each row has their value. A formula has the value that
    was stored with it; without one, the cell holds a :class:`NoValue`, and so does one with an error. Raises
    SourceError when the file is damaged, encrypted or too large.
    """
    with open_checked(raw) as archive:
        parts = scan(raw, archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that no value depends on
        try:
            return _read(raw, options, parts)
        except SourceError:
            raise
        except Exception as error:  # a front door: openpyxl may stumble over a damaged file in any way
            got = f"a damaged one ({type(error).__name__})"
            raise SourceError(raw.place, None, "file", "a whole XLSX file", got) from error


def _read(raw: Raw, options: TableOptions, parts: Mapping[str, SheetScan]) -> Table:
    from openpyxl import load_workbook

    data = io.BytesIO(raw.data)
    book = load_workbook(data, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = _sheet(raw, book, parts, options.sheet)
        part = _part(sheet, parts)
        formulas = load_workbook(data, read_only=True, keep_links=False) if part.formulas else None
        written = _rows(formulas[sheet.title], part.width) if formulas else repeat((0, ()))
        grid = Grid(raw, sheet.title)
        both = zip(_rows(sheet, part.width), written, strict=False)
        filled = _filled(((number, _values(stored, other)) for (number, stored), (_, other) in both), part)
        for number, cells in from_header(filled, options.header_row):
            _check_width(raw, number, cells)
            grid.add(number, cells[:MOST_COLUMNS])
        if formulas:
            formulas.close()
        return grid.table()
    finally:
        book.close()


def _part(sheet: Any, parts: Mapping[str, SheetScan]) -> SheetScan:
    """What is known of a sheet: openpyxl does not tell what is merged when it reads row by row."""
    return parts[str(sheet._worksheet_path).lstrip("/")]


def _sheet(raw: Raw, book: "Workbook", parts: Mapping[str, SheetScan], wanted: str | None) -> Any:
    visible: list[Any] = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    names = ", ".join(repr(sheet.title) for sheet in visible) or "none"
    if wanted:
        found = next((sheet for sheet in visible if sheet.title.strip().casefold() == wanted.casefold()), None)
        if found is None:
            hidden = any(sheet.title.strip().casefold() == wanted.casefold() for sheet in book.worksheets)
            got = f"{wanted!r}, which is hidden" if hidden else repr(wanted)
            raise SourceError(raw.place, None, "sheet", f"one of the visible sheets {names}", got)
        return found
    filled = [sheet for sheet in visible if _has_values(sheet, _part(sheet, parts))]
    if len(filled) > 1:
        got = "none, and several have rows"
        raise SourceError(raw.place, None, "sheet", f"the name of one of the sheets {names}", got)
    if not filled:
        raise SourceError(raw.place, None, "sheet", "a visible sheet with rows", "none")
    return filled[0]


def _has_values(sheet: Any, part: SheetScan) -> bool:
    return any(cell.value is not None for _, row in _rows(sheet, part.width) for cell in row)


def _rows(sheet: Any, width: int) -> Iterator[tuple[int, _Cells]]:
    """The rows with their numbers, whatever size the sheet says it has; of empty ones in a row only the first.

    For those openpyxl gives the same tuple again and again.
    """
    before = None
    rows = sheet.iter_rows(min_row=1, max_row=LAST_ROW, max_col=min(width, MOST_COLUMNS + 1))
    for number, row in enumerate(rows, 1):
        if row is not before:
            yield number, row
        before = row


def _values(stored: _Cells, written: _Cells) -> list[Any]:
    """What a row's cells hold; ``written`` are the same cells with their formulas, or nothing where there are none."""
    values = [_value(cell) for cell in stored]
    for position, cell in enumerate(written):
        # A stored empty text is a value: there the cell's type says "str".
        if cell.data_type == "f" and stored[position].value is None and stored[position].data_type != "str":
            values[position] = _FORMULA
    return values


def _value(cell: Any) -> Any:
    if cell.data_type == "e" and cell.value is not None:
        return NoValue(str(cell.value), "a value")
    return cell.value


def _filled(rows: Iterator[tuple[int, list[Any]]], part: SheetScan) -> Iterator[tuple[int, Sequence[Any]]]:
    """Give the value of cells that are merged downwards to every row of them that holds something else."""
    ahead = sorted(part.merged, key=lambda merged: merged.first, reverse=True)
    running: dict[int, tuple[int, Any]] = {}
    for number, cells in rows:
        while ahead and ahead[-1].first <= number:
            merged = ahead.pop()
            if merged.first == number and merged.column <= len(cells):
                running[merged.column - 1] = (merged.last, cells[merged.column - 1])
        running = {column: (last, value) for column, (last, value) in running.items() if number <= last}
        if running and not all(map(is_empty, cells)):
            for column, (_, value) in running.items():
                cells[column] = value if is_empty(cells[column]) else cells[column]
        yield number, cells


def _check_width(raw: Raw, number: int, cells: Sequence[Any]) -> None:
    if len(cells) > MOST_COLUMNS and not is_empty(cells[MOST_COLUMNS]):
        raise SourceError(raw.place, number, "columns", f"at most {MOST_COLUMNS} columns", "more")
