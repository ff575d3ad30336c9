"""The lines of a PDF's pages told as headings, paragraphs, lists and tables, under the number of their page."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.reading.lines import Lines
from ingest.reading.pdf_lines import Line
from ingest.reading.pdf_tables import Table, with_tables
from ingest.reading.pdf_words import Known

# Letters this much larger than the text's are a heading's.
LARGER = 1.12
LONGEST_HEADING = 16
# Between paragraphs there is this much more room than between lines.
APART = 1.25
# A line shorter than this share of the usual width is a paragraph's last, unless the next goes on in small letters.
SHORT = 0.6
_LEVELS = 4

_BULLET = re.compile("^[•●▪■◦○‣∙·\uf0b7\uf0a7]\\s*|^[–—-]\\s+")
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+\S")
_HEADING_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+\S")
_ENDED = re.compile(r"[.!?:;…»”\"']$")

Piece = Line | Table


@dataclass(frozen=True, slots=True)
class Look:
    """How a document looks: the size of its text, its headings' levels by size, the room between its lines."""

    size: float
    levels: Mapping[float, int]
    gap: float
    width: float


def write(pages: Sequence[Sequence[Line]], lines: Lines) -> str | None:
    """Write the pages; returns the first heading of the outermost level."""
    look = _look(pages)
    writer = _Writer(lines, look, Known(line.text for page in pages for line in page))
    for number, page in enumerate(pages, 1):
        writer.page(number, with_tables(page))
    writer.end()
    return writer.title


def _look(pages: Sequence[Sequence[Line]]) -> Look:
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page:
            letters[line.size] += len(line.text)
    size = letters.most_common(1)[0][0] if letters else 10.0
    larger = sorted((other for other in letters if other >= LARGER * size), reverse=True)
    gaps = [gap for page in pages for gap in _gaps(page, size)]
    widths = sorted(len(line.text) for page in pages for line in page if line.size == size)
    return Look(
        size=size,
        levels={other: min(rank, _LEVELS) for rank, other in enumerate(larger, 1)},
        gap=median(gaps) if gaps else 1.2 * size,
        width=widths[len(widths) * 9 // 10] if widths else 0,
    )


def _gaps(page: Sequence[Line], size: float) -> Iterator[float]:
    for above, line in pairwise(page):
        if above.size == line.size == size and 0 < above.y - line.y < 3 * size:
            yield above.y - line.y


@dataclass
class _Writer:
    """Gathers the lines of a paragraph, item or heading until another thing begins.

    What a page's end parts is told as a whole on the page where it begins: ``turned`` is the number of the page that
    was turned meanwhile.
    """

    lines: Lines
    look: Look
    known: Known
    title: str | None = None
    paragraph: list[str] = field(default_factory=list)
    items: list[list[str]] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    level: int = 0
    number: int = 0
    turned: bool = False
    before: Line | None = None

    def page(self, number: int, pieces: Sequence[Piece]) -> None:
        """Write what stands on a page."""
        self.number = number
        self.turned = True
        for piece in pieces:
            if isinstance(piece, Table):
                self._end_text()
                self._mark()
                self.lines.table(piece.rows, header=True)
                self.before = None
            elif level := self._level(piece):
                self._take_heading(level, piece)
            else:
                self._take(piece)
                self.before = piece

    def end(self) -> None:
        """Write what is left."""
        self._end_text()
        self._end_heading()

    def _level(self, line: Line) -> int:
        """The level of a heading; 0 for text."""
        text = line.text
        if len(text.split()) > LONGEST_HEADING or not any(letter.isalpha() for letter in text) or _BULLET.match(text):
            return 0
        if line.size in self.look.levels:
            return self.look.levels[line.size]
        alone = self.before is None or self._is_apart(line) or bool(_HEADING_NUMBER.match(text))
        same = line.size >= self.look.size
        return _LEVELS + 1 if line.bold and same and alone and not text.endswith((".", ",", ";", ":")) else 0

    def _is_apart(self, line: Line) -> bool:
        return self.before is not None and not 0 < self.before.y - line.y <= APART * self.look.gap

    def _take_heading(self, level: int, line: Line) -> None:
        self._end_text()
        if self.heading and (level != self.level or self.turned or _HEADING_NUMBER.match(line.text)):
            self._end_heading()
        self.level = level
        self.heading.append(line.text)
        self.turned = self.turned and not self.heading
        self.before = None

    def _take(self, line: Line) -> None:
        self._end_heading()
        text = line.text
        bullet = _BULLET.match(text)
        number = _NUMBER.match(text) and (not self.paragraph or self.paragraph[-1].endswith(":"))
        if bullet or number:
            self._end_paragraph()
            self._mark()
            self.items.append([_BULLET.sub("", text)])
        elif self._begins(line):
            self._end_text()
            self._mark()
            self.paragraph.append(text)
        elif self.items:
            self.items[-1].append(text)
        else:
            self._mark()
            self.paragraph.append(text)

    def _begins(self, line: Line) -> bool:
        """Whether a line begins a paragraph."""
        gathered = self.paragraph or (self.items[-1] if self.items else [])
        if not [text for text in gathered if text]:
            return False
        last = gathered[-1]
        ended, short = bool(_ENDED.search(last)), len(last) < SHORT * self.look.width
        lower = line.text[:1].islower()
        if self.turned or self._is_apart(line):
            return ended or (short and not lower)
        return short and (ended or line.text[:1].isupper())

    def _mark(self) -> None:
        """Tell the page, unless what is being gathered began on another."""
        if self.turned and not self.paragraph and not self.items:
            self.lines.page(f"side {self.number}")
            self.turned = False

    def _end_paragraph(self) -> None:
        if self.paragraph:
            self.lines.paragraph(self.known.joined(self.paragraph))
            self.paragraph = []

    def _end_text(self) -> None:
        self._end_paragraph()
        if self.items:
            self.lines.items(self.known.joined([text for text in item if text]) for item in self.items)
            self.items = []

    def _end_heading(self) -> None:
        if self.heading:
            text = self.known.joined(self.heading)
            self.lines.heading(self.level, text)
            self.title = self.title or (text if self.level == 1 else None)
            self.heading = []
            self.turned = True
