"""Answers about courses come from their rows, with their age and what the rows leave out."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.composing.course_answers import is_filtered, none_line
from knowledge.courses import CourseQuery
from knowledge.models import Offering, Outcome
from knowledge.signals import Intent
from tests.knowledge.composing.asking import TODAY, composed
from tests.knowledge.made_up import DATED, Rooms, World, course, open_rooms
from tests.knowledge.village import KNITTING, VILLAGE, WEAVING


def test_a_price_comes_from_the_row_with_its_age(rooms: Rooms) -> None:
    """And with what the row's note says."""
    answer = composed(rooms, "Hva koster PRV1001?")
    assert (answer.outcome, answer.intent) == (Outcome.ANSWERED, Intent.COURSE_DETAIL)
    assert "Pris: 4\u00a0500 kr (per deltaker) [1]" in answer.text
    assert "4. mars 2020" in answer.text
    assert [shown.offering.price_nok for shown in answer.courses] == [4500]


def test_a_deadline_that_has_passed_is_called_passed(rooms: Rooms) -> None:
    """On the day itself it has not."""
    assert "1. juni 2020 (fristen er passert)" in composed(rooms, "Når er fristen for PRV1001?").text
    on_the_day = composed(rooms, "Når er fristen for PRV1001?", today=date(2020, 6, 1)).text
    assert "1. juni 2020" in on_the_day
    assert "passert" not in on_the_day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hva koster PRV2001?", "oppgir ikke pris"),
        ("Når er søknadsfristen for PRV2001?", "oppgir ikke søknadsfrist"),
        ("Hvor mange studiepoeng gir PRV2001?", "oppgir ikke studiepoeng"),
        ("Hvor holdes PRV2001?", "oppgir ikke sted"), ("Hva er opptakskravet til PRV2001?", "oppgir ikke opptakskrav"),
        ("Hvor lang tid tar PRV2001?", "oppgir ikke varighet"), ("What does PRV2001 cost?", "gives no price"),
    ],
)  # fmt: skip
def test_an_unknown_value_is_said_to_be_unknown(text: str, said: str, rooms: Rooms) -> None:
    assert said in composed(rooms, text).text


def test_several_things_are_answered_at_once(rooms: Rooms) -> None:
    text = composed(rooms, "Hva koster PRV1001, hvor holdes det og hvor mange studiepoeng gir det?").text
    assert all(part in text for part in ("4\u00a0500", "Gjøvik", "7,5"))


def test_a_free_course_is_called_free(rooms: Rooms) -> None:
    assert "gratis" in composed(rooms, "Hva koster PRV1002?").text


@pytest.mark.parametrize(
    ("text", "title"), [("What is PRV1001?", "Made-up knitting"), ("Kva er PRV1001?", "Grunnkurs i oppdiktet")]
)
def test_a_course_is_told_in_the_askers_language(text: str, title: str, rooms: Rooms) -> None:
    answer = composed(rooms, text)
    assert title in answer.text
    assert answer.courses[0].course is KNITTING


def test_every_offering_is_shown() -> None:
    """The card needs them one by one."""
    twice = course("k7", code="PRV7007", offerings=(Offering(start="2020"), Offering(start="2021-08", price_nok=100)))
    answer = composed(open_rooms(replace(VILLAGE, courses=(twice,))), "Når starter PRV7007?")
    assert [shown.offering.start for shown in answer.courses] == ["2020", "2021-08"]
    assert "2020; august 2021" in answer.text


def test_an_unknown_code_is_refused_by_name(rooms: Rooms) -> None:
    answer = composed(rooms, "Hva koster PRV9999?")
    assert answer.outcome is Outcome.REFUSED
    assert "PRV9999" in answer.text


def test_what_a_record_never_mentions_is_refused_for_that_course(rooms: Rooms) -> None:
    answer = composed(rooms, "Er det heste-ridning i PRV1001?")
    assert answer.outcome is Outcome.REFUSED
    assert "PRV1001" in answer.text


def test_a_list_counts_and_shows_where_todays_offer_is(rooms: Rooms) -> None:
    answer = composed(rooms, "Hvilke EVU-kurs finnes?")
    assert (answer.outcome, answer.intent) == (Outcome.ANSWERED, Intent.COURSE_SEARCH)
    assert "3 tilbud" in answer.text
    assert {shown.course.id for shown in answer.courses} == {"k1", "k2", "k3"}
    assert "sjekk dagens tilbud" in answer.text


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Hvilke EVU-kurs finnes i Gjøvik?", {"k1"}), ("Finnes det gratis kurs?", {"k2"}),
        ("nettbaserte kurs", {"k2"}), ("Hvilke kurs finnes om ull?", {"k1", "k2"}),
        ("Hvilke ordinære emner finnes?", {"k4"}), ("Which free courses are there?", {"k2"}),
        ("Kva kurs finst i Gjøvik?", {"k1"}), ("Hvilke kurs koster under 5000 kr?", {"k1", "k2"}),
    ],
)  # fmt: skip
def test_a_list_holds_what_meets_every_filter(text: str, ids: set[str], rooms: Rooms) -> None:
    assert {shown.course.id for shown in composed(rooms, text).courses} == ids


def test_the_cheapest_comes_first_and_the_priceless_not_at_all(rooms: Rooms) -> None:
    listed = [shown.course.id for shown in composed(rooms, "Hva er det billigste kurset?").courses]
    assert listed == ["k2", "k1", "k3"]


@pytest.mark.parametrize(
    "text",
    ["Finnes det gratis kurs i Gjøvik?", "Finnes det kurs i Bergen?", "Hvilke nettbaserte kurs finnes i Gjøvik?"],
)
def test_no_course_that_fits_is_said_with_the_filters(text: str, rooms: Rooms) -> None:
    answer = composed(rooms, text)
    assert answer.outcome is Outcome.REFUSED
    assert answer.courses == ()
    assert "Kildene har ingen" in answer.text


def test_long_lists_are_cut_and_say_so() -> None:
    many = tuple(course(f"m{n}", f"Oppdiktet emne nummer {n}", topics=("ull",)) for n in range(9))
    answer = composed(open_rooms(World(facts=VILLAGE.facts, courses=many)), "Hvilke kurs finnes om ull?")
    assert "9 tilbud" in answer.text
    assert len(answer.courses) == answer.text.count("\n• ") < 9
    assert f"{len(answer.courses)} av dem" in answer.text


def test_the_filters_are_named() -> None:
    line = none_line(CourseQuery(topic="veving", is_evu=True, place="Gjøvik", online=True, free=True), "nb")
    assert all(part in line for part in ("gratis", "nettbaserte", "EVU", "veving", "Gjøvik"))
    assert is_filtered(CourseQuery(free=True))
    assert not is_filtered(CourseQuery(topic="veving"))


def test_what_was_not_yet_written_is_not_listed() -> None:
    """A catalogue of next year does not answer for this one."""
    later = replace(WEAVING, provenance=replace(DATED, date="2025"))
    rooms = open_rooms(replace(VILLAGE, courses=(KNITTING, later)))
    assert {s.course.id for s in composed(rooms, "Hvilke kurs finnes?", today=date(2024, 6, 1)).courses} == {"k1"}
    assert composed(rooms, "Hva koster PRV1002?", today=date(2024, 6, 1)).courses == ()
    assert {s.course.id for s in composed(rooms, "Hvilke kurs finnes?", today=TODAY).courses} == {"k1", "k2"}
