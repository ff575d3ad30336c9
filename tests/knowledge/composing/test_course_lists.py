"""Lists of courses: counted, cut, narrowed, and widened where nothing fits."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.models import Offering, Outcome, Question, Turn
from knowledge.signals import Intent
from tests.knowledge.composing.asking import TODAY, composed
from tests.knowledge.made_up import DATED, Rooms, World, course, open_rooms
from tests.knowledge.village import KNITTING, VILLAGE, WEAVING

MANY = tuple(
    course(
        f"m{n}", f"Oppdiktet emne nummer {n}", topics=("ull",), is_evu=n < 3,
        offerings=(Offering(delivery="nettbasert" if n < 2 else None, location="Gjøvik" if n == 2 else None),),
    )
    for n in range(9)
)  # fmt: skip


def test_a_list_counts_and_shows_where_todays_offer_is(rooms: Rooms) -> None:
    answer = composed(rooms, "Hvilke EVU-kurs finnes?")
    assert (answer.outcome, answer.intent) == (Outcome.ANSWERED, Intent.COURSE_SEARCH)
    assert answer.text.startswith("Kildene har 3 EVU-kurs. Her er alle:")
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
    assert answer.text.startswith("Kildene har 9 kurs om ull. Her er 4:")
    assert len(answer.courses) == answer.text.count("\n• ") == 4
    assert "«vis flere»" in answer.text


def test_what_was_not_yet_written_is_not_listed() -> None:
    """A catalogue of next year does not answer for this one."""
    later = replace(WEAVING, provenance=replace(DATED, date="2025"))
    rooms = open_rooms(replace(VILLAGE, courses=(KNITTING, later)))
    assert {s.course.id for s in composed(rooms, "Hvilke kurs finnes?", today=date(2024, 6, 1)).courses} == {"k1"}
    assert composed(rooms, "Hva koster PRV1002?", today=date(2024, 6, 1)).courses == ()
    assert {s.course.id for s in composed(rooms, "Hvilke kurs finnes?", today=TODAY).courses} == {"k1", "k2"}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Hvor mange kurs om ull finnes?", "Kildene har 9 kurs om ull (EVU: 3, ordinære emner: 6)."),
        ("Kor mange EVU-kurs finst om ull?", "Kjeldene har 3 EVU-kurs om ull."),
        ("How many online courses are there?", "The sources have 2 online courses."),
    ],
)
def test_a_count_comes_first_with_its_split(text: str, first: str) -> None:
    """Only where both kinds are there."""
    answer = composed(open_rooms(World(facts=VILLAGE.facts, courses=MANY)), text)
    assert answer.text.startswith(first)


def test_a_long_list_is_shown_part_by_part() -> None:
    """Every course once, in the same order, and then an end."""
    rooms = open_rooms(World(facts=VILLAGE.facts, courses=MANY))
    history: tuple[Turn, ...] = ()
    seen: list[str] = []
    for text in ("Hvilke kurs finnes om ull?", "vis flere", "vis flere", "vis flere"):
        answer = composed(rooms, text, history=history)
        seen += [shown.course.id for shown in answer.courses]
        history = (*history, Turn("user", text), Turn("assistant", answer.text))
    assert sorted(seen) == sorted(c.id for c in MANY)
    assert "nummer 5 til 8 av 9 kurs om ull" in history[3].text
    assert "nummer 9, den siste av 9" in history[5].text
    assert "Det er ikke flere" in history[7].text


def test_the_ways_to_narrow_are_those_that_narrow() -> None:
    """And each is understood when it is written."""
    rooms = open_rooms(World(facts=VILLAGE.facts, courses=MANY))
    first = composed(rooms, "Hvilke kurs finnes om ull?")
    assert "«bare EVU», «bare på nett» eller «vis flere»" in first.text
    assert first.options == ("Hvilke EVU-kurs om ull har dere?", "Hvilke nettbaserte kurs om ull har dere?")
    history = (Turn("user", "Hvilke kurs finnes om ull?"), Turn("assistant", first.text))
    assert len(composed(rooms, "bare EVU", history=history).courses) == 3
    assert len(composed(rooms, "bare på nett", history=history).courses) == 2


def test_nothing_found_says_which_filter_to_drop(rooms: Rooms) -> None:
    """With the number of courses then, and the question that asks for them."""
    answer = composed(rooms, "Finnes det kurs om veving i Gjøvik?")
    assert answer.outcome is Outcome.REFUSED
    assert answer.text.startswith("Kildene har ingen kurs om veving i Gjøvik. Uten sted: 1 kurs; uten tema: 1 kurs.")
    assert answer.options == ("Hvilke kurs om veving har dere?", "Hvilke kurs i Gjøvik har dere?")
    assert [s.course.id for s in composed(rooms, answer.options[0]).courses] == ["k2"]


def test_what_an_unknown_value_leaves_out_is_counted(rooms: Rooms) -> None:
    """A course without a price is neither cheap nor dear."""
    assert "Ett kurs er ikke med, fordi kilden ikke oppgir pris." in composed(rooms, "kurs under 5000 kr").text
    assert "ikke oppgir" not in composed(rooms, "Hvilke EVU-kurs finnes?").text


def test_deadlines_that_are_over_are_told_as_over(rooms: Rooms) -> None:
    answer = composed(rooms, "Hvilket kurs har nærmeste frist?")
    assert "1. juni 2020 (fristen er passert)" in answer.text
    assert "Ingen av fristene kildene oppgir, ligger fram i tid." in answer.text
    ahead = composed(rooms, "Hvilket kurs har nærmeste frist?", today=date(2020, 5, 1)).text
    assert "fram i tid" not in ahead


def test_no_deadline_ahead_leads_to_those_known(rooms: Rooms) -> None:
    answer = composed(rooms, "kurs med frist før jul")
    assert answer.outcome is Outcome.REFUSED
    assert "fra 21. november 2026 til 23. desember 2026" in answer.text
    assert answer.options == ("Hvilket kurs har nærmeste frist?",)


def test_parts_of_a_topic_are_offered_as_parts(rooms: Rooms) -> None:
    """Either of two topics is enough where "or" stands between them."""
    both = composed(rooms, "Hvilke kurs finnes om veving og farging?")
    assert "ingen kurs om veving og farging. Bare om veving: 1 kurs; bare om farging: 1 kurs. Her er 2:" in both.text
    assert both.options == ("Hvilke kurs om veving har dere?", "Hvilke kurs om farging har dere?")
    either = composed(rooms, "Hvilke kurs finnes om veving eller farging?")
    assert either.text.startswith("Kildene har 2 kurs om veving eller farging")


def test_a_list_by_price_shows_the_prices(rooms: Rooms) -> None:
    assert "4\u00a0500 kr (per deltaker)" in composed(rooms, "Hva er det billigste kurset?").text


def test_a_scope_makes_a_bare_topic_a_search(rooms: Rooms) -> None:
    asked = rooms.reader.understand(Question("veving", scope="courses"))
    assert asked.intent is Intent.COURSE_SEARCH
