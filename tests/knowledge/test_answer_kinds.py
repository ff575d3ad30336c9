"""The first words of a question tell what kind of thing it wants."""

import pytest

from knowledge.answer_kinds import Kind, kind_asked, kinds_held


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hvor mange votter strikkes?", Kind.AMOUNT), ("kor mykje garn går med", Kind.AMOUNT),
        ("How long is the scarf?", Kind.AMOUNT), ("Når åpner huset?", Kind.TIME), ("I hvilket år kom det?", Kind.TIME),
        ("What year did the house open?", Kind.TIME), ("Hvem vever?", Kind.PERSON), ("Who weaves?", Kind.PERSON),
        ("Hvor ligger huset?", Kind.PLACE), ("og hvor?", Kind.PLACE), ("Kvifor vev dei?", Kind.REASON),
        ("Vever de?", None), ("Forklar hvordan en vever votter når det regner", None), ("", None),
    ],
)  # fmt: skip
def test_the_kind_of_answer_is_told(question: str, kind: Kind | None) -> None:
    assert kind_asked(question) == kind


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Det strikkes tre votter.", {Kind.AMOUNT}), ("Huset åpnet om høsten.", {Kind.TIME}),
        ("Votter veves av Kari Oppdiktet.", {Kind.PERSON}), ("Huset ligger i Eksempelby.", {Kind.PERSON, Kind.PLACE}),
        ("De vever fordi det regner.", {Kind.REASON}), ("De vever.", set()),
    ],
)  # fmt: skip
def test_a_sentence_holds_kinds_of_things(sentence: str, held: set[Kind]) -> None:
    """A name at the beginning of a sentence may be any word."""
    assert kinds_held(sentence) == held


def test_figures_may_be_amounts_and_times() -> None:
    assert kinds_held("Huset har 30 vevstoler.") >= {Kind.AMOUNT, Kind.TIME}
