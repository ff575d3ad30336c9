"""DOCX files: headings by their styles' outline levels, lists with their numbers, tables row by row.

Read is what stands in the body as it would be printed with all changes accepted; heads, feet, comments, footnotes and
a table of contents are left out.
"""

import io
import re
from collections.abc import Iterator
from zipfile import BadZipFile

import docx
from docx.document import Document as DocxDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError, _Element

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.archive import open_checked
from ingest.reading.converted import Converted
from ingest.reading.docx_styles import Styles
from ingest.reading.html_head import known_language
from ingest.reading.lines import Lines, clean

_SKIPPED = {qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = qn("w:txbxContent")
_BREAKS = {qn(name) for name in ("w:tab", "w:br", "w:cr")}
_NO_TITLE = re.compile(r"^(?:word[ -]?dokument|word document|document\d*|dokument\d*|python-docx.*)?$", re.IGNORECASE)


def read_docx(raw: Raw) -> Converted:
    """Read a DOCX file. Raises SourceError when it is damaged, encrypted, a bomb or without text."""
    open_checked(raw).close()
    try:
        document = docx.Document(io.BytesIO(raw.data))
    except (OpcError, BadZipFile, XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise SourceError(
            raw.place, None, "file", "a DOCX file", f"another or damaged one ({clean(str(error))})"
        ) from error
    writer = _Writer(document, Lines(raw.place))
    writer.body(document.element.body)
    writer.end()
    if not writer.lines.texts:
        raise SourceError(raw.place, None, "text", "at least one paragraph", "none")
    own = clean(document.core_properties.title or "")
    title = writer.title or (own if not _NO_TITLE.match(own) else None)
    # English is what a program writes that was told nothing; then the words say it.
    language = known_language(writer.styles.language)
    return Converted(writer.lines.numbered(), title, None if language == "en" else language)


class _Writer:
    """Writes the body's paragraphs and tables; the items of a list are gathered until it ends."""

    def __init__(self, document: DocxDocument, lines: Lines) -> None:
        self.lines = lines
        self.styles = Styles(document)
        self.title: str | None = None
        self._items: list[str] = []

    def body(self, parent: _Element) -> None:
        """Write what stands in the body, or in a content control of it."""
        for element in parent:
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag == qn("w:sdt"):
                for content in element.iterchildren(qn("w:sdtContent")):
                    self.body(content)
            elif element.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
                self.body(element)

    def end(self) -> None:
        """Write what is left."""
        items, self._items = self._items, []
        self.lines.items(items)

    def _paragraph(self, element: _Element) -> None:
        text = clean(words_of(element))
        style = self.styles.of(element)
        if text and not style.is_contents:
            number = self.styles.number(element, style)
            if style.is_title:
                self.end()
                self.title = self.title or text
                self.lines.heading(1, text)
            elif style.level:
                self.end()
                self.lines.heading(style.level + self._below_title, f"{number} {text}" if number else text)
            elif number is not None:
                self._items.append(f"{number} {text}" if number else text)
            else:
                self.end()
                self.lines.paragraph(text)
        for box in _boxes(element):
            self.body(box)

    @property
    def _below_title(self) -> int:
        """A title is the outermost heading; all others are below it."""
        return 1 if self.title else 0

    def _table(self, element: _Element) -> None:
        self.end()
        rows = list(element.iterchildren(qn("w:tr")))
        grid = [[clean(words_of(cell)) for cell in _cells(row)] for row in rows]
        if max((len(row) for row in grid), default=0) < 2:  # a frame around text
            for cell in (cell for row in rows for cell in _cells(row)):
                self.body(cell)
            self.end()
            return
        self.lines.table(_filled(rows, grid), header=len(grid) > 1 and _has_header(element, rows[0]))


def words_of(element: _Element) -> str:
    """The words in an element; paragraphs, tabs and line breaks in it are told apart by a space."""
    return "".join(_pieces(element))


def _pieces(element: _Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in _BREAKS:
            yield " "
        elif tag == qn("w:noBreakHyphen"):
            yield "-"
        elif tag not in _SKIPPED and tag not in (_FALLBACK, _TEXT_BOX) and isinstance(tag, str):
            yield from _pieces(child)
            if tag in (qn("w:p"), qn("w:tc"), qn("w:tr")):
                yield " "


def _boxes(element: _Element) -> Iterator[_Element]:
    """The text boxes that hang on a paragraph; their copies for old programs are left out."""
    for box in element.iterdescendants(_TEXT_BOX):
        if not any(above.tag in (_FALLBACK, _TEXT_BOX) for above in box.iterancestors()):
            yield box


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag == qn("w:sdt"):
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from content.iterchildren(qn("w:tc"))


def _filled(rows: list[_Element], grid: list[list[str]]) -> list[list[str]]:
    """The cells in their columns; one that goes on downwards is told in each row."""
    filled: list[list[str]] = []
    for row, texts in zip(rows, grid, strict=True):
        placed: list[str] = []
        for cell, text in zip(_cells(row), texts, strict=True):
            column = len(placed)
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            above = filled[-1][column] if goes_on and filled and column < len(filled[-1]) else ""
            placed += [text or above, *[""] * (_width(cell) - 1)]
        filled.append(placed)
    return filled


def _width(cell: _Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = span.get(qn("w:val"), "1") if span is not None else "1"
    return min(63, max(1, int(value))) if value.isdecimal() and len(value) < 5 else 1  # Word knows 63 columns


def _has_header(table: _Element, first: _Element) -> bool:
    """A row that is repeated on each page is a header; so is a first row with a look of its own."""
    if first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
        return True
    look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    if look is None:
        return False
    value = look.get(qn("w:val"), "0")
    by_bits = bool(int(value, 16) & 0x20) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", value) else False
    return look.get(qn("w:firstRow"), "1" if by_bits else "0") in ("1", "true", "on")
