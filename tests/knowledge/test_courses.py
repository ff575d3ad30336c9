"""Courses are recognised, filtered and searched by code over rows."""

from dataclasses import asdict
from typing import Any

import pytest

from knowledge.courses import Catalogue, CourseQuery, read_query
from knowledge.models import Offering
from tests.knowledge.made_up import course
from tests.knowledge.village import KNITTING, ORDINARY, PROGRAMME, VILLAGE, WEAVING

CATALOGUE = Catalogue(VILLAGE.courses)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Hva koster PRV1001?", ["k1"]), ("prv 1001 frist", ["k1"]), ("Prv-1002", ["k2"]), ("emot pris", ["k3"]),
        ("Hva er EMOT?", ["k3"]), ("PRV1002 eller PRV1001?", ["k2", "k1"]),
        ("Grunnkurs i oppdiktet strikking, pris", ["k1"]), ("deadline made-up knitting for beginners", ["k1"]),
        ("Erfaringsbasert master i oppdiktet tekstil?", ["k3"]), ("Oppdiktet veving på nett", ["k2"]),
        ("Hva er strikking?", []), ("PRV9999", []), ("NTNU 2035", []), ("", []),
    ],
)  # fmt: skip
def test_a_course_is_recognised_by_code_abbreviation_or_title(text: str, ids: list[str]) -> None:
    """However the code is written; a title must be there in all its words."""
    assert [c.id for c in CATALOGUE.recognise(text)] == ids


def test_a_programme_wins_its_abbreviation() -> None:
    """A course of the programme may carry the same letters in its title."""
    part = course("del", "Emne i tekstil (EMOT)")
    assert [c.id for c in Catalogue([PROGRAMME, part]).recognise("emot")] == ["k3"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Hva er XYZ1234?", "XYZ1234"), ("TST 4321 pris", "TST 4321"), ("PRV1001", None), ("NTNU 2035", None),
     ("avtalen 2023", None), ("fra NHO 1999", None), ("INFT2099", "INFT2099")],
)  # fmt: skip
def test_an_unknown_code_is_told_from_a_year(text: str, code: str | None) -> None:
    assert CATALOGUE.names_unknown_code(text) == code


READ: list[tuple[str, dict[str, Any]]] = [
    ("Hvilke kurs finnes?", {}),
    ("Hvilke EVU-kurs finnes?", {"is_evu": True}),
    ("Finnes det etterutdanning i strikking?", {"is_evu": True, "topic": "strikking"}),
    ("Kva vidareutdanning finst?", {"is_evu": True}),
    ("continuing education in weaving", {"is_evu": True, "topic": "weaving"}),
    ("Kurs for ansatte", {"is_evu": True}),
    ("Hvilke ordinære emner finnes i veving?", {"is_evu": False, "topic": "veving"}),
    ("ordinary courses about weaving", {"is_evu": False, "topic": "weaving"}),
    ("kurs i Gjøvik", {"place": "Gjøvik"}),
    ("kurs i gjøvik", {"place": "Gjøvik"}),
    ("Strikkekurs i Trondheim?", {"place": "Trondheim", "topic": "strikkekurs"}),
    ("courses in Ålesund", {"place": "Ålesund"}),
    ("Finnes det kurs i Bergen?", {"place": "Bergen"}),
    ("Are there courses in Oslo?", {"place": "Oslo"}),
    ("nettbaserte kurs", {"online": True}),
    ("kurs på nett om veving", {"online": True, "topic": "veving"}),
    ("online courses about weaving", {"online": True, "topic": "weaving"}),
    ("digitale kurs", {"online": True}),
    ("kurs om digital sikkerhet", {"topic": "digital sikkerhet"}),
    ("gratis kurs", {"free": True}),
    ("free courses in weaving", {"free": True, "topic": "weaving"}),
    ("Er noen kurs kostnadsfrie?", {"free": True}),
    ("masterprogram i tekstil", {"master": True, "topic": "tekstil"}),
    ("Which master programmes are there?", {"master": True}),
    ("kurs på 7,5 studiepoeng", {"credits": 7.5}),
    ("courses with 7.5 credits", {"credits": 7.5}),
    ("emner på 5 sp om veving", {"credits": 5.0, "topic": "veving"}),
    ("kurs under 20 000 kr", {"max_price": 20000}),
    ("kurs til maks 5000 kroner", {"max_price": 5000}),
    ("courses below 10 000 NOK", {"max_price": 10000}),
    ("Hvor mange EVU-kurs finnes?", {"is_evu": True, "counting": True}),
    ("Kor mange kurs om veving?", {"counting": True, "topic": "veving"}),
    ("How many courses are there?", {"counting": True}),
    ("Hvilke kurs koster under 5 000 kr?", {"max_price": 5000}),
    ("billigste kurs", {"cheapest_first": True}),
    ("what is the cheapest course", {"cheapest_first": True}),
    ("Kva er det billegaste kurset i veving?", {"cheapest_first": True, "topic": "veving"}),
    (
        "gratis nettbaserte EVU-kurs om veving i Gjøvik",
        {"is_evu": True, "free": True, "online": True, "place": "Gjøvik", "topic": "veving"},
    ),
]


