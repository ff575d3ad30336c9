"""A follow-up is answered from what was told or lies beside it, where that holds what is asked for. All made up."""

import pytest

from knowledge.focus import Focus, Focusing
from knowledge.keywords import Keywords
from knowledge.models import Chunk, KnownQuestion
from knowledge.recall import Recall
from knowledge.subject import Subject
from tests.knowledge.made_up import chunk

YARN = chunk("a", "Garnlaget strikker votter av ull. Laget fikk 40 knapper for fem år i gave.", heading_path=("Laget",))
LED = chunk("b", "Kari Vevstad har styrt Garnlaget siden mars 2020.", heading_path=("Laget",))
NAMING = chunk("c", "Bygdekveldene holdes sammen med Garnlaget.", heading_path=("Kvelder",))
BESIDE = chunk("d", "Prøvehuset åpner klokken ni.", heading_path=("Kvelder",))
ELSEWHERE = chunk("e", "Ullsmia fikk 12 knapper for to år.", document_id="ullsmia", heading_path=("Smia",))
CHUNKS = (YARN, LED, NAMING, BESIDE, ELSEWHERE)
KNOWN = (KnownQuestion("Hvem er sjef i Garnlaget?", "nb", ("b",)), KnownQuestion("Hva heter moroa?", "nb"))
KEYWORDS = Keywords.build(CHUNKS)
FOCUSING = Focusing(CHUNKS, Recall(CHUNKS, KEYWORDS), KEYWORDS, KNOWN)
TOLD = "Garnlaget strikker votter av ull. [1]"


def focus(said: str, *answers: str) -> Focus:
    """What a follow-up wants after some answers about the club."""
    about = Subject("Hva er Garnlaget?", "Garnlaget", ("Garnlaget",), answers=answers or (TOLD,))
    found = FOCUSING.of(said, about, "nb")
    assert found is not None
    return found


def test_told_lies_nearest_then_its_section_then_what_names_the_subject_beside_it() -> None:
    near = focus("Hvor lenge?").near
    assert near["a"] > near["b"] > near["c"] > 0
    assert {"d", "e"}.isdisjoint(near)


def test_what_was_told_longer_ago_lies_further_off() -> None:
    near = focus("Hvor lenge?", TOLD, "Prøvehuset åpner klokken ni. [1]").near
    assert near["d"] > near["a"] > 0


def test_without_an_answer_from_a_source_there_is_no_focus() -> None:
    assert FOCUSING.of("Hvor lenge?", Subject("Hei", "", (), answers=("Hei!",)), "nb") is None


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("Hvor lenge?", [YARN, LED]),
        ("Hvor mange knapper?", [YARN]),
        ("Hvem er sjef der?", [LED]),
        ("Hvem styrer det?", [LED]),
        ("Hva med bygdekvelder?", [NAMING]),
        ("Hvilken lisens har de?", []),
        ("Hvem står bak?", []),
    ],
)
def test_a_source_is_bound_that_holds_the_words_and_the_kind_of_answer(said: str, holds: list[Chunk]) -> None:
    """The words stand in it or in a question that it answers; ordinary words alone bind nothing."""
    found = focus(said)
    assert [one for one in CHUNKS if found.binds(one, known=0.0)] == holds


def test_a_number_in_other_words_is_held_where_a_known_question_is_nearly_the_same() -> None:
    found = focus("Hvor mange strikker votter?")
    assert not found.binds(YARN, known=0.0)
    assert found.binds(YARN, known=9.0)
    assert not found.binds(ELSEWHERE, known=9.0)


def test_a_bare_question_for_a_value_is_not_met_by_a_source_without_one() -> None:
    """With a word of its own it may be met in other ways."""
    assert focus("Hva koster det?").lacks(NAMING, known=0.0)
    assert not focus("Hvor lenge?").lacks(YARN, known=0.0)
    assert not focus("Hva koster ullen?").lacks(NAMING, known=0.0)


def test_near_sources_gain_by_what_they_hold() -> None:
    found = focus("Hvor lenge strikker de?")
    yarn, led, naming, beside, elsewhere = FOCUSING.gains(found)
    assert yarn > led > naming == beside == elsewhere == 0


def test_records_that_are_talked_of_are_near() -> None:
    found = FOCUSING.of("Hvor lenge?", Subject("Hei", "", ()), "nb", ("k1",))
    assert found is not None
    assert found.near == {"k1": 1.0}
