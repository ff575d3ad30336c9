"""What a paragraph of a DOCX file is: its style says whether it is a heading or an item, its list gives the number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from lxml.etree import _Element

_DEEPEST = 20
_LEVELS = 9
_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_BULLETS = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """``level`` is 0 for text and 1 for the outermost heading; ``numbering`` is the style's own list and level."""

    level: int = 0
    is_title: bool = False
    is_contents: bool = False
    numbering: tuple[str, int] | None = None
    is_list: bool = False


class Styles:
    """A document's styles and lists, and how far each list has counted."""

    def __init__(self, document: DocxDocument) -> None:
        self._elements: dict[str, _Element] = {}
        self._default = Style()
        styles = document.styles.element
        for style in styles.iterchildren(qn("w:style")):
            if style.get(qn("w:type")) == "paragraph":
                self._elements[style.get(qn("w:styleId"), "")] = style
        language = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
        self.language: str | None = language.get(qn("w:val")) if language is not None else None
        self._numbers = _Numbers(document)
        self._read: dict[str, Style] = {}

    def of(self, paragraph: _Element) -> Style:
        """The style of a paragraph, and what the paragraph itself says beyond it."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return self._default
        name = _value(properties, "w:pStyle")
        style = self._named(name, 0) if name else self._default
        level = _outline(properties)
        return style if level is None else Style(level, numbering=style.numbering, is_list=style.is_list)

    def number(self, paragraph: _Element, style: Style) -> str | None:
        """The number of an item or heading ("2.1"), empty for a bullet, None for what is in no list."""
        properties = paragraph.find(qn("w:pPr"))
        own = _numbering(properties) if properties is not None else None
        if own is not None and own[0] == "0":  # a list taken away
            return None
        numbering = own or style.numbering
        if numbering is None:
            return "" if style.is_list and not style.level else None
        return self._numbers.next(*numbering)

    def _named(self, name: str, depth: int) -> Style:
        if name not in self._read:
            element = self._elements.get(name)
            self._read[name] = self._style(element, depth) if element is not None and depth < _DEEPEST else Style()
        return self._read[name]

    def _style(self, element: _Element, depth: int) -> Style:
        """Styles are built on others."""
        name = (_value(element, "w:name") or "").lower()
        base_name = _value(element, "w:basedOn")
        base = self._named(base_name, depth + 1) if base_name else Style()
        properties = element.find(qn("w:pPr"))
        level = _outline(properties) if properties is not None else None
        heading = _HEADING.match(name)
        if level is None:
            level = int(heading.group(1)) if heading else base.level
        own = _numbering(properties) if properties is not None else None
        return Style(
            level=level,
            is_title=name == "title" or base.is_title,
            is_contents=name.startswith("toc ") or base.is_contents,
            numbering=own or base.numbering,
            is_list=name.startswith("list ") and name != "list paragraph",
        )


class _Numbers:
    """Counts the items of each list, level by level, as Word does."""

    def __init__(self, document: DocxDocument) -> None:
        self._levels: dict[str, Mapping[int, _Element]] = {}
        self._abstract_of: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        root = getattr(part, "element", None)
        if root is None:
            return
        for abstract in root.iterchildren(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"), "0")): level for level in abstract.iterchildren(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for number in root.iterchildren(qn("w:num")):
            self._abstract_of[number.get(qn("w:numId"), "")] = _value(number, "w:abstractNumId") or ""

    def next(self, list_id: str, level: int) -> str:
        """The next number of a list's level as it is printed; empty for a bullet or an unknown list."""
        abstract = self._abstract_of.get(list_id)
        levels = self._levels.get(abstract or "", {})
        if abstract is None or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * (_LEVELS + 1))
        before = counts[level]
        counts[level] = _start(levels[level]) if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level)
        if (_value(levels[level], "w:numFmt") or "decimal") in _BULLETS:
            return ""
        text = _value(levels[level], "w:lvlText") or ""
        return re.sub(r"%([1-9])", lambda match: _printed(levels, counts, int(match.group(1)) - 1), text)


def _printed(levels: Mapping[int, _Element], counts: list[int | None], level: int) -> str:
    element = levels.get(level)
    if element is None:
        return ""
    count = counts[level]
    value = _start(element) if count is None else count
    match _value(element, "w:numFmt"):
        case "lowerLetter":
            return _letters(value)
        case "upperLetter":
            return _letters(value).upper()
        case "lowerRoman":
            return _roman(value).lower()
        case "upperRoman":
            return _roman(value)
        case _:
            return str(value)


def _letters(value: int) -> str:
    """A to z, then aa, bb as Word counts."""
    return chr(ord("a") + (value - 1) % 26) * min(10, (value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    parts = []
    for worth, sign in (*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, value = divmod(max(0, min(value, 3999)), worth)
        parts.append(sign * times)
    return "".join(parts)


def _start(level: _Element) -> int:
    text = _value(level, "w:start") or "1"
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _outline(properties: _Element) -> int | None:
    """The outline level from 1; 0 where a paragraph says that it is text."""
    value = _value(properties, "w:outlineLvl")
    if value is None or not value.isdecimal() or len(value) > 1:
        return None
    return 0 if int(value) >= _LEVELS else int(value) + 1


def _numbering(properties: _Element) -> tuple[str, int] | None:
    numbering = properties.find(qn("w:numPr"))
    if numbering is None:
        return None
    level, name = _value(numbering, "w:ilvl") or "0", _value(numbering, "w:numId")
    if name is None:
        return None
    return name, min(_LEVELS - 1, int(level)) if level.isdecimal() and len(level) < 3 else 0


def _value(parent: _Element, name: str) -> str | None:
    element = parent.find(qn(name))
    return element.get(qn("w:val")) if element is not None else None
