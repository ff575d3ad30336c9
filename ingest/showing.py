"""Words of foreign sources made safe for a terminal and a page, and the marks of a diff taken apart."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

Mark = Literal["same", "old", "new"]

_MARKS = re.compile(r"\[-(?P<old>.*?)-\](?= |$)|\{\+(?P<new>.*?)\+\}(?= |$)", re.DOTALL)
# Soft hyphen and the joiners: invisible, but parts of words and of emoji.
_KEPT = frozenset("\u00ad\u200c\u200d")


def printable(text: str) -> str:
    """The text on one line; what would steer a terminal, turn the writing round or is no character is written out.

    A file may be called ``a\\nb`` or hold an escape sequence; a person who reads a report should see that, not feel it.
    """
    return "".join(c if c.isprintable() or c in _KEPT else _written_out(c) for c in text)


def marked(diff: str) -> Iterator[tuple[Mark, str]]:
    """The pieces of a diff in the form of :func:`ingest.differences.word_diff`, without their marks."""
    end = 0
    for found in _MARKS.finditer(diff):
        if found.start() > end:
            yield "same", diff[end : found.start()]
        old = found["old"]
        yield ("new", found["new"]) if old is None else ("old", old)
        end = found.end()
    if end < len(diff):
        yield "same", diff[end:]


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 chunk``, ``2 chunks``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """How long, as a person says it: ``under a second``, ``42 s``, ``3 min``, ``2 h 5 min``."""
    if seconds < 1:
        return "under a second"
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


def _written_out(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" else ascii(character)[1:-1]
