"""The second look tells chunks apart that hold the same words."""

import pytest

from knowledge.keywords import TermIndex
from knowledge.models import Language
from knowledge.second_look import UNSEEN, Asked, Seen
from tests.knowledge.made_up import chunk

TERMS = TermIndex.build([["rød", "vott"], ["blå", "lue"], ["vott", "lue"], *[["garn"]] * 30])


def look(question: str, text: str, language: Language = "nb") -> Seen:
    """What is seen in a text for a question."""
    return Asked.of(question, language, TERMS).look(chunk("a", text, document_title="Om garn", heading_path=()))


def test_words_side_by_side_are_seen() -> None:
    """The same words apart are not the same thing; other forms of them are."""
    together, apart = look("røde votter", "Der er den røde votten."), look("røde votter", "Røde luer og blå votter.")
    assert together.pairs == pytest.approx(1.0)
    assert apart.pairs == 0


def test_rare_neighbours_weigh_more() -> None:
    assert look("er det røde votter", "Vi har røde votter.").pairs > look("er det røde votter", "Det er det.").pairs > 0


def test_the_title_and_the_text_are_not_neighbours() -> None:
    assert look("garn votter", "Votter er varme.").pairs == 0
    assert look("om garn", "Votter er varme.").pairs == pytest.approx(1.0)


def test_one_sentence_must_hold_the_words_and_the_kind_of_answer() -> None:
    whole = look("Når kom den røde lua?", "Den røde lua kom i 2019.").sentence
    parted = look("Når kom den røde lua?", "Den røde lua er varm. Huset åpnet i 2019.").sentence
    without = look("Når kom den røde lua?", "Den røde lua kom.").sentence
    assert whole > parted
    assert without == 0


def test_the_title_counts_for_every_sentence() -> None:
    assert look("Når kom garnet?", "I 2019 var det her.").sentence > 0


def test_a_question_that_wants_no_kind_looks_for_none() -> None:
    assert look("Fortell om den røde lua", "Den røde lua kom i 2019.").sentence == 0


def test_figures_are_looked_for_as_they_are() -> None:
    assert look("votter i 2019 og 2020", "Votter fra 2019.").figures == 0.5
    assert look("votter", "Votter fra 2019.").figures == 0


def test_a_second_look_never_costs_anything() -> None:
    assert UNSEEN.worth == 0
    assert look("Når kom de røde vottene i 2019?", "De røde vottene kom i 2019.").worth > look("Når?", "Nå.").worth >= 0
    assert look("", "Votter.") == UNSEEN
