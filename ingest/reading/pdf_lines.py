"""The lines of a PDF's page, in the order in which the library reads them, with where and how they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any

from pypdf import PageObject

from ingest.reading.lines import clean

# Fonts whose letters nobody named: this is where some programs keep the bullet.
_BULLET_OF_OTHERS = re.compile("^\\s*\x7f")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one font in one place; ``x`` and ``y`` in points from the page's lower left corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Spans side by side."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words of the line, with a soft hyphen at the end where the page has one."""
        words = "".join(span.text for span in self.spans)
        return clean(words) + ("\u00ad" if words.rstrip().endswith("\u00ad") else "")

    @property
    def x(self) -> float:
        """Where it begins."""
        return self.spans[0].x

    @property
    def y(self) -> float:
        """How high it stands."""
        return self.spans[0].y

    @property
    def size(self) -> float:
        """The size of most of its letters, in half points."""
        sizes: dict[float, int] = {}
        for span in self.spans:
            sizes[span.size] = sizes.get(span.size, 0) + len(span.text)
        return round(2 * max(sizes, key=lambda size: sizes[size])) / 2

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(span.bold for span in self.spans if span.text.strip())


def lines_of(page: PageObject) -> list[Line]:
    """The lines of a page that hold a word."""
    gathering = _Gathering()
    page.extract_text(visitor_text=gathering.hear)
    return list(_side_by_side(gathering.lines()))


@dataclass
class _Gathering:
    """Hears the pieces of a page; a line's end comes as a piece, or at the end of one."""

    _lines: list[list[Span]] = field(default_factory=lambda: [[]])

    def hear(self, text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        """Take the next piece with its two matrices."""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        name = str(font.get("/BaseFont", "")) if font else ""
        bold = any(word in name.lower() for word in ("bold", "black", "heavy", "semibold"))
        for number, piece in enumerate(text.split("\n")):
            if number:
                self._lines.append([])
            if words := _BULLET_OF_OTHERS.sub("•", piece):
                self._lines[-1].append(Span(words, float(x), float(y), float(abs(size) * scale), bold))

    def lines(self) -> Iterator[Line]:
        """The lines with words, each from its first word on."""
        for spans in self._lines:
            worded = [span for span in spans if span.text.strip()]
            if worded:
                yield Line(tuple(spans[spans.index(worded[0]) :]))


def _side_by_side(lines: Iterator[Line]) -> Iterator[Line]:
    """Join what follows to the right at the same height: the cells of a table's row."""
    before: Line | None = None
    for line in lines:
        if before is not None and _continues(before, line):
            first = line.spans[0]
            spaced = Span(f" {first.text}", first.x, first.y, first.size, first.bold)
            before = Line((*before.spans, spaced, *line.spans[1:]))
        else:
            if before is not None:
                yield before
            before = line
    if before is not None:
        yield before


def _continues(before: Line, line: Line) -> bool:
    last = before.spans[-1]
    return abs(last.y - line.y) < 0.3 * max(last.size, 1) and line.x > last.x
