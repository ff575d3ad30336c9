"""Whether to answer is decided by signals alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.judging import Evidence, Thresholds, Verdict, fitted, judge, weigh
from knowledge.keywords import Keywords
from tests.knowledge.made_up import OPENING, VILLAGE, YARN, passage

KEYWORDS = Keywords.build(VILLAGE.chunks)
SIGNALS = ("score", "cosine", "margin", "covered", "unheard")
EVIDENCE = st.builds(
    Evidence, score=st.floats(-10, 30), cosine=st.floats(0.6, 1), margin=st.floats(0, 15), covered=st.floats(0, 1),
    unheard=st.floats(0, 1),
)  # fmt: skip


def test_the_shipped_thresholds_fit_the_signals() -> None:
    """One weight a signal, and a floor that is a probability."""
    thresholds = fitted()
    assert len(thresholds.weights) == len(SIGNALS)
    assert 0 < thresholds.floor < 1


@pytest.mark.parametrize(("signal", "sign"), [("cosine", 1), ("margin", 1), ("covered", 1), ("unheard", -1)])
def test_better_signals_speak_for_an_answer(signal: str, sign: int) -> None:
    """Nearness, lead and coverage speak for it; words that no source knows speak against it."""
    assert fitted().weights[SIGNALS.index(signal)] * sign > 0


@given(EVIDENCE, st.sampled_from(["cosine", "margin", "covered"]), st.floats(0.001, 0.2))
def test_more_evidence_never_turns_an_answer_into_a_refusal(evidence: Evidence, signal: str, more: float) -> None:
    """Nor do fewer unheard words."""
    better = replace(evidence, **{signal: getattr(evidence, signal) + more})
    if judge(evidence, fitted()) is Verdict.ANSWER:
        assert judge(better, fitted()) is Verdict.ANSWER
        assert judge(replace(evidence, unheard=0.0), fitted()) is Verdict.ANSWER


@given(EVIDENCE)
def test_judging_is_pure(evidence: Evidence) -> None:
    """The same signals give the same verdict, and the probability is one."""
    assert judge(evidence, fitted()) is judge(replace(evidence), fitted())
    assert 0 <= fitted().probability(evidence) <= 1


def test_the_floor_decides() -> None:
    even = Thresholds(0.0, (0.0,) * 5, 0.5)
    evidence = Evidence(0, 0, 0, 0, 0)
    assert judge(evidence, even) is Verdict.ANSWER
    assert judge(evidence, replace(even, floor=0.51)) is Verdict.REFUSE


def test_evidence_far_off_does_not_overflow() -> None:
    """However poor or good the signals are, there is a verdict."""
    for value, verdict in ((-1e6, Verdict.REFUSE), (1e6, Verdict.ANSWER)):
        assert judge(Evidence(0, value, 0, 0, 0), Thresholds(0.0, (0, 1.0, 0, 0, 0), 0.5)) is verdict


def test_no_passages_are_no_evidence() -> None:
    assert judge(weigh([], ["ull"], "nb", KEYWORDS), fitted()) is Verdict.REFUSE


def test_the_signals_are_read_off_the_passages() -> None:
    """The best passage's score and cosine, and its lead over the rest."""
    found = [passage(YARN, 12.0, 0.91), passage(OPENING, 8.0, 0.85)]
    evidence = weigh(found, ["votter", "ull"], "nb", KEYWORDS)
    assert (evidence.score, evidence.cosine, evidence.margin) == (12.0, 0.91, 4.0)
    assert evidence.values() == tuple(getattr(evidence, name) for name in SIGNALS)


def test_coverage_falls_and_the_unheard_grows_with_strange_words() -> None:
    """A part of a compound counts, a word from nowhere does not."""
    found = [passage(YARN)]
    known = weigh(found, ["votter", "ull"], "nb", KEYWORDS)
    mixed = weigh(found, ["votter", "ull", "trompet"], "nb", KEYWORDS)
    strange = weigh(found, ["trompet", "romskip"], "nb", KEYWORDS)
    assert 1 >= known.covered > mixed.covered > strange.covered >= 0
    assert 0 == known.unheard < mixed.unheard < strange.unheard == 1
    assert weigh(found, ["stoler"], "nb", KEYWORDS).covered > 0.5


def test_a_question_without_content_is_covered() -> None:
    """There is nothing that the passages could miss."""
    evidence = weigh([passage(YARN)], [], "nb", KEYWORDS)
    assert (evidence.covered, evidence.unheard) == (1.0, 0.0)
