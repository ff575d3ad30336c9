"""Stretches of time as people name them: "før jul", "til høsten", "next month", "innen 1. mars".

A question is read without a clock: ``find_time`` only finds the words. :class:`TimeWish` resolves them
when the day is known. Seasons and holidays come from a small table; days and months in words are left
to ``dateparser``, whose import costs 0.2 s and therefore happens only then.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from knowledge.dates import parse_partial
from knowledge.period_words import COUNTS, HOLIDAYS, PLURAL, SEASONS, TIME, UNITS

_RUNNING = re.compile(r"(?:i|denne|dette|this)\b")
_BEFORE = frozenset({"før", "before"})
_BY = frozenset({"innen", "innan", "senest", "seinast", "by", "until", "fram til"})
_PREVIOUS = frozenset({"forrige", "førre", "sist", "last"})
_FIRST_OF_MONTH = 1


class TimeField(StrEnum):
    """Which date of a course is meant."""

    START = "start"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, other: "Period") -> bool:
        """Whether the other lies in this one as a whole."""
        starts = self.first is None or (other.first is not None and other.first >= self.first)
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return starts and ends


@dataclass(frozen=True, slots=True)
class TimeWish:
    """When something should start or be applied for, in the asker's words."""

    field: TimeField
    words: str

    def period(self, today: date) -> Period | None:
        """The days meant, seen from ``today``; None where the words name no days after all."""
        return _period(self.words, today)


@lru_cache(maxsize=64)
def _period(words: str, today: date) -> Period | None:
    """Cached: one wish is held against every course."""
    match = TIME.search(words)
    return _resolve(match, today) if match else None


def season_of(year: int, name: str) -> Period:
    """A season's first and last day in a year; autumn and spring are the semesters."""
    first, last = SEASONS[name]
    return Period(date(year, first, 1), _month(year, last).last)


def days_of(partial: str) -> Period:
    """The days of a date as far as a source gives it: ``2024``, ``2024-06`` or ``2024-06-01``."""
    year, month, day = parse_partial(partial)
    if month is None:
        return _year(year)
    return Period(date(year, month, day), date(year, month, day)) if day else _month(year, month)


def _resolve(match: re.Match[str], today: date) -> Period | None:
    if match["between"]:
        return Period(_parsed(match["first"], today), _parsed(match["last"], today))
    anchor = _anchor(match, today)
    if anchor is None:
        return None
    relation = (match["relation"] or "").split(" og ")[0]
    if relation in _BEFORE or (relation in _BY and match["season"]):
        return _until(anchor.first - timedelta(days=1) if anchor.first else None, today)
    if relation in _BY:
        return _until(anchor.last, today)
    if relation in ("etter", "after"):
        is_start = match["holiday"] and anchor.first and anchor.first.day == _FIRST_OF_MONTH  # "etter nyttår"
        return Period(anchor.first if is_start else (anchor.last or today) + timedelta(days=1))
    return Period(anchor.first) if relation else anchor


def _until(last: date | None, today: date) -> Period:
    """Up to a day: from now on where it lies ahead, else without a beginning."""
    return Period(today if last and last >= today else None, last)


def _anchor(match: re.Match[str], today: date) -> Period | None:  # noqa: PLR0911 - one return a kind of words
    if match["season"]:
        return _season(match, today)
    if match["holiday"]:
        return _holiday(match["holiday"], today)
    if match["span"]:
        return Period(today, _later(match["count"], match["counted"], today))
    if match["away"]:
        return _around(_later(match["away"], match["away_unit"], today), UNITS.get(match["away_unit"], "day"))
    if match["rel"]:
        return _relative(match["rel"], UNITS[match["unit"]], today)
    if match["ahead"]:
        return Period(today)
    if match["year"]:
        return _year(int(match["year"]))
    if match["month"]:
        return _around(_parsed(match["month"], today), "month")
    if match["now"] and match["now"].replace(" ", "") in ("ifjor", "lastyear"):
        return _year(today.year - 1)
    return _around(_parsed(match["day"] or match["now"], today), "day")


def _season(match: re.Match[str], today: date) -> Period:
    name, year = match["season"], match["season_year"]
    if year:
        return season_of(int(year), name)
    now = season_of(today.year, name)
    assert now.last is not None
    if match["which"] in _PREVIOUS:
        return now if now.last < today else season_of(today.year - 1, name)
    running_is_meant = bool(_RUNNING.match(match.group()))
    assert now.first is not None
    over = now.last < today if running_is_meant else now.first <= today
    return season_of(today.year + 1, name) if over else now


def _holiday(name: str, today: date) -> Period:
    key = next(k for k in HOLIDAYS if k in name)
    for year in (today.year, today.year + 1):
        fixed = HOLIDAYS[key]
        day = date(year, *fixed) if fixed else _easter(year)
        if day >= today:
            break
    return Period(day, day)


def _easter(year: int) -> date:
    from dateutil.easter import easter

    day: date = easter(year)
    return day


def _relative(which: str, unit: str, today: date) -> Period | None:
    step = -1 if which in _PREVIOUS else 1 if which in ("neste", "kommende", "komande", "next") else 0
    if unit == "semester":
        autumn = today.month >= SEASONS["høst"][0]
        number = today.year * 2 + autumn + step
        return season_of(number // 2, "høst" if number % 2 else "vår")
    if unit == "year":
        return _year(today.year + step)
    if unit == "week":
        return _around(today + timedelta(weeks=step), unit)
    months = today.year * 12 + today.month - 1 + step
    return _month(months // 12, months % 12 + 1)


def _around(day: date | None, unit: str) -> Period | None:
    if day is None:
        return None
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    if unit == "month":
        return _month(day.year, day.month)
    return _year(day.year) if unit == "year" else Period(day, day)


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _later(count: str, unit: str, today: date) -> date | None:
    """A day so many units from now, put in the words that dateparser knows: it has no nynorsk."""
    number = count if count.isdigit() else str(COUNTS[count])
    return _parsed(f"om {number} {PLURAL[UNITS.get(unit, 'day')]}", today)


def _parsed(words: str | None, today: date) -> date | None:
    """A day in words, the next one of its name where no year is given."""
    if not words:
        return None
    import dateparser

    settings = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - a day has no zone
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
    }
    found = dateparser.parse(words.replace("morgon", "morgen"), languages=["nb", "en"], settings=settings)
    return found.date() if found else None
