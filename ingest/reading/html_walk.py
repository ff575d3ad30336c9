"""A tree of elements written as Markdown lines: HTML's names, and those that trafilatura gives them."""

from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from ingest.reading.lines import Lines

_INLINE = set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr hi ref".split()
)
_SILENT = set("script style noscript template graphic img comment".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = ("td", "th", "cell")
_ROWS = ("tr", "row")
_LISTS = ("ul", "ol", "dl", "list", "menu")
_BLOCKS_IN_CELLS = {*_HEADINGS, "head", "table"}

WIDEST_SPAN = 50


def walk(root: _Element, lines: Lines) -> None:
    """Write down what stands in ``root``."""
    _Walker(lines).block(root)


class _Walker:
    """Gathers words until a block ends; then they are a paragraph."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._words: list[str] = []

    def block(self, element: _Element) -> None:
        """Write an element that begins and ends a paragraph."""
        self._flush()
        self._content(element)
        self._flush()

    def _content(self, element: _Element) -> None:
        self._words.append(_spaced(element.text))
        for child in element:
            self._child(child)
            self._words.append(_spaced(child.tail))

    def _child(self, element: _Element) -> None:
        tag = _tag(element)
        if tag in _SILENT:
            return
        if level := _heading_level(element):
            self._flush()
            self._lines.heading(level, text_of(element))
        elif tag in _LISTS and not _holds_blocks(element):
            self._flush()
            self._lines.items(_items(element))
        elif tag == "table" and not _is_layout(element):
            self._table(element)
        elif tag in ("br", "lb"):
            self._words.append("\n")
        elif tag in _INLINE and not any(_tag(inner) not in _INLINE for inner in element.iterdescendants()):
            self._words.append(text_of(element))
        elif tag in _INLINE:
            self._content(element)
        else:
            self.block(element)

    def _table(self, element: _Element) -> None:
        self._flush()
        for caption in element.iterchildren("caption"):
            self._lines.paragraph(text_of(caption))
        rows = list(element.iterdescendants(*_ROWS))
        self._lines.table(_grid(rows), header=bool(rows) and _is_header(rows[0]))

    def _flush(self) -> None:
        """End the paragraph; an empty line made of line breaks ends one too."""
        paragraph: list[str] = []
        for line in [*"".join(self._words).split("\n"), ""]:
            if line.strip():
                paragraph.append(line)
            elif paragraph:
                self._lines.paragraph(" ".join(paragraph))
                paragraph = []
        self._words = []


def text_of(element: _Element) -> str:
    """All words of an element; blocks and line breaks in it are told apart by a space."""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts)


def _gather(element: _Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        tag = _tag(child)
        if tag not in _SILENT:
            gap = "" if tag in _INLINE else " "
            parts.append(gap)
            _gather(child, parts)
            parts.append(gap)
        parts.append(child.tail or "")


def _tag(element: _Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else "comment"


def _spaced(text: str | None) -> str:
    """A line's end in the page's source is a space; only ``<br>`` is a line's end."""
    return (text or "").replace("\n", " ")


def _heading_level(element: _Element) -> int:
    tag = _tag(element)
    return _HEADINGS.get(str(element.get("rend", "h2")), 2) if tag == "head" else _HEADINGS.get(tag, 0)


def _holds_blocks(element: _Element) -> bool:
    """Whether a list is a row of cards rather than a list of words."""
    return any(_tag(inner) in _BLOCKS_IN_CELLS for inner in element.iterdescendants())


def _items(element: _Element) -> Iterator[str]:
    """The items of a list and of those inside it, one after the other; terms come before what is said of them."""
    if _tag(element) == "dl" or element.get("rend") == "dl":
        yield from _terms(element)
        return
    ordered = _tag(element) == "ol" or element.get("rend") == "ol"
    start = element.get("start", "1")
    number = int(start) if start.isdecimal() and len(start) < 5 else 1
    for item in element:
        inner = [child for child in item if _tag(child) in _LISTS]
        own = _without(item, inner)
        if own.strip():
            yield f"{number}. {own}" if ordered else own
            number += 1
        for nested in [*inner, *([item] if _tag(item) in _LISTS else [])]:
            yield from _items(nested)


def _without(item: _Element, inner: Sequence[_Element]) -> str:
    if _tag(item) in _LISTS or _tag(item) in _SILENT:
        return ""
    parts = [item.text or ""]
    for child in item:
        if child not in inner and _tag(child) not in _SILENT:
            gap = "" if _tag(child) in _INLINE else " "
            parts += [gap, text_of(child), gap]
        parts.append(child.tail or "")
    return "".join(parts)


def _terms(element: _Element) -> Iterator[str]:
    """Each term with its description, as in "Sted: Trondheim"."""
    terms: list[str] = []
    said: list[str] = []
    for child in element.iterdescendants("dt", "dd", "item"):
        text = text_of(child).strip()
        is_term = _tag(child) == "dt" or str(child.get("rend", "")).startswith("dt")
        if is_term and said:
            yield _term(terms, said)
            terms, said = [], []
        (terms if is_term else said).append(text)
    if terms or said:
        yield _term(terms, said)


def _term(terms: Sequence[str], said: Sequence[str]) -> str:
    term = ", ".join(terms)
    return " ".join([term if term.endswith(":") or not term or not said else f"{term}:", *said])


def _is_layout(table: _Element) -> bool:
    """Whether a table only arranges a page: it holds headings or tables, or has a single column."""
    if table.get("role") in ("presentation", "none"):
        return True
    if any(_tag(inner) in _BLOCKS_IN_CELLS for inner in table.iterdescendants()):
        return True
    widths = [sum(_tag(cell) in _CELLS for cell in row) for row in table.iterdescendants(*_ROWS)]
    return max(widths, default=0) < 2


def _is_header(row: _Element) -> bool:
    cells = [cell for cell in row if _tag(cell) in _CELLS]
    parent = row.getparent()
    if parent is not None and _tag(parent) == "thead":
        return True
    return bool(cells) and all(_tag(cell) == "th" or cell.get("role") == "head" for cell in cells)


def _grid(rows: Sequence[_Element]) -> list[list[str]]:
    """Cells by row and column; one that spans rows is told in each, one that spans columns in its first."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[str, int]] = {}
    for row in rows:
        texts: list[str] = []
        for cell in (cell for cell in row if _tag(cell) in _CELLS):
            _hang(texts, hanging)
            column, text = len(texts), text_of(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            texts += [text, *[""] * (wide - 1)]
            if high > 1:
                hanging[column] = (text, high - 1)
        _hang(texts, hanging)
        grid.append(texts)
    return grid


def _hang(texts: list[str], hanging: dict[int, tuple[str, int]]) -> None:
    """Fill in the cells that hang down from rows above."""
    while (column := len(texts)) in hanging:
        text, left = hanging.pop(column)
        texts.append(text)
        if left > 1:
            hanging[column] = (text, left - 1)
            if len(texts) > column + 1:
                break


def _span(cell: _Element, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(WIDEST_SPAN, max(1, int(value))) if value.isdecimal() and len(value) < 10 else 1
