"""What cells of a table hold as text, yes or no, a list or a choice: "ja", "KI; ledelse", "Emne".

Each function takes what a cell holds (text, number, date, None) and gives None for an empty one. What cannot be read
raises :class:`Unreadable`. Numbers and prices are in :mod:`ingest.reading.amounts`, days in
:mod:`ingest.reading.moments`.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ingest.reading.lines import clean

_YES = frozenset("ja j yes y true sann sant x 1".split())
_NO = frozenset("nei n no false usann usant 0".split())
_DASHES = frozenset("-–—−")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")

LARGEST_NUMBER = 10**15
LONGEST_TEXT = 100_000


class Unreadable(ValueError):
    """A value that cannot be read; ``expected`` completes "expected …"."""

    def __init__(self, expected: str) -> None:
        self.expected = expected
        super().__init__(f"expected {expected}")


@dataclass(frozen=True, slots=True)
class NoValue:
    """Stands in a cell that holds something without a value; ``shown`` is what the maintainer sees there."""

    shown: str
    expected: str


def text(value: Any) -> str | None:
    """A cell as one line of text; numbers as Norwegians write them, days as YYYY-MM-DD."""
    match value:
        case None:
            return None
        case NoValue(expected=expected):
            raise Unreadable(expected)
        case str():
            return _line(value)
        case bool():
            return "ja" if value else "nei"
        case int() | float():
            return _figures(value)
        case date() | time():
            return _moment(value)
        case list() | tuple():
            return ", ".join(part for item in value if (part := text(item))) or None
    raise Unreadable("a text")


def written(value: Any, expected: str) -> str | None:
    """The text of a cell that should hold one; a lone dash means nothing."""
    if isinstance(value, NoValue):
        raise Unreadable(value.expected)
    if value is not None and not isinstance(value, str):
        raise Unreadable(expected)
    told = text(value)
    return None if told is None or told in _DASHES else told


def flag(value: Any) -> bool | None:
    """Yes or no: ja, nei, yes, no, true, false, x, 1, 0."""
    if isinstance(value, bool):
        return value
    told = written(text(value), "ja or nei")
    if told is None:
        return None
    if told.casefold() in _YES | _NO:
        return told.casefold() in _YES
    raise Unreadable("ja or nei")


def texts(value: Any) -> tuple[str, ...]:
    """A list: its elements, or a text split at ``;``, or at ``,`` where there is none; each element once."""
    if isinstance(value, list | tuple):
        parts = [text(item) for item in value]
    else:
        told = text(value.replace("\n", ";") if isinstance(value, str) else value) or ""
        parts = [part.strip() for part in told.split(";" if ";" in told else ",")]
    return tuple(dict.fromkeys(part for part in parts if part))


def choice(value: Any, allowed: Sequence[str]) -> str | None:
    """One of the allowed words, whatever its capitals."""
    told = text(value)
    if told is None:
        return None
    found = next((word for word in allowed if word.casefold() == told.casefold()), None)
    if found is None:
        raise Unreadable(f"one of {', '.join(allowed)}")
    return found


def _line(value: str) -> str | None:
    if _LONE_SURROGATES.search(value):
        raise Unreadable("text, without halves of letters")
    if len(value) > LONGEST_TEXT:
        raise Unreadable(f"at most {LONGEST_TEXT} characters")
    return clean(value) or None


def _figures(value: float) -> str:
    if abs(value) > LARGEST_NUMBER or not math.isfinite(value):
        raise Unreadable("a shorter number")
    return f"{value:d}" if isinstance(value, int) else f"{value:.15g}".replace(".", ",")


def _moment(value: date | time) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, time) else value.isoformat()
