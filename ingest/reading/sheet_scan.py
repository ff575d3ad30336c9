"""The XML inside an XLSX file, looked at before openpyxl builds objects of it: how much, and what is merged."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.limits import MEGABYTE, megabytes

LARGEST_PART = 60 * MEGABYTE
LARGEST_XML = 100 * MEGABYTE
MOST_ELEMENTS = 3_000_000
# Of which openpyxl makes an object each: styles, links, rules.
MOST_OBJECTS = 300_000
MOST_CELLS_OF_A_ROW = 16_384
# Where Excel's sheets end.
LAST_ROW = 1_048_576
MOST_MERGED = 100_000

_PIECE = 1 << 16
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
# What openpyxl reads of a workbook; pictures and charts stay packed.
_READ = re.compile(r"^/?(?:xl/|_rels/|\[Content_Types\]|docProps/).*\.(?:xml|rels)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that were made one downwards: what stands in the first row holds for all to the last, both from 1."""

    column: int
    first: int
    last: int


@dataclass
class SheetScan:
    """What one part of the file holds: whether there are formulas in it, and which cells are merged."""

    raw: Raw
    name: str
    merged: list[Merged] = field(default_factory=list)
    formulas: bool = False
    elements: int = 0
    objects: int = 0
    cells: int = 0
    letters: set[str] = field(default_factory=set)

    @property
    def width(self) -> int:
        """The number of columns down to the last one with a cell."""
        if "" in self.letters:  # cells that do not say where they are
            return MOST_CELLS_OF_A_ROW
        return max((_column(letters) for letters in self.letters), default=1)

    def start(self, tag: str, attributes: Mapping[str, Any]) -> None:
        """Take the next element. Raises SourceError when there are too many."""
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise _too_much(self.raw, f"at most {MOST_ELEMENTS} elements of XML in a part", f"more in {self.name!r}")
        match tag.rpartition(":")[2]:
            case "c":
                self.cells += 1
                letters = attributes.get("r", "").rstrip("0123456789")
                self.letters.add(letters if len(letters) <= len("XFD") and letters.isascii() else "")
                if self.cells > MOST_CELLS_OF_A_ROW:
                    raise _too_much(self.raw, f"at most {MOST_CELLS_OF_A_ROW} cells in a row", "more")
            case "row":
                self.cells = 0
                number = attributes.get("r", "1")
                if not (number.isascii() and number.isdigit() and int(number[:12]) <= LAST_ROW):
                    raise _too_much(self.raw, f"no rows beyond {LAST_ROW}, where sheets end", f"row {number[:20]!r}")
            case "v" | "t" | "si" | "is":
                pass
            case "f":
                self.formulas = True
            case other:
                self.objects += 1
                if self.objects > MOST_OBJECTS:
                    raise _too_much(
                        self.raw, f"at most {MOST_OBJECTS} styles, links and rules", f"more in {self.name!r}"
                    )
                if other == "mergeCell":
                    self._merge(attributes.get("ref", ""))

    def _merge(self, reference: str) -> None:
        match = _RANGE.fullmatch(reference)
        if match is None or int(match[2]) >= int(match[4]):
            return
        if len(self.merged) >= MOST_MERGED:
            raise _too_much(self.raw, f"at most {MOST_MERGED} merged cells", "more")
        self.merged.append(Merged(_column(match[1]), int(match[2]), int(match[4])))


def scan(raw: Raw, archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Look at every part of XML that will be read; gives what is known of each by its name.

    Raises SourceError when a part is too large or holds more than any table of courses.
    """
    entries = [entry for entry in archive.infolist() if _READ.match(entry.filename)]
    largest = max((entry.file_size for entry in entries), default=0)
    total = sum(entry.file_size for entry in entries)
    if largest > LARGEST_PART:
        raise _too_much(raw, f"sheets of at most {megabytes(LARGEST_PART)} when unpacked", megabytes(largest))
    if total > LARGEST_XML:
        raise _too_much(raw, f"at most {megabytes(LARGEST_XML)} of sheets when unpacked", megabytes(total))
    return {entry.filename.lstrip("/"): _scanned(raw, archive, entry) for entry in entries}


def _scanned(raw: Raw, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> SheetScan:
    found = SheetScan(raw, entry.filename)
    parser = expat.ParserCreate()
    parser.StartElementHandler = found.start
    try:
        for piece in _pieces(archive, entry):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise SourceError(
            raw.place, None, "file", "a whole XLSX file", f"{entry.filename!r} damaged ({error})"
        ) from error
    return found


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number


def _too_much(raw: Raw, expected: str, got: str) -> SourceError:
    return SourceError(raw.place, None, "file", expected, got)
