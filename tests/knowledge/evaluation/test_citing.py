"""Citation recall and precision are those of ALCE: each case is worked out by hand."""

import pytest

from knowledge.evaluation.citing import Cited, cited, cited_summary
from knowledge.models import Outcome
from tests.knowledge.evaluation.made_up_answers import TODAY, Finding, answer, evidence

YELLOW, RED, BOTH = "Huset gult", "Døra rød", "Huset gult Døra rød"


def judged(text: str, *passages: str) -> Cited:
    found = cited(answer(text, *passages), evidence(*passages), Finding(), today=TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "passages", "supported", "needed"),
    [
        # One citation that supports its sentence.
        ("Huset gult. [1]", (YELLOW,), 1, 1),
        # One that does not: neither recall nor precision.
        ("Huset rødt. [1]", (YELLOW,), 0, 0),
        # Two that support it together only: both are needed.
        ("Huset gult Døra. [1][2]", (YELLOW, RED), 1, 2),
        # One that supports it alone beside one that is of no use.
        ("Huset gult. [1][2]", (YELLOW, RED), 1, 1),
        # Two that each support it alone: neither is counted against.
        ("Huset gult. [1][2]", (YELLOW, BOTH), 1, 2),
        # Not supported even together: no citation is needed.
        ("Huset blått. [1][2]", (YELLOW, RED), 0, 0),
        # A citation that was not given.
        ("Huset gult. [1][7]", (YELLOW,), 0, 0),
    ],
)
def test_support_is_counted_by_sentence_and_need_by_citation(
    text: str, passages: tuple[str, ...], supported: int, needed: int
) -> None:
    found = judged(text, *passages)
    assert (found.statements, found.supported, found.needed) == (1, supported, needed)
    assert found.citations == text.count("[")


def test_a_sentence_without_a_citation_is_not_supported() -> None:
    """It is named, and it cannot be told by asking the judge."""
    found = judged("Huset gult. [1] Døra rød.", YELLOW)
    assert (found.recall, found.precision, found.bare) == (0.5, 1.0, 1)
    assert found.doubted == ("Døra rød.",)


def test_an_answer_that_cites_nothing_has_neither() -> None:
    found = judged("Døra rød.", YELLOW)
    assert (found.recall, found.precision) == (0.0, 0.0)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.CLARIFY, Outcome.FAILED])
def test_refusals_are_left_out(outcome: Outcome) -> None:
    """Also with citations, as of what stands nearest."""
    assert cited(answer("Huset gult. [1]", YELLOW, outcome=outcome), evidence(YELLOW), Finding(), today=TODAY) is None


def test_an_answer_of_the_houses_words_alone_is_left_out() -> None:
    said = answer("Det nærmeste jeg fant:")
    assert cited(said, {}, Finding(), today=TODAY) is None


def test_means_are_over_answers_and_counts_over_sentences() -> None:
    """A long answer counts no more than a short one."""
    found = cited_summary([Cited(1, 1, 1, 1), Cited(4, 2, 4, 1, bare=1, own=2, doubted=("a", "b"))])
    assert found is not None
    assert (found.answers, found.recall, found.precision) == (2, 0.75, 0.625)
    assert (found.statements, found.supported, found.citations, found.needed) == (5, 3, 5, 2)
    assert (found.bare, found.own) == (1, 2)
    low, high = found.interval
    assert 0.5 <= low <= 0.75 <= high <= 1.0
    assert cited_summary([]) is None
