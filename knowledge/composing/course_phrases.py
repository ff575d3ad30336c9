"""A query told back in words: "gratis EVU-kurs om ledelse i Trondheim"."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from knowledge.composing.text import kroner, number
from knowledge.course_query import Bounds, CourseQuery, Order
from knowledge.dates import spell
from knowledge.models import Language
from knowledge.periods import Period
from knowledge.wording import say

# What must be known of a course to give it a place in an order.
ORDERED_BY: Mapping[Order, str] = {
    "cheapest": "price", "dearest": "price", "deadline": "deadline", "shortest": "duration", "longest": "duration",
    "most_credits": "credits", "fewest_credits": "credits", "newest": "date",
}  # fmt: skip
_LEVELS = ("master", "bachelor", "phd")


def described(query: CourseQuery, language: Language, today: date, *, one: bool = False) -> str:
    """What is asked for, as a noun with its filters; ``one`` gives the singular."""
    what = say(language, f"noun_{_noun(query)}{'_one' if one else ''}")
    if query.delivery:
        what = say(language, f"adj_{query.delivery}{'_one' if one else ''}", what=what)
    if query.free:
        what = say(language, f"adj_free{'_one' if one else ''}", what=what)
    if query.level in _LEVELS:
        what = say(language, f"with_{query.level}", what=what)
    if query.language:
        what = say(language, f"with_{query.language}", what=what)
    if query.topic:
        what = say(language, "about_topic", what=what, topic=query.topic_said or query.topic)
    if query.place:
        what = say(language, "in_place", what=what, place=query.place)
    if query.credits:
        what = say(language, "with_credits", what=what, range=_credits(query.credits, language))
    if query.price:
        what = say(language, "with_price", what=what, range=_price(query.price, language))
    what = _with_time(query, what, language, today)
    if query.order:
        what = say(language, "with_stated", what=what, field=say(language, f"name_{ORDERED_BY[query.order]}"))
    return what


def question_for(query: CourseQuery, language: Language, today: date) -> str:
    """A complete question that asks for what a query holds."""
    plain = replace(query, counting=False, order=None)
    return say(language, "courses_question", what=described(plain, language, today))


def enumerated(parts: list[str], language: Language, last: str = "and_last") -> str:
    """``a, b og c``; ``last`` names the phrase that joins the last one."""
    if len(parts) < 2:
        return "".join(parts)
    return say(language, last, some=", ".join(parts[:-1]), last=parts[-1])


def capitalised(text: str) -> str:
    """The text with a capital at its beginning, and only there."""
    return text[:1].upper() + text[1:]


def _noun(query: CourseQuery) -> str:
    if query.level in ("programme", "experience"):
        return query.level
    return {None: "course", True: "evu", False: "ordinary"}[query.is_evu]


def _credits(bounds: Bounds, language: Language) -> str:
    def shown(value: float) -> str:
        return f"{value:g}" if language == "en" else number(value)

    return _range(bounds, shown(bounds.low or 0), shown(bounds.high or 0), language)


def _price(bounds: Bounds, language: Language) -> str:
    low, high = kroner(int(bounds.low or 0), language), kroner(int(bounds.high or 0), language)
    return _range(bounds, low, high, language)


def _range(bounds: Bounds, low: str, high: str, language: Language) -> str:
    if bounds.low is None:
        return say(language, "range_below" if bounds.excluding else "range_max", high=high)
    if bounds.high is None:
        return say(language, "range_above" if bounds.excluding else "range_min", low=low)
    return low if bounds.low == bounds.high else say(language, "range_between", low=low, high=high)


def _with_time(query: CourseQuery, what: str, language: Language, today: date) -> str:
    period = query.time.period(today) if query.time else None
    if query.time is None or period is None:
        return what
    return say(language, f"with_{query.time.field}", what=what, period=_period(period, language))


def _period(period: Period, language: Language) -> str:
    first = spell(period.first.isoformat(), language) if period.first else ""
    last = spell(period.last.isoformat(), language) if period.last else ""
    if not last:
        return say(language, "period_from", first=first)
    if not first:
        return say(language, "period_to", last=last)
    return say(language, "period_day" if first == last else "period_between", first=first, last=last)
