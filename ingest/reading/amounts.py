"""Numbers as Norwegians write them in tables: "7,5 stp", "18 000", "kr 18 000,-", "gratis".

Nothing is guessed: "18,000" (18 or 18 000?) cannot be read. Each function gives None for an empty cell and raises
:class:`ingest.reading.values.Unreadable`.
"""

import math
import re
from dataclasses import dataclass
from typing import Any

from ingest.reading.values import LARGEST_NUMBER, Unreadable, written

_SPACES = r" \u00a0\u2009\u202f"
_AMOUNT = rf"(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]{{1,3}}(?:\.[0-9]{{3}})+|[0-9]{{1,12}})"
_NUMBER = re.compile(rf"(?P<whole>{_AMOUNT})(?:,(?P<part>[0-9]{{1,6}}))?")
_POINT = re.compile(r"[0-9]{1,12}\.[0-9]{1,6}")
_AMBIGUOUS = re.compile(r"[0-9]{1,3},[0-9]{3}")
_CREDITS = re.compile(
    r"(?P<number>.*?)\s*(?:stp|sp|studiepoeng|ects|credits?|poeng)?\.?(?:\s*\(?ects\)?)?", re.IGNORECASE
)
_KRONER = r"(?:kr\.?|kroner|nok)"
_PRICE = re.compile(
    rf"(?P<before>{_KRONER})?\s*(?P<number>{_AMOUNT}(?:,[0-9]{{1,2}})?)\s*(?:,-|,–|,—|\.-|:-)?\s*"
    rf"(?P<after>{_KRONER}(?![a-zæøå]))?\s*(?:,-)?(?P<rest>[^0-9]*)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"[\s,;(]*(?:per|pr|for|eks|ekskl|ink|inkl|uten|pluss)\b", re.IGNORECASE)
_FOREIGN = re.compile(r"[€$£]|\b(?:eur|euro|usd|gbp|sek|dkk|chf|dollar|pund)\b", re.IGNORECASE)
_FREE = frozenset("gratis kostnadsfri kostnadsfritt vederlagsfritt free".split())

LARGEST_CREDITS = 300
LARGEST_PRICE = 10_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """Whole kroner, and the source's words where the number alone does not tell all."""

    nok: int | None = None
    note: str | None = None


def number(value: Any) -> float | None:
    """A number of 0 or more: ``7,5``, ``7.5``, ``18 000``, ``18.000``, ``18.000,50``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < 0 or value > LARGEST_NUMBER or not math.isfinite(value):
            raise Unreadable("a number of 0 or more")
        return float(value)
    told = written(value, "a number such as 7,5 or 18 000")
    if told is None:
        return None
    if _AMBIGUOUS.fullmatch(told):
        raise Unreadable("a number that reads only one way, such as 18 000 or 7,5")
    match = _NUMBER.fullmatch(told)
    if match:
        return float(f"{re.sub(r'[^0-9]', '', match['whole'])}.{match['part'] or 0}")
    if _POINT.fullmatch(told):
        return float(told)
    raise Unreadable("a number such as 7,5 or 18 000")


def whole(value: Any) -> int | None:
    """A whole number, as a year."""
    found = number(value)
    if found is not None and found != int(found):
        raise Unreadable("a whole number")
    return None if found is None else int(found)


def credits(value: Any) -> float | None:
    """Studiepoeng, with or without the word: ``7,5 stp``; ``7,500`` is seven and a half here."""
    expected = "studiepoeng such as 7,5"
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = number(value)
    else:
        told = written(value, expected)
        match = _CREDITS.fullmatch(told) if told else None
        if match is None:
            return None
        bare = match["number"]
        try:
            found = float(bare.replace(",", ".")) if _AMBIGUOUS.fullmatch(bare) else number(bare)
        except Unreadable:
            raise Unreadable(expected) from None
    if found is None or found > LARGEST_CREDITS:
        raise Unreadable(f"{expected}, at most {LARGEST_CREDITS}")
    return found


def price(value: Any) -> Price:
    """A price: ``kr 18 000,-``, ``18.000 kr``, ``NOK 18000``, ``gratis``.

    Words after the amount ("per semester") and prices in other currencies are kept as the note, in the source's words.
    """
    expected = "a price such as kr 18 000,- or gratis"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Price(_kroner(number(value), expected))
    told = written(value, expected)
    if told is None:
        return Price()
    if told.casefold().rstrip(".!") in _FREE:
        return Price(0)
    if _FOREIGN.search(told) and re.search(r"[0-9]", told):
        return Price(None, told)
    match = _PRICE.fullmatch(told)
    if match is None or _AMBIGUOUS.fullmatch(match["number"]):
        raise Unreadable(expected)
    rest = match["rest"].strip()
    if rest and not (match["before"] or match["after"] or _CONDITION.match(rest)):
        raise Unreadable(expected)
    return Price(_kroner(number(match["number"]), expected), told if rest else None)


def _kroner(amount: float | None, expected: str) -> int:
    if amount is None or amount != int(amount) or amount > LARGEST_PRICE:
        raise Unreadable(f"{expected}, in whole kroner up to {LARGEST_PRICE}")
    return int(amount)
