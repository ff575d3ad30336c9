"""Writing a document down as Markdown lines; what looks like a mark but is a word is escaped."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.errors import SourceError
from ingest.reading.blocks import Numbered
from ingest.reading.limits import TEXT_CHARACTERS

# No reader sees them, and a quote that holds them is found by nobody: control characters, soft hyphens, zero widths.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_MARKS = re.compile(r"^(?=#{1,6}(?:\s|$)|\||```|~~~|>|[-*+•]\s|\\)")

DEEPEST_HEADING = 5


def clean(text: str) -> str:
    """The words with single spaces, composed letters, and nothing invisible."""
    text = _LONE_SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))
    text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


@dataclass
class Lines:
    """Collects the lines of a document. ``place`` names the source where the text is too long."""

    place: str
    texts: list[str] = field(default_factory=list)
    characters: int = 0

    def heading(self, level: int, text: str) -> None:
        """A heading; level 1 is the outermost, deeper ones than 5 are told as 5."""
        if text := clean(text):
            self._block(f"{'#' * min(level, DEEPEST_HEADING)} {text}")

    def page(self, words: str) -> None:
        """A mark "side 3" that lies below every heading, so that it ends with the next one."""
        self._block(f"{'#' * (DEEPEST_HEADING + 1)} {words}")

    def paragraph(self, text: str) -> None:
        """A paragraph, told as such whatever it begins with."""
        if text := clean(text):
            self._block(_MARKS.sub(r"\\", text))

    def items(self, items: Iterable[str]) -> None:
        """A list; an item may begin with its number, as "2. "."""
        lines = [f"- {text}" for item in items if (text := clean(item))]
        if lines:
            self._block(*lines)

    def table(self, rows: Sequence[Sequence[str]], *, header: bool) -> None:
        """Rows of cells; ``header`` says that the first row names the columns. Empty rows and columns are left out."""
        cleaned = [[clean(cell) for cell in row] for row in rows]
        width = max((len(row) for row in cleaned), default=0)
        padded = [[*row, *[""] * (width - len(row))] for row in cleaned if any(row)]
        kept = [column for column in range(width) if any(row[column] for row in padded)]
        lines = ["| " + " | ".join(row[column] for column in kept) + " |" for row in padded]
        if header and len(lines) > 1:
            lines.insert(1, "|" + "---|" * len(kept))
        if lines:
            self._block(*lines)

    def numbered(self) -> tuple[Numbered, ...]:
        """What was written, numbered from 1."""
        return tuple(enumerate(self.texts, 1))

    def _block(self, *lines: str) -> None:
        self.characters += sum(len(line) for line in lines)
        if self.characters > TEXT_CHARACTERS:
            expected = f"at most {TEXT_CHARACTERS // 1_000_000} million characters of text"
            raise SourceError(self.place, None, "text", expected, "more; split the document")
        self.texts += [*lines, ""]
