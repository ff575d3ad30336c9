"""What kind of answer a question's wording asks for."""

import pytest

from knowledge.signals import Asks, asks, without_greeting
from knowledge.wanted import counted

ASKED: dict[Asks, tuple[str, ...]] = {
    Asks.WHO: ("Hvem leder NAIL?", "Kven eig huset?", "Who leads it?"),
    Asks.WHEN: ("Når åpnet det?", "What year was it founded?", "Kva år kom det?"),
    Asks.COUNT: ("Hvor mange kurs?", "How many employees?", "Antall studenter"),
    Asks.MONEY: ("Hva koster det?", "Hvor mye støtte får vi?", "How much is it?"),
    Asks.PRICE: ("Hva koster det?", "Er kurset gratis?", "course fee"),
    Asks.PLACE: ("Hvor ligger det?", "Where is it?", "Kvar held de til?"),
    Asks.DURATION: ("Hvor lang tid tar det?", "How long is the course?", "Kor lenge varer det?"),
    Asks.CREDITS: ("Hvor mange studiepoeng gir det?", "How many credits?", "sp?"),
    Asks.DEADLINE: ("Når er søknadsfristen?", "application deadline", "frist?"),
    Asks.ADMISSION: ("Hva er opptakskravet?", "admission requirements", "Kan jeg komme inn uten bachelor?"),
    Asks.TEACHING: ("Er det nettbasert?", "Is it online?", "Har det samlinger?"),
    Asks.LANGUAGE: ("Er det på engelsk?", "Which language is it taught in?", "Undervisningsspråk?"),
    Asks.ADDRESS: ("Hva er e-posten deres?", "website?", "Kva er nettsida, eller adressa?"),
    Asks.DEFINITION: ("Hva er NAIL?", "What is NAIL?", "Kva inneber det?"),
    Asks.YES_NO: ("Er det mulig?", "Can we join?", "og finnes det flere?"),
    Asks.WORKLOAD: ("Hvor mye jobb er det?", "How much work is it?", "Kor mykje tid tek det?"),
    Asks.WHY: ("Hvorfor ble den laget?", "Why was it made?", "Kva er grunnen?"),
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ASKED.items() for text in texts])
def test_a_question_asks_for_its_kind(kind: Asks, text: str) -> None:
    assert kind in asks(text)


def test_every_kind_is_tried() -> None:
    assert set(ASKED) == set(Asks)


@pytest.mark.parametrize(
    ("text", "unasked"),
    [
        ("Hvor mange kurs finnes?", Asks.PLACE), ("Hvor mye koster det?", Asks.PLACE),
        ("Hvor lenge varer det?", Asks.PLACE), ("Hvilken støtte finnes?", Asks.PRICE),
        ("Hvem leder NAIL?", Asks.YES_NO), ("Fortell om friheten", Asks.DEADLINE), ("Hva er frysing?", Asks.MONEY),
        ("Fortell om NAIL", Asks.DEFINITION),
    ],
)  # fmt: skip
def test_a_kind_that_is_not_asked_for_is_not_found(text: str, unasked: Asks) -> None:
    assert unasked not in asks(text)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Hvor mange ansatte har Prøvehuset?", ("ansatte",)), ("Kor mange studentar er det?", ("studentar",)),
        ("How many test centres are there in Europe?", ("test", "centres")),
        ("Antall medlemsbedrifter i laget", ("medlemsbedrifter",)), ("Hvor mange er det?", ()),
        ("Hva koster det?", ()), ("number of courses", ("courses",)),
    ],
)  # fmt: skip
def test_the_thing_that_is_counted_is_named(text: str, things: tuple[str, ...]) -> None:
    """Up to the verb or the preposition."""
    assert counted(text) == things


@pytest.mark.parametrize(
    ("text", "rest"),
    [("hei! hva er nail?", "hva er nail?"), ("hello there, who are you", "who are you"),
     ("hva er hei?", "hva er hei?"), ("god dag: kurs?", "kurs?")],
)  # fmt: skip
def test_a_hello_before_the_question_is_left_out(text: str, rest: str) -> None:
    assert without_greeting(text) == rest
