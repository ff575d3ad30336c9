"""Which courses meet a wish, which don't say, and in what order they come."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from knowledge.course_query import CourseQuery, Order
from knowledge.dates import parse_partial
from knowledge.models import Course, Offering
from knowledge.periods import Period, TimeField, TimeWish, days_of, season_of

_DELIVERY = {"net": "nett", "gatherings": "samling", "campus": "campus"}
_TEACHING = {"english": "engelsk", "norwegian": "norsk"}
_MASTER = re.compile(r"\b(?:master(?!graden)\w*|høyere grad)")
_SEASON = re.compile(r"\b(høst|haust|vår|sommer)\w*(?:\s+(\d{4}))?", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(
    r"\b\d{1,2}\.\s(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b"
)
_AMOUNT = re.compile(r"(\d+)\s*(timer|dag|uke|måned|semest|år)")
_WEEKS = {"timer": 1 / 37.5, "dag": 0.2, "uke": 1.0, "måned": 4.3, "semest": 26.0, "år": 52.0}


def meets(course: Course, query: CourseQuery, today: date, without: Sequence[str] = ()) -> bool:
    """Whether a course meets every filter but the topic and those in ``without``; an unknown value meets none."""
    return all(_MEETS[name](course, query, today) for name in query.filters if name in _MEETS and name not in without)


def states(course: Course, name: str, query: CourseQuery) -> bool:
    """Whether a course's record says anything about what a filter asks for."""
    known = _STATES.get(name)
    return known is None or known(course, query)


def in_order(courses: Sequence[Course], order: Order | None, today: date) -> list[Course]:
    """Sorted as asked, without those whose value is unknown; else EVU first, otherwise as they come."""
    if order is None:
        return sorted(courses, key=lambda c: not c.is_evu)
    valued = [(value, course) for course in courses if (value := _VALUES[order](course, today)) is not None]
    return [course for _, course in sorted(valued, key=lambda pair: pair[0])]


def next_deadline(course: Course, today: date) -> date | None:
    """The next day to apply by that is not over, if the record gives one with its year."""
    ahead = [day for day in _deadline_days(course) if day >= today]
    return min(ahead, default=None)


def prices(course: Course) -> list[int]:
    """The prices that a course's offerings state."""
    return [o.price_nok for o in course.offerings if o.price_nok is not None]


def weeks(course: Course) -> float | None:
    """About how long a course takes, for sorting only; None where that is not stated."""
    amount = _AMOUNT.search(course.duration or "")
    return float(amount[1]) * _WEEKS[amount[2]] if amount else None


def _levels(course: Course) -> str:
    return f"{course.level or ''} {course.title} {course.description or ''}".casefold()


def _meets_level(course: Course, query: CourseQuery, _: date) -> bool:
    if query.level == "programme":
        return course.kind == "program" and bool(_MASTER.search(_levels(course)))
    if query.level == "experience":
        return course.kind == "program" and "erfaringsbasert" in _levels(course)
    if query.level == "master":
        return bool(_MASTER.search(_levels(course)))
    level = (course.level or "").casefold()
    return "bachelor" in level if query.level == "bachelor" else "ph.d" in level or "doktor" in level


def _meets_delivery(course: Course, query: CourseQuery, _: date) -> bool:
    wanted = _DELIVERY[query.delivery or ""]
    told = any(wanted in (o.delivery or "") for o in course.offerings)
    return told or (query.delivery == "net" and course.kind == "mooc")


def _meets_price(course: Course, query: CourseQuery, _: date) -> bool:
    return query.price is not None and any(query.price.hold(price) for price in prices(course))


def _meets_credits(course: Course, query: CourseQuery, _: date) -> bool:
    return query.credits is not None and course.credits is not None and query.credits.hold(course.credits)


def _meets_time(course: Course, query: CourseQuery, today: date) -> bool:
    wish = query.time
    period = wish.period(today) if wish else None
    if wish is None or period is None:
        return True
    return any(period.holds(span) for o in course.offerings for span in _spans(o, wish, period))


def _spans(offering: Offering, wish: TimeWish, period: Period) -> list[Period]:
    """When an offering starts, or is to be applied for; one without a year recurs in the years asked about."""
    text, note = (
        (offering.start, offering.start_note)
        if wish.field is TimeField.START
        else (offering.deadline, offering.deadline_note)
    )
    season = _SEASON.search(note or "")
    if season and wish.field is TimeField.START:
        name = season[1].casefold()
        year = season[2] or (text or "")[:4]
        return [season_of(int(y), name) for y in ([year] if year else _years(period))]
    if text:
        return [days_of(text)]
    day = _DAY_OF_YEAR.search(note or "")
    return [days_of(f"{y}-{_month_day(day.group())}") for y in _years(period)] if day else []


def _years(period: Period) -> list[int]:
    first, last = period.first or period.last, period.last or period.first
    return list(range(first.year, last.year + 1)) if first and last else []


def _month_day(words: str) -> str:
    day, month = words.split(". ")
    names = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
             "november", "desember")  # fmt: skip
    return f"{names.index(month) + 1:02d}-{int(day):02d}"


def _deadline_days(course: Course) -> list[date]:
    return [day for o in course.offerings if o.deadline and (day := days_of(o.deadline).last)]


def _deadline_rank(course: Course, today: date) -> tuple[bool, int] | None:
    """Those ahead first, the nearest first; then those that are over, the latest first."""
    days = _deadline_days(course)
    ahead = next_deadline(course, today)
    if ahead:
        return False, ahead.toordinal()
    return (True, -max(days).toordinal()) if days else None


def _newest(course: Course, _: date) -> int | None:
    return -parse_partial(course.provenance.date)[0] if course.provenance.date else None


def _signed(value: float | None, sign: int) -> float | None:
    return None if value is None else sign * value


_MEETS: Mapping[str, Callable[[Course, CourseQuery, date], bool]] = {
    "is_evu": lambda c, q, _: c.is_evu == q.is_evu,
    "place": lambda c, q, _: any((q.place or "").casefold() in (o.location or "").casefold() for o in c.offerings),
    "delivery": _meets_delivery,
    "level": _meets_level,
    "language": lambda c, q, _: _TEACHING[q.language or ""] in (c.teaching_language or ""),
    "free": lambda c, _, __: 0 in prices(c),
    "price": _meets_price,
    "credits": _meets_credits,
    "time": _meets_time,
}
_STATES: Mapping[str, Callable[[Course, CourseQuery], bool]] = {
    "place": lambda c, _: any(o.location for o in c.offerings),
    "delivery": lambda c, _: c.kind == "mooc" or any(o.delivery for o in c.offerings),
    "language": lambda c, _: c.teaching_language is not None,
    "free": lambda c, _: bool(prices(c)),
    "price": lambda c, _: bool(prices(c)),
    "credits": lambda c, _: c.credits is not None,
    "time": lambda c, q: any(
        (o.deadline or o.deadline_note) if q.time and q.time.field is TimeField.DEADLINE else (o.start or o.start_note)
        for o in c.offerings
    ),
}
_VALUES: Mapping[Order, Callable[[Course, date], float | tuple[bool, int] | None]] = {
    "cheapest": lambda c, _: min(prices(c), default=None),
    "dearest": lambda c, _: _signed(max(prices(c), default=None), -1),
    "deadline": _deadline_rank,
    "shortest": lambda c, _: weeks(c),
    "longest": lambda c, _: _signed(weeks(c), -1),
    "most_credits": lambda c, _: _signed(c.credits, -1),
    "fewest_credits": lambda c, _: c.credits,
    "newest": _newest,
}