@pytest.mark.parametrize(("text", "filters"), READ)
def test_filters_are_read_out_of_a_question(text: str, filters: dict[str, Any]) -> None:
    """In three languages; nothing is filtered that was not asked for, and no topic is made up."""
    assert asdict(read_query(text)) == asdict(CourseQuery()) | filters


def test_enough_questions_are_read() -> None:
    assert len(READ) >= 30


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (CourseQuery(), ["k1", "k2", "k3", "k4"]), (CourseQuery(is_evu=False), ["k4"]),
        (CourseQuery(place="Gjøvik"), ["k1"]), (CourseQuery(online=True), ["k2"]), (CourseQuery(free=True), ["k2"]),
        (CourseQuery(master=True), ["k3"]), (CourseQuery(credits=7.5), ["k1"]),
        (CourseQuery(max_price=5000), ["k1", "k2"]), (CourseQuery(place="Bergen"), []),
        (CourseQuery(is_evu=True, free=True, place="Gjøvik"), []),
        (CourseQuery(counting=True, cheapest_first=True), ["k1", "k2", "k3", "k4"]),
    ],
)  # fmt: skip
def test_every_filter_must_be_met(query: CourseQuery, ids: list[str]) -> None:
    """An unknown value meets none: a course without a price is not free."""
    assert [c.id for c in CATALOGUE.select(query)] == ids


def test_one_offering_that_fits_is_enough() -> None:
    twice = course(
        "to", offerings=(Offering(location="Gjøvik", price_nok=9000), Offering(location="Trondheim", price_nok=0))
    )
    assert Catalogue([twice]).select(CourseQuery(place="Trondheim")) == [twice]
    assert Catalogue([twice]).select(CourseQuery(free=True)) == [twice]


@pytest.mark.parametrize(
    ("topic", "ids"),
    [
        ("ull", ["k1", "k2"]),
        ("veving", ["k2"]),
        ("strikking ull", ["k1"]),
        ("masker", ["k1"]),
        ("romfart", []),
        ("veving romfart", []),
    ],
)
def test_a_topic_must_be_there_in_all_its_words(topic: str, ids: list[str]) -> None:
    """In topics, title or description."""
    assert [c.id for c in CATALOGUE.about(CATALOGUE.courses, topic, "nb")] == ids


def test_a_topic_of_its_own_comes_before_a_word_in_passing() -> None:
    passing = course("forbi", "Noe annet", topics=(), description="Her nevnes veving.")
    assert [c.id for c in Catalogue([]).about([passing, WEAVING], "veving", "nb")] == ["k2", "forbi"]


def test_no_topic_keeps_all() -> None:
    assert CATALOGUE.about([KNITTING, ORDINARY], "", "nb") == [KNITTING, ORDINARY]
