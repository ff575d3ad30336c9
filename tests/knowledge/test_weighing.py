"""The signals on which it is decided whether to answer."""

from dataclasses import astuple

import pytest

from knowledge.keywords import Keywords
from knowledge.known_questions import Nearest
from knowledge.models import Language
from knowledge.signals import asks
from knowledge.wanted import wanted
from knowledge.weighing import Evidence, weigh
from tests.knowledge.made_up import chunk, passage
from tests.knowledge.village import OPENING, VILLAGE, YARN

KEYWORDS = Keywords.build(VILLAGE.chunks)
NEAREST = Nearest()


def weighed(question: str, *found: object, nearest: Nearest = NEAREST, language: Language = "nb") -> Evidence:
    """The evidence of a question for some passages, best first."""
    return weigh(list(found), nearest, wanted(question, asks(question), language), KEYWORDS)  # type: ignore[arg-type]


def test_no_passages_are_no_evidence() -> None:
    assert weighed("ull") == Evidence()


def test_the_signals_are_read_off_the_passages() -> None:
    """The best passage's score and cosine, and its lead over the rest."""
    evidence = weighed("votter av ull", passage(YARN, 12.0, 0.91), passage(OPENING, 8.0, 0.85))
    assert (evidence.score, evidence.cosine, evidence.margin) == (12.0, 0.91, 4.0)
    assert evidence.values() == astuple(evidence)[:-2]


def test_coverage_falls_and_the_unheard_grows_with_strange_words() -> None:
    """A part of a compound counts, a word from nowhere does not."""
    known, mixed, strange = (
        weighed(text, passage(YARN)) for text in ("votter ull", "votter ull trompet", "trompet romskip")
    )
    for share in ("covered", "alone", "sentence"):
        assert 1 >= getattr(known, share) > getattr(mixed, share) > getattr(strange, share) >= 0
    assert 0 == known.unheard < mixed.unheard < strange.unheard == 1
    assert weighed("stoler", passage(YARN)).covered > 0.5


def test_a_question_without_content_is_covered() -> None:
    """There is nothing that the passages could miss."""
    evidence = weighed("er det", passage(YARN))
    assert (evidence.covered, evidence.unheard, evidence.focus) == (1.0, 0.0, 1.0)


def test_the_thing_asked_about_must_stand_in_a_passage() -> None:
    """A name for it among the sources' own words counts."""
    house = passage(chunk("a", "Huset har en vaktmester og et årsbudsjett."))
    assert weighed("Hva er årsbudsjettet til huset?", house).focus > 0.8
    assert weighed("Hva er takhøyden i huset?", house).focus < 0.5


@pytest.mark.parametrize(
    ("text", "counted"), [("Huset har 12 vevstoler.", 1.0), ("Huset har vevstoler fra 1987.", 0.0)]
)
def test_a_number_that_is_wanted_must_be_given(text: str, counted: float) -> None:
    assert weighed("Hvor mange vevstoler har huset?", passage(chunk("a", text))).counted == counted


def test_near_known_questions_are_taken_over() -> None:
    """They agree when the best passage answers the nearest one."""
    nearest = Nearest(told=6.0, untold=2.0, told_cosine=0.95, untold_cosine=0.88)
    evidence = weighed("ull", passage(YARN), nearest=nearest)
    assert (evidence.told, evidence.untold, evidence.told_cosine, evidence.untold_cosine) == (6.0, 2.0, 0.95, 0.88)
    assert evidence.agreed == 0.0
