"""Whether to answer is decided by signals alone."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.judging import Evidence, Thresholds, Verdict, fitted, judge, weigh
from knowledge.keywords import Keywords
from knowledge.models import Language
from tests.knowledge.made_up import passage
from tests.knowledge.village import OPENING, VILLAGE, YARN

KEYWORDS = Keywords.build(VILLAGE.chunks)
LANGUAGES: tuple[Language, ...] = get_args(Language)
SIGNALS = ("score", "cosine", "margin", "covered", "unheard")
EVIDENCE = st.builds(
    Evidence, score=st.floats(-10, 30), cosine=st.floats(0.6, 1), margin=st.floats(0, 15), covered=st.floats(0, 1),
    unheard=st.floats(0, 1),
)  # fmt: skip


def test_the_shipped_thresholds_fit_the_signals() -> None:
    """One weight a signal, and a floor a language that is a probability."""
    thresholds = fitted()
    assert len(thresholds.weights) == len(SIGNALS)
    assert set(thresholds.floors) == set(LANGUAGES)
    assert all(0 < floor < 1 for floor in thresholds.floors.values())


@pytest.mark.parametrize(("signal", "sign"), [("cosine", 1), ("margin", 1), ("covered", 1), ("unheard", -1)])
def test_better_signals_speak_for_an_answer(signal: str, sign: int) -> None:
    """Nearness, lead and coverage speak for it; words that no source knows speak against it."""
    assert fitted().weights[SIGNALS.index(signal)] * sign > 0


@given(EVIDENCE, st.sampled_from(["cosine", "margin", "covered"]), st.floats(0.001, 0.2))
def test_more_evidence_never_turns_an_answer_into_a_refusal(evidence: Evidence, signal: str, more: float) -> None:
    """Nor do fewer unheard words."""
    better = replace(evidence, **{signal: getattr(evidence, signal) + more})
    if judge(evidence, "nb", fitted()) is Verdict.ANSWER:
        assert judge(better, "nb", fitted()) is Verdict.ANSWER
        assert judge(replace(evidence, unheard=0.0), "nb", fitted()) is Verdict.ANSWER


@given(EVIDENCE)
def test_judging_is_pure(evidence: Evidence) -> None:
    """The same signals give the same verdict, and the probability is one."""
    assert judge(evidence, "nb", fitted()) is judge(replace(evidence), "nb", fitted())
    assert 0 <= fitted().probability(evidence) <= 1


def test_the_floor_of_the_language_decides() -> None:
    """What reaches it is answered."""
    even = Thresholds(0.0, (0.0,) * 5, {"nb": 0.5, "nn": 0.51, "en": 0.49})
    evidence = Evidence(0, 0, 0, 0, 0)
    assert judge(evidence, "nb", even) is Verdict.ANSWER
    assert judge(evidence, "nn", even) is Verdict.REFUSE
    assert judge(evidence, "en", even) is Verdict.ANSWER


def test_evidence_far_off_does_not_overflow() -> None:
    """However poor or good the signals are, there is a verdict."""
    steep = Thresholds(0.0, (0, 1.0, 0, 0, 0), dict.fromkeys(LANGUAGES, 0.5))
    for value, verdict in ((-1e6, Verdict.REFUSE), (1e6, Verdict.ANSWER)):
        assert judge(Evidence(0, value, 0, 0, 0), "nb", steep) is verdict


def test_no_passages_are_no_evidence() -> None:
    assert judge(weigh([], ["ull"], "nb", KEYWORDS), "nb", fitted()) is Verdict.REFUSE


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
