"""What stands at the edge of most pages, and is no part of the text: running heads, feet and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.reading.pdf_lines import Line

# Of the page's height, at the top and at the bottom.
EDGE = 0.12
# Of the pages; heads of left and right pages often differ.
MOST = 0.4

_PAGE_NUMBER = re.compile(
    r"^(?:(?:side|page|s\.|p\.)\s*)?[–-]?\s*(\d{1,4})\s*[–-]?(?:\s*(?:av|of|/|\|)\s*\d{1,4})?$", re.IGNORECASE
)

Key = tuple[str, float, int]
Bounds = tuple[float, float]


def without_edges(pages: Sequence[Sequence[Line]], bounds: Sequence[Bounds]) -> list[list[Line]]:
    """The lines of each page that are none of these. ``bounds`` are the pages' own, in points."""
    counts = Counter(key for page, bound in zip(pages, bounds, strict=True) for key in _keys(page, bound))
    enough = max(2, MOST * len(pages))
    return [
        [
            line
            for line in page
            if not _is_edge(line, bound) or not (counts[_key(line)] >= enough or _is_number(line, number))
        ]
        for number, (page, bound) in enumerate(zip(pages, bounds, strict=True), 1)
    ]


def _keys(page: Sequence[Line], bound: Bounds) -> set[Key]:
    return {_key(line) for line in page if _is_edge(line, bound)}


def _key(line: Line) -> Key:
    """The same words in the same place; figures may differ."""
    return re.sub(r"\d+", "#", line.text), line.size, round(line.y / 4)


def _is_edge(line: Line, bound: Bounds) -> bool:
    bottom, top = bound
    return not EDGE < (line.y - bottom) / max(top - bottom, 1) < 1 - EDGE


def _is_number(line: Line, page: int) -> bool:
    match = _PAGE_NUMBER.match(line.text)
    return bool(match) and int(match.group(1) if match else 0) == page
