"""Days and terms as Norwegians write them: "1. juni 2027", "1/6-2027", "juni 2027", "H2027", "15. mai".

A record holds a date as YYYY, YYYY-MM or YYYY-MM-DD; what is no date (a term, a day without a year) is its note.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ingest.reading.values import NoValue, Unreadable, text

_MONTHS = (
    "januar january jan", "februar february feb", "mars march mar", "april apr", "mai may", "juni june jun",
    "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
    "desember december des dec",
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_TERMS = {
    "høst": "høst|høsten|høstsemester|høstsemesteret|haust|hausten|haustsemester|autumn|fall|h",
    "vår": "vår|våren|vårsemester|vårsemesteret|spring|v",
    "sommer": "sommer|sommeren|sommar|sommaren|summer|s",
}
_TERM = {word: term for term, words in _TERMS.items() for word in words.split("|")}
_WORDS = "|".join(sorted(_TERM, key=len, reverse=True))
_WEEKDAY = re.compile(
    r"^(?:mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag|laurdag|søndag|sundag|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|man|tir|tirs|ons|tor|tors|fre|lør|søn)\.?,?\s+(?:den\s+)?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})"
    r"(?:-([0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?)?"
)
_FIGURES = re.compile(r"([0-9]{1,2})(?:\.\s?([0-9]{1,2})\.\s?|/([0-9]{1,2})[-/ ]\s?|-([0-9]{1,2})-)([0-9]{4}|[0-9]{2})")
_DAY = re.compile(rf"([0-9]{{1,2}})\.?\s*({_NAMES})\.?(?:,?\s*([0-9]{{4}}))?", re.IGNORECASE)
_ENGLISH_DAY = re.compile(rf"({_NAMES})\.?\s+([0-9]{{1,2}})(?:st|nd|rd|th)?(?:,?\s+([0-9]{{4}}))?", re.IGNORECASE)
_MONTH_OF = re.compile(rf"({_NAMES})\.?,?\s*([0-9]{{4}})", re.IGNORECASE)
_TERM_OF = re.compile(
    rf"({_WORDS})\.?[\s-]*([0-9]{{4}}|[0-9]{{2}})|([0-9]{{4}})[\s-]?({_WORDS})|({_WORDS})", re.IGNORECASE
)
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})(?:\.\s?([0-9]{1,2})\.?|/([0-9]{1,2}))")
_OPEN = re.compile(
    r"(?:fort)?løpende(?:\s+\w+)?|(?:fort)?løpande(?:\s+\w+)?|"
    r"etter avtale|ikke fastsatt|ikkje fastsett|kommer(?: senere)?|"
    r"ikke avklart|åpen|åpent|snarest|rolling(?: admission)?|tba|tbd|ongoing",
    re.IGNORECASE,
)
_YEARS = range(1900, 2101)
NO_YEAR = "årstall ikke oppgitt"
EXPECTED = "a date such as 1. juni 2027, 01.06.2027, 2027-06-01, juni 2027 or H2027"


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known, and the words where the date does not say all."""

    date: str | None = None
    note: str | None = None


def when(value: Any, date_format: str | None = None) -> When:
    """A start or a deadline.

    A term becomes its year with the note "høst 2027"; a day without a year, or "løpende opptak", is a note alone.
    ``date_format`` (``%d %m %Y``) takes the place of the orders of figures that Norwegians use. Raises Unreadable.
    """
    known = _known(value)
    if known is not None:
        return known
    told = text(value)
    if told is None or told in "-–—":
        return When()
    told = _WEEKDAY.sub("", told)
    if date_format and (found := _formatted(told, date_format)):
        return When(found)
    if found := _dated(told, figures=date_format is None):
        return When(found)
    return _noted(told)


def day(value: Any, date_format: str | None = None) -> str | None:
    """A date that must be one, without a note: YYYY, YYYY-MM or YYYY-MM-DD. Raises Unreadable."""
    found = when(value, date_format)
    if found.note:
        raise Unreadable("a date such as 1. juni 2027, 2027-06-01 or 2027")
    return found.date


def is_date_format(pattern: str) -> bool:
    """Whether a pattern names day, month and year, each once, and nothing else that varies."""
    found = re.findall(r"%(.?)", pattern)
    return sorted(found) in (sorted("dmY"), sorted("dmy"))


def _known(value: Any) -> When | None:
    match value:
        case NoValue(expected=expected):
            raise Unreadable(expected)
        case bool() | float() if not (isinstance(value, float) and value.is_integer()):
            raise Unreadable(EXPECTED)
        case datetime():
            return When(_exact(value.year, value.month, value.day))
        case date():
            return When(_exact(value.year, value.month, value.day))
        case int() | float():
            if int(value) not in _YEARS:
                raise Unreadable(f"{EXPECTED}, not a bare number")
            return When(str(int(value)))
        case str() | None:
            return None
        case _:
            raise Unreadable(EXPECTED)


def _formatted(told: str, date_format: str) -> str | None:
    try:
        found = datetime.strptime(told, date_format)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return _exact(found.year, found.month, found.day)


def _dated(told: str, *, figures: bool) -> str | None:
    if match := _ISO.fullmatch(told):
        return _exact(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if re.fullmatch(r"[0-9]{4}", told):
        return _exact(int(told))
    if figures and (match := _FIGURES.fullmatch(told)):
        return _exact(_year(match[5]), int(match[2] or match[3] or match[4]), int(match[1]))
    if (match := _DAY.fullmatch(told)) and match[3]:
        return _exact(int(match[3]), _MONTH[match[2].casefold()], int(match[1]))
    if (match := _ENGLISH_DAY.fullmatch(told)) and match[3]:
        return _exact(int(match[3]), _MONTH[match[1].casefold()], int(match[2]))
    if match := _MONTH_OF.fullmatch(told):
        return _exact(int(match[2]), _MONTH[match[1].casefold()])
    return None


def _noted(told: str) -> When:
    """What is no date but says something: a term, a day of any year, or that there is no day."""
    if match := _TERM_OF.fullmatch(told):
        term = _TERM[(match[1] or match[4] or match[5]).casefold()]
        if match[5]:
            return When(None, term if len(match[5]) > 1 else _refuse())
        year = _exact(_year(match[2] or match[3]))
        return When(year, f"{term} {year}")
    if match := _DAY.fullmatch(told):
        return _yearless(int(match[1]), _MONTH[match[2].casefold()])
    if match := _ENGLISH_DAY.fullmatch(told):
        return _yearless(int(match[2]), _MONTH[match[1].casefold()])
    if match := _DAY_AND_MONTH.fullmatch(told):
        return _yearless(int(match[1]), int(match[2] or match[3]))
    if _OPEN.fullmatch(told):
        return When(None, told)
    raise Unreadable(EXPECTED)


def _yearless(number: int, month: int) -> When:
    _exact(2024, month, number)  # a leap year: 29. februar exists
    return When(None, f"{number}. {_MONTHS[month - 1].split()[0]} ({NO_YEAR})")


def _year(figures: str) -> int:
    return int(figures) if len(figures) == 4 else 2000 + int(figures)


def _exact(year: int, month: int | None = None, number: int | None = None) -> str:
    """A date that exists, between 1900 and 2100."""
    try:
        date(year, 1 if month is None else month, 1 if number is None else number)
    except ValueError:
        raise Unreadable("a date that exists") from None
    if year not in _YEARS:
        raise Unreadable(f"a year from {_YEARS[0]} to {_YEARS[-1]}")
    return "-".join([f"{year}", *(f"{part:02d}" for part in (month, number) if part is not None)])


def _refuse() -> str:
    raise Unreadable(EXPECTED)
