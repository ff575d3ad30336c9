"""Which courses meet a wish, and in what order they come."""

from datetime import date

import pytest

from knowledge.course_filters import in_order, meets, next_deadline, states, weeks
from knowledge.course_query import CourseQuery, Order
from knowledge.models import Offering
from knowledge.periods import TimeField, TimeWish
from tests.knowledge.made_up import course

TODAY = date(2026, 11, 21)


def starts(words: str) -> CourseQuery:
    """A wish for a start."""
    return CourseQuery(time=TimeWish(TimeField.START, words))


def closes(words: str) -> CourseQuery:
    """A wish for a deadline."""
    return CourseQuery(time=TimeWish(TimeField.DEADLINE, words))


@pytest.mark.parametrize(
    ("offering", "query", "met"),
    [
        (Offering(start="2027-08-20"), starts("til høsten"), True),
        (Offering(start="2026-08-20"), starts("til høsten"), False),
        (Offering(start="2027"), starts("til høsten"), False),
        (Offering(start="2024", start_note="høst 2024"), starts("høsten 2024"), True),
        (Offering(start_note="høst 2024"), starts("til høsten"), False),
        (Offering(start_note="høst"), starts("til høsten"), True),
        (Offering(start_note="høst"), starts("i vår"), False),
        (Offering(start="2024", start_note="vår"), starts("i 2024"), True),
        (Offering(), starts("til høsten"), False),
        (Offering(deadline="2026-12-01"), closes("før jul"), True),
        (Offering(deadline="2025-12-01"), closes("før jul"), False),
        (Offering(deadline="2026-12"), closes("neste måned"), True),
        (Offering(deadline_note="15. april (årstall ikke oppgitt)"), closes("i april"), True),
        (Offering(deadline_note="15. april (årstall ikke oppgitt)"), closes("i mai"), False),
        (Offering(deadline="2026-12-01"), starts("før jul"), False),
    ],
)
def test_a_time_is_met_by_what_is_certain(offering: Offering, query: CourseQuery, met: bool) -> None:
    """A year alone lies in no season; a season without a year comes every year."""
    assert meets(course(offerings=(offering,)), query, TODAY) is met


@pytest.mark.parametrize(
    ("query", "met"),
    [
        (CourseQuery(level="master"), True),
        (CourseQuery(level="programme"), False),
        (CourseQuery(level="phd"), False),
        (CourseQuery(language="english"), True),
        (CourseQuery(language="norwegian"), False),
        (CourseQuery(delivery="campus"), True),
        (CourseQuery(delivery="gatherings"), False),
    ],
)
def test_free_texts_of_a_record_are_understood(query: CourseQuery, met: bool) -> None:
    told = course(level="høyere grad", teaching_language="engelsk", offerings=(Offering(delivery="campus og nett"),))
    assert meets(told, query, TODAY) is met


def test_a_filter_can_be_left_out() -> None:
    query = CourseQuery(place="Gjøvik", free=True)
    free = course(offerings=(Offering(price_nok=0),))
    assert not meets(free, query, TODAY)
    assert meets(free, query, TODAY, without=("place",))


def test_what_a_record_leaves_open_is_told_from_what_it_denies() -> None:
    assert not states(course(), "price", CourseQuery())
    assert states(course(offerings=(Offering(price_nok=100),)), "price", CourseQuery())
    assert not states(course(offerings=(Offering(start="2024"),)), "time", closes("før jul"))
    assert states(course(), "is_evu", CourseQuery())


LONG = course("long", duration="3 år deltid", credits=90.0, offerings=(Offering(price_nok=900, deadline="2025-05-01"),))
SHORT = course(
    "short", duration="over 30 timer", credits=2.5, offerings=(Offering(price_nok=0, deadline="2026-12-01"),)
)
MIDDLE = course("middle", duration="1 semester", credits=7.5, offerings=(Offering(deadline="2027-02-01"),))
OPEN = course("open", is_evu=False)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("cheapest", ["short", "long"]),
        ("dearest", ["long", "short"]),
        ("shortest", ["short", "middle", "long"]),
        ("longest", ["long", "middle", "short"]),
        ("most_credits", ["long", "middle", "short"]),
        ("fewest_credits", ["short", "middle", "long"]),
        ("deadline", ["short", "middle", "long"]),
        (None, ["long", "short", "middle", "open"]),
    ],
)
def test_an_order_leaves_out_what_has_no_place_in_it(order: Order | None, ids: list[str]) -> None:
    """Deadlines ahead come before those that are over; without an order EVU comes first."""
    assert [c.id for c in in_order([OPEN, LONG, SHORT, MIDDLE], order, TODAY)] == ids


def test_the_next_deadline_is_never_a_past_one() -> None:
    assert next_deadline(LONG, TODAY) is None
    assert next_deadline(SHORT, TODAY) == date(2026, 12, 1)
    assert next_deadline(SHORT, date(2026, 12, 2)) is None


def test_lengths_are_compared_in_weeks() -> None:
    assert weeks(course(duration="4 semestre")) == 104
    assert weeks(course(duration="etter avtale")) is None
