"""Values as Norwegians write them."""

from datetime import date, datetime
from typing import Any

import pytest

from ingest.reading.amounts import Price, credits, number, price, whole
from ingest.reading.moments import When, day, is_date_format, when
from ingest.reading.values import Unreadable, choice, flag, text, texts

NUMBERS = {
    "7,5": 7.5, "7.5": 7.5, "18 000": 18000, "18\u00a0000": 18000, "18\u202f000": 18000, "18.000": 18000,
    "18.000,50": 18000.5, "1 234 567": 1234567, "0": 0, "–": None, "": None,
}  # fmt: skip
PRICES = {
    "kr 18 000,-": Price(18000), "18.000 kr": Price(18000), "NOK 18000": Price(18000), "18000": Price(18000),
    "kr. 5000,00": Price(5000), "5 000 kroner": Price(5000), "gratis": Price(0),
    "18 000 kr per semester": Price(18000, "18 000 kr per semester"),
    "5 000,- eks. mva": Price(5000, "5 000,- eks. mva"), "1 500 EUR": Price(None, "1 500 EUR"),
    "€ 200": Price(None, "€ 200"), "-": Price(),
}  # fmt: skip
MOMENTS = {
    "1. juni 2027": When("2027-06-01"), "01.06.2027": When("2027-06-01"), "1.6.27": When("2027-06-01"),
    "1/6-2027": When("2027-06-01"), "1/6/2027": When("2027-06-01"), "2027-06-01": When("2027-06-01"),
    "2027-06-01T10:00:00+02:00": When("2027-06-01"), "tirsdag 1. juni 2027": When("2027-06-01"),
    "June 1, 2027": When("2027-06-01"), "juni 2027": When("2027-06"), "2027-06": When("2027-06"),
    "2027": When("2027"), "H2027": When("2027", "høst 2027"), "V2027": When("2027", "vår 2027"),
    "v27": When("2027", "vår 2027"), "2027H": When("2027", "høst 2027"), "høsten 2027": When("2027", "høst 2027"),
    "hausten 2027": When("2027", "høst 2027"), "Spring 2027": When("2027", "vår 2027"), "høst": When(None, "høst"),
    "May 15": When(None, "15. mai (årstall ikke oppgitt)"),
    "15. mai": When(None, "15. mai (årstall ikke oppgitt)"), "15.5.": When(None, "15. mai (årstall ikke oppgitt)"),
    "Løpende opptak": When(None, "Løpende opptak"), "": When(), "–": When(),
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), NUMBERS.items())
def test_a_number_is_read_with_comma_point_or_spaces(written: str, meant: float | None) -> None:
    assert number(written) == meant


@pytest.mark.parametrize("written", ["18,000", "sju", "18 00", "1.5.6", "-5", "1e5", "٣", "7,5 kr", "1" * 40])
def test_a_number_that_is_none_or_reads_two_ways_is_refused(written: str) -> None:
    """ "18,000" is 18 to a Norwegian and 18 000 to others."""
    with pytest.raises(Unreadable, match="expected a number"):
        number(written)


@pytest.mark.parametrize("written", ["7,5 stp", "7.5 sp.", "7,5 studiepoeng", "7,5 ECTS", "7,500", 7.5])
def test_studiepoeng_are_read_with_their_word(written: Any) -> None:
    assert credits(written) == 7.5


@pytest.mark.parametrize("written", ["sju", "750", "stp", True, float("nan")])
def test_studiepoeng_have_a_limit(written: Any) -> None:
    with pytest.raises(Unreadable):
        credits(written)


@pytest.mark.parametrize(("written", "meant"), PRICES.items())
def test_a_price_is_whole_kroner_and_else_its_own_words(written: str, meant: Price) -> None:
    assert price(written) == meant


@pytest.mark.parametrize("written", ["på forespørsel", "18,000", "5000 studenter", "18 000 eller 20 000 kr", "kr 1,50"])
def test_a_price_that_cannot_be_told_in_kroner_is_refused(written: str) -> None:
    with pytest.raises(Unreadable, match="a price such as kr 18 000,- or gratis"):
        price(written)


@pytest.mark.parametrize(("written", "meant"), MOMENTS.items())
def test_a_day_or_term_is_read(written: str, meant: When) -> None:
    assert when(written) == meant


@pytest.mark.parametrize("cell", [date(2027, 6, 1), datetime(2027, 6, 1, 9, 30)])  # noqa: DTZ001
def test_a_day_of_a_spreadsheet_is_a_day(cell: Any) -> None:
    assert when(cell) == When("2027-06-01")


@pytest.mark.parametrize("written", ["31.02.2027", "i morgen", "0027", "2027-13", "13/14-2027", 46174, True, "h", 7.5])
def test_what_is_no_date_is_refused(written: Any) -> None:
    with pytest.raises(Unreadable):
        when(written)


def test_a_date_that_must_be_one_is_no_term() -> None:
    assert day("2027") == "2027"
    with pytest.raises(Unreadable):
        day("H2027")


def test_figures_in_another_order_need_a_pattern() -> None:
    assert when("06/13/2027", "%m/%d/%Y") == When("2027-06-13")
    assert when("H2027", "%m/%d/%Y") == When("2027", "høst 2027")
    with pytest.raises(Unreadable):
        when("13.06.2027", "%m/%d/%Y")
    assert [is_date_format(p) for p in ("%m/%d/%Y", "%d.%m.%y", "%d.%m", "%A %d %m %Y", "x", "%")] == [True] * 2 + [
        False
    ] * 4


def test_yes_and_no_are_read() -> None:
    assert [flag(v) for v in ("Ja", "nei", "x", "No", 1, 0, True, None, "-")] == [
        True, False, True, False, True, False, True, None, None,
    ]  # fmt: skip
    with pytest.raises(Unreadable, match="ja or nei"):
        flag("kanskje")


def test_a_list_is_split_at_semicolons_or_else_at_commas() -> None:
    assert texts("KI; ledelse, etikk") == ("KI", "ledelse, etikk")
    assert texts("KI, ledelse, KI") == ("KI", "ledelse")
    assert texts("KI\nledelse") == texts(["KI", "ledelse"]) == ("KI", "ledelse")
    assert texts(None) == ()


def test_a_choice_forgives_capitals_only() -> None:
    assert choice("Emne", ("emne", "program")) == "emne"
    with pytest.raises(Unreadable, match="one of emne, program"):
        choice("kurs", ("emne", "program"))


def test_a_cell_becomes_text_as_a_norwegian_writes_it() -> None:
    assert [text(v) for v in (6510, 6510.0, 7.5, True, date(2027, 6, 1), " a\u00ad  b\x00\n", None)] == [
        "6510", "6510", "7,5", "ja", "2027-06-01", "a b", None,
    ]  # fmt: skip
    assert whole("2 027") == 2027


@pytest.mark.parametrize("cell", ["\ud800", "x" * 100_001, {"a": 1}, 10**400, float("inf")])
def test_what_is_no_text_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        text(cell)
