"""What a model's part in many answers came to is counted from the accounts of each."""

import pytest

from knowledge.evaluation.columns import written_lines
from knowledge.evaluation.writing import WrittenSummary, written_summary
from knowledge.models import Written

ROWS = [
    (
        Written(
            "made-up:one", kept=3, repaired=1, requests=2, tokens_in=100, tokens_out=20, cost=0.5, first_sentence=0.2
        ),
        900.0,
    ),
    (
        Written(
            "made-up:one", kept=1, dropped=(("number: 7", "name: Kari"), ("form: no marks",)), failure="cut",
            requests=1, tokens_in=50, tokens_out=10, estimated=True, cost=0.25, first_sentence=0.4,
        ),
        1100.0,
    ),
    (Written("made-up:one", dropped=(("number: 8", "number: 9"),), failure="unproven", requests=1), 400.0),
    (Written("made-up:one", failure="slow", requests=1), 2000.0),
]  # fmt: skip


@pytest.fixture
def found() -> WrittenSummary:
    counted = written_summary(ROWS)
    assert counted is not None
    return counted


def test_sentences_are_counted_with_what_spoke_against_the_dropped(found: WrittenSummary) -> None:
    """A kind counts once a sentence; what stood in the sentence is not among the kinds."""
    assert (found.kept, found.repaired, found.dropped) == (4, 1, 3)
    assert found.reasons == {"number": 2, "name": 1, "form": 1}


def test_fallbacks_and_cut_answers_are_counted_by_kind(found: WrittenSummary) -> None:
    assert (found.answers, found.written) == (4, 2)
    assert (found.fallbacks, found.cut) == ({"unproven": 1, "slow": 1}, {"cut": 1})


def test_tokens_cost_and_times_are_summed_up(found: WrittenSummary) -> None:
    """Times are milliseconds; an answer without a sentence has no first one."""
    assert (found.requests, found.tokens_in, found.tokens_out, found.estimated) == (5, 150, 30, True)
    assert found.cost == pytest.approx(0.75)
    assert found.first_ms_p50 == pytest.approx(300)
    assert found.answer_ms_p50 == pytest.approx(1000)
    assert found.answer_ms_p95 == pytest.approx(1865)


def test_it_is_told_in_words(found: WrittenSummary) -> None:
    told = dict(written_lines(found, None))
    assert told["Written by"] == "made-up:one, 2 of the 4 answers that it was asked for"
    assert told["Sentences"] == "4 of 7 shown (57.1%), 1 of them repaired; 3 dropped (number 2, name 1, form 1)"
    assert told["Fallbacks"] == "2 answers in the sources' own sentences (unproven 1, slow 1)"
    assert told["Tokens"] == "about 150 in, 30 out, in 5 requests"
    assert told["Cost"] == "0.7500 in all, 0.187500 an answer"


def test_without_prices_the_cost_is_not_known() -> None:
    counted = written_summary([(Written("made-up:one"), 1.0)])
    assert counted is not None
    told = dict(written_lines(counted, None))
    assert "LLM_PRICE_IN" in told["Cost"]
    assert "First sentence" not in told


def test_without_a_model_there_is_nothing_to_tell() -> None:
    assert written_summary([]) is None
