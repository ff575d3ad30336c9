"""Made-up tables, as bytes."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from ingest.raw import Raw
from ingest.reading.columns import MappingFields

COLUMNS = {
    "code": "Emnekode",
    "title": "Navn",
    "credits": "Stp",
    "price_nok": "Pris",
    "start": "Oppstart",
    "deadline": "Frist",
}
DEFAULTS = {"kind": "emne", "is_evu": True, "publisher": "Prøveskolen (oppdiktet)", "topics": ["garn"]}
HEADER = "Emnekode;Navn;Stp;Pris;Oppstart;Frist"
SHEET = "xl/worksheets/sheet1.xml"


def mapping(**changes: Any) -> MappingFields:
    """The mapping of the made-up catalogue."""
    fields: dict[str, Any] = {"columns": COLUMNS, "defaults": DEFAULTS}
    return MappingFields(**(fields | changes))


def raw(name: str, data: str | bytes) -> Raw:
    """A file of that name."""
    return Raw(place=name, name=name, data=data.encode() if isinstance(data, str) else data)


def workbook(*sheets: tuple[str, Sequence[Any]], merged: Sequence[str] = (), hidden: str = "") -> bytes:
    """An XLSX file; ``merged`` are ranges of the first sheet."""
    book = Workbook()
    book.remove(book["Sheet"])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if title == hidden else "visible"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same zip file with other parts in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return stream.getvalue()
