"""Whether to answer is decided by signals alone."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.judging import Thresholds, Verdict, fitted, judge
from knowledge.models import Language
from knowledge.weighing import SIGNALS, Evidence

LANGUAGES: tuple[Language, ...] = get_args(Language)
SHARES = ("covered", "unheard", "alone", "sentence", "focus", "fitting", "counted", "agreed")
EVIDENCE = st.builds(
    Evidence,
    score=st.floats(-10, 30),
    cosine=st.floats(0.6, 1),
    margin=st.floats(0, 15),
    told=st.floats(-5, 12),
    untold=st.floats(-5, 12),
    told_cosine=st.floats(0.6, 1),
    untold_cosine=st.floats(0.6, 1),
    asked=st.just(True),
    **{share: st.floats(0, 1) for share in SHARES},
)


def test_the_shipped_thresholds_fit_the_signals() -> None:
    """One weight a signal, and a floor a language that is a probability."""
    thresholds = fitted()
    assert len(thresholds.weights) == len(SIGNALS)
    assert set(thresholds.floors) == set(LANGUAGES)
    assert all(0 < floor < 1 for floor in thresholds.floors.values())


@pytest.mark.parametrize(
    ("signal", "sign"),
    [
        ("cosine", 1),
        ("margin", 1),
        ("alone", 1),
        ("focus", 1),
        ("counted", 1),
        ("told_cosine", 1),
        ("untold_cosine", -1),
    ],
)
def test_better_signals_speak_for_an_answer(signal: str, sign: int) -> None:
    """Nearness, lead and coverage speak for it; a known question without an answer speaks against it."""
    assert fitted().weights[SIGNALS.index(signal)] * sign > 0


@given(EVIDENCE, st.sampled_from(["cosine", "margin", "alone", "told_cosine"]), st.floats(0.001, 0.2))
def test_more_evidence_never_turns_an_answer_into_a_refusal(evidence: Evidence, signal: str, more: float) -> None:
    """Nor does a known question without an answer that is further off."""
    better = replace(evidence, **{signal: getattr(evidence, signal) + more})
    further = replace(evidence, untold_cosine=evidence.untold_cosine - more)
    if judge(evidence, "nb", fitted()) is Verdict.ANSWER:
        assert judge(better, "nb", fitted()) is Verdict.ANSWER
        assert judge(further, "nb", fitted()) is Verdict.ANSWER


@given(EVIDENCE)
def test_judging_is_pure(evidence: Evidence) -> None:
    """The same signals give the same verdict, and the probability is one."""
    assert judge(evidence, "nb", fitted()) is judge(replace(evidence), "nb", fitted())
    assert 0 <= fitted().probability(evidence) <= 1


def test_the_floor_of_the_language_decides() -> None:
    """What reaches it is answered."""
    even = Thresholds(0.0, (0.0,) * len(SIGNALS), {"nb": 0.5, "nn": 0.51, "en": 0.49})
    evidence = Evidence(focus=1.0)
    assert judge(evidence, "nb", even) is Verdict.ANSWER
    assert judge(evidence, "nn", even) is Verdict.REFUSE
    assert judge(evidence, "en", even) is Verdict.ANSWER


def test_evidence_far_off_does_not_overflow() -> None:
    """However poor or good the signals are, there is a verdict."""
    steep = Thresholds(0.0, (0, 1.0, *(0.0 for _ in SIGNALS[2:])), dict.fromkeys(LANGUAGES, 0.5))
    for value, verdict in ((-1e6, Verdict.REFUSE), (1e6, Verdict.ANSWER)):
        assert judge(Evidence(cosine=value, focus=1.0), "nb", steep) is verdict


def test_what_is_known_to_have_no_answer_is_refused() -> None:
    """Whatever else speaks for one; a known question with an answer that is as near makes up for it."""
    certain = Thresholds(50.0, (0.0,) * len(SIGNALS), dict.fromkeys(LANGUAGES, 0.5))
    gap = Evidence(focus=1.0, untold=6.0, untold_cosine=0.95)
    assert judge(gap, "nb", certain) is Verdict.REFUSE
    assert judge(replace(gap, told=6.0), "nb", certain) is Verdict.ANSWER
    assert judge(replace(gap, untold_cosine=0.9), "nb", certain) is Verdict.ANSWER


def test_a_thing_that_no_near_passage_names_is_refused_unless_the_question_is_known() -> None:
    certain = Thresholds(50.0, (0.0,) * len(SIGNALS), dict.fromkeys(LANGUAGES, 0.5))
    assert judge(Evidence(focus=0.2, told_cosine=0.9, asked=True), "nb", certain) is Verdict.REFUSE
    assert judge(Evidence(focus=0.2, told_cosine=0.99, asked=True), "nb", certain) is Verdict.ANSWER


def test_passages_without_known_questions_have_thresholds_of_their_own() -> None:
    """Where nobody has written questions down, that a question is not among them says nothing."""
    thresholds = fitted()
    assert thresholds.of(Evidence(asked=True)) is thresholds
    assert thresholds.of(Evidence()) is thresholds.unasked
    assert thresholds.unasked
    for signal in ("told", "untold", "told_cosine", "untold_cosine", "agreed"):
        assert thresholds.unasked.weights[SIGNALS.index(signal)] == 0
