"""Answers about courses come from their rows, with their age and what the rows leave out."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.models import Offering, Outcome
from knowledge.signals import Intent
from tests.knowledge.composing.asking import composed
from tests.knowledge.made_up import Rooms, contact, course, open_rooms
from tests.knowledge.village import KNITTING, VILLAGE


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


@pytest.mark.parametrize(
    ("text", "said"),
    [("Hvem foreleser i PRV1001?", "sier ikke noe om dette"), ("Who teaches PRV1001?", "says nothing"),
     ("What is the fail rate in PRV1001?", "says nothing"), ("Hvor mange plasser er det på PRV1001?", "sier ikke noe"),
     ("Kva er pensum i PRV1001?", "seier ikkje noko")],
)  # fmt: skip
def test_what_records_have_no_field_for_is_refused_with_no_other_value_instead(
    text: str, said: str, rooms: Rooms
) -> None:
    answer = composed(rooms, text)
    assert answer.outcome is Outcome.REFUSED
    assert said in answer.text
    assert "Gjøvik" not in answer.text


def test_a_record_that_tells_more_than_its_fields_is_told() -> None:
    noted = course("k8", code="PRV8008", notes="Vurderingsformen er en oppdiktet hjemmeeksamen.")
    answer = composed(open_rooms(replace(VILLAGE, courses=(noted,))), "Hvilken vurderingsform har PRV8008?")
    assert "hjemmeeksamen" in answer.text


def test_an_unknown_value_comes_with_where_to_ask() -> None:
    portal = contact("c9", "Kursportal", channel="nettside", value="https://www.ntnu.no/videre", topics=("kurs",))
    rooms = open_rooms(replace(VILLAGE, contacts=(portal,)))
    answer = composed(rooms, "Hva koster PRV2001?")
    assert [shown.contact.id for shown in answer.contacts] == ["c9"]
    assert composed(rooms, "Hva koster PRV1001?").contacts == ()


def test_an_unknown_code_suggests_those_that_are_near(rooms: Rooms) -> None:
    """As complete questions."""
    answer = composed(rooms, "Hva koster PRV1009?")
    assert answer.outcome is Outcome.REFUSED
    assert "• PRV1001 Grunnkurs i oppdiktet strikking [1]" in answer.text
    assert answer.options[0] == "Hva er PRV1001?"
    assert answer.courses == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Er PRV2001 et EVU-kurs?", "ordinært emne"), ("Er PRV1001 et ordinært emne?", "(EVU)"),
     ("Is PRV1001 continuing education?", "continuing education (EVU)")],
)  # fmt: skip
def test_whether_a_course_is_evu_is_told(text: str, kind: str, rooms: Rooms) -> None:
    assert f": {kind}" in composed(rooms, text).text or kind in composed(rooms, text).text.splitlines()[1]


def test_a_question_about_the_deadline_gets_no_start(rooms: Rooms) -> None:
    assert "Oppstart" not in composed(rooms, "Når er fristen for PRV1001?").text
    assert "Oppstart" in composed(rooms, "Når er fristen for PRV1001, og når starter det?").text


@pytest.mark.parametrize("text", ["Hva er forskjellen på PRV1001 og PRV1002?", "Sammenlign PRV1001 og PRV1002"])
def test_two_courses_are_set_side_by_side(text: str, rooms: Rooms) -> None:
    """What is missing for one is said; what is missing for both is said once."""
    answer = composed(rooms, text)
    assert answer.outcome is Outcome.ANSWERED
    assert "• Studiepoeng: PRV1001: 7,5 [1]; PRV1002: 5 [2]" in answer.text
    assert "• Sted: PRV1001: Gjøvik [1]; PRV1002: ikke oppgitt [2]" in answer.text
    assert "• Type: etter- og videreutdanning (EVU) for begge [1] [2]" in answer.text
    assert "Ikke oppgitt for noen av dem: nivå, undervisningsspråk, opptakskrav." in answer.text
    assert "4. mars 2020" in answer.text


def test_only_what_is_asked_for_is_compared(rooms: Rooms) -> None:
    lines = composed(rooms, "Hva er forskjellen i pris på PRV1001 og PRV1002?").text.splitlines()
    assert lines[1] == "• Pris: PRV1001: 4\u00a0500 kr (per deltaker) [1]; PRV1002: gratis [2]"
    assert len(lines) == 3


def test_courses_named_together_are_told_one_by_one(rooms: Rooms) -> None:
    answer = composed(rooms, "Hva koster PRV1001 og PRV1002?")
    assert [shown.course.id for shown in answer.courses] == ["k1", "k2"]
    assert "4\u00a0500" in answer.text
    assert "gratis" in answer.text


def test_norwegian_is_marked_in_an_english_answer(rooms: Rooms) -> None:
    """Set expressions are translated; titles with an English name have one."""
    text = composed(rooms, "What is PRV1001?").text
    assert "Kurset handler om masker og pinner. (in Norwegian)" in text
    assert "Made-up knitting for beginners [1]" in text
    assert "online" in composed(rooms, "Is PRV1002 taught online?").text
    assert "Oppdiktet veving på nett (in Norwegian)" in composed(rooms, "What does PRV1002 cost?").text
