"""An office that a text speaks of, and who is asked for by it. The places are made up."""

import pytest

from knowledge.offices import asks_for_holder, asks_who_left, may_tell, neighbour_of, office_in, title_in


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Hvem er rektor ved Eksempelskolen?", "rektor ved Eksempelskolen"),
        ("Hos dekanen ved Institutt for veving og strikk (VS).", "dekanen ved Institutt for veving og strikk (VS)"),
        ("It gives the rector of Example School overall responsibility.", "rector of Example School"),
        ("Hvem er rektor?", "rektor"),
        ("Hvem leder Garnlaget?", None),
    ],
)  # fmt: skip
def test_an_office_is_its_title_with_its_place(text: str, office: str | None) -> None:
    assert office_in(text) == office


def test_the_office_of_the_part_that_is_spoken_of_comes_first() -> None:
    told = "Del A ligger hos prorektor for veving, og del B hos dekanen ved Vevskolen."
    assert office_in(told) == "prorektor for veving"
    assert office_in(told, "del B") == "dekanen ved Vevskolen"


def test_whoever_held_an_office_before_somebody_is_asked_for_by_the_office() -> None:
    assert neighbour_of("rektor ved Vevskolen", "Og hvem var det før ham?") == "Hvem gikk av som rektor ved Vevskolen?"
    assert neighbour_of("rector of Example", "Who was it before her?") == "Who stepped down as the rector of Example?"
    assert neighbour_of("rektor ved Vevskolen", "Og hvor gammel er han?") is None


def test_only_who_is_that_asks_for_the_holder() -> None:
    assert asks_for_holder("Hvem er det i dag?")
    assert asks_for_holder("Who is that now?")
    assert not asks_for_holder("Hvem er det som leder Garnlaget?")


def test_who_left_an_office_is_told_only_by_a_passage_that_says_so() -> None:
    question = "Hvem gikk av som rektor ved Vevskolen?"
    assert asks_who_left(question)
    assert not may_tell(question, ["Kari Vevstad ble rektor ved Vevskolen i 2020."])
    assert may_tell(question, ["Ola Garnvik gikk av som rektor ved Vevskolen i 2020."])
    assert may_tell("Hvem leder Garnlaget?", [])


def test_a_title_is_found_without_its_place_and_its_ending() -> None:
    assert title_in("Er hun fortsatt rektoren?") == "rektor"
    assert title_in("Direktøren og rektor Kari Vevstad talte.", "rektor") == "rektor"
    assert title_in("Hvem låner ut vevstoler?") is None


@pytest.mark.parametrize("text", ["Hvem tok over?", "Kven tok over?", "Hvem overtok?"])
def test_whoever_took_over_came_after(text: str) -> None:
    assert neighbour_of("rektor ved Vevskolen", text) == "Hvem ble rektor ved Vevskolen?"
