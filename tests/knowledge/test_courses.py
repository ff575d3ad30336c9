"""Courses are recognised, filtered and searched by code over rows."""

from datetime import date

import pytest

from knowledge.course_query import Bounds, CourseQuery
from knowledge.courses import Catalogue
from knowledge.models import Offering
from tests.knowledge.made_up import course
from tests.knowledge.village import KNITTING, ORDINARY, PROGRAMME, VILLAGE, WEAVING

CATALOGUE = Catalogue(VILLAGE.courses)
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Hva koster PRV1001?", ["k1"]), ("prv 1001 frist", ["k1"]), ("Prv-1002", ["k2"]), ("emot pris", ["k3"]),
        ("Hva er EMOT?", ["k3"]), ("PRV1002 eller PRV1001?", ["k2", "k1"]),
        ("Grunnkurs i oppdiktet strikking, pris", ["k1"]), ("deadline made-up knitting for beginners", ["k1"]),
        ("Erfaringsbasert master i oppdiktet tekstil?", ["k3"]), ("Oppdiktet veving på nett", ["k2"]),
        ("Hva koster kurset i strikking?", ["k1"]), ("strikke-kurset", ["k1"]), ("the course on weaving", []),
        ("Når går kurset i oppdiktet?", []), ("Hva er strikking?", []), ("PRV9999", []), ("NTNU 2035", []), ("", []),
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
     ("prv9999 frist", "prv9999"), ("avtalen2023", None), ("prv 9999", None),
     ("avtalen 2023", None), ("fra NHO 1999", None), ("INFT2099", "INFT2099")],
)  # fmt: skip
def test_an_unknown_code_is_told_from_a_year(text: str, code: str | None) -> None:
    assert CATALOGUE.names_unknown_code(text) == code


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (CourseQuery(), ["k1", "k2", "k3", "k4"]), (CourseQuery(is_evu=False), ["k4"]),
        (CourseQuery(place="Gjøvik"), ["k1"]), (CourseQuery(delivery="net"), ["k2"]), (CourseQuery(free=True), ["k2"]),
        (CourseQuery(level="programme"), ["k3"]), (CourseQuery(credits=Bounds(7.5, 7.5)), ["k1"]),
        (CourseQuery(price=Bounds(high=5000)), ["k1", "k2"]), (CourseQuery(place="Bergen"), []),
        (CourseQuery(is_evu=True, free=True, place="Gjøvik"), []),
        (CourseQuery(counting=True, order="cheapest"), ["k1", "k2", "k3", "k4"]),
    ],
)  # fmt: skip
def test_every_filter_must_be_met(query: CourseQuery, ids: list[str]) -> None:
    """An unknown value meets none: a course without a price is not free."""
    assert [c.id for c in CATALOGUE.select(query, TODAY)] == ids


def test_one_offering_that_fits_is_enough() -> None:
    twice = course(
        "to", offerings=(Offering(location="Gjøvik", price_nok=9000), Offering(location="Trondheim", price_nok=0))
    )
    assert Catalogue([twice]).select(CourseQuery(place="Trondheim"), TODAY) == [twice]
    assert Catalogue([twice]).select(CourseQuery(free=True), TODAY) == [twice]


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


def test_a_long_title_is_recognised_with_a_slip_in_it() -> None:
    """A short one is not: a slip may make it another word."""
    assert [c.id for c in CATALOGUE.recognise("Oppdiktet vevng på nett, pris?")] == ["k2"]
    assert CATALOGUE.recognise("oppdikta farger") == []


def test_near_codes_are_those_written_almost_alike() -> None:
    """Nearest first; nothing is near to a code of another kind."""
    assert [c.id for c in CATALOGUE.near_codes("PRV 1003")] == ["k1", "k2", "k4"]
    assert CATALOGUE.near_codes("ABC9876") == []


def test_a_made_name_before_a_subtitle_is_a_name_of_the_course() -> None:
    """Nobody writes it by chance."""
    named = course("n", "GarnSmart - innføring i oppdiktet garn")
    assert Catalogue([named]).recognise("Når var fristen for garnsmart?") == [named]


def test_parts_of_a_topic_are_found_where_the_whole_is_not() -> None:
    """Those with most parts first, EVU before ordinary courses; not when most of the topic is unknown."""
    both = CourseQuery(topic="veving farging", topic_said="veving og farging")
    assert [c.id for c in CATALOGUE.about_parts(both, TODAY)] == ["k2", "k4"]
    unknown = CourseQuery(topic="veving romfart månen", topic_said="veving i romfart på månen")
    assert CATALOGUE.about_parts(unknown, TODAY) == []


def test_the_line_of_a_list_tells_its_course() -> None:
    assert CATALOGUE.of_line("PRV1002 Oppdiktet veving på nett · 5 studiepoeng [2]") is WEAVING
    assert CATALOGUE.of_line("Noe annet") is None
