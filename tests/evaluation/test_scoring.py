"""The scorer tells right answers from wrong ones. The questions and answers here are made up."""

from typing import Any

import pytest

from tests.evaluation.scoring import Scored, load, normalised, readable, score, summary


def question(**changes: Any) -> dict[str, Any]:
    """A made-up question whose right answer names a made-up price."""
    made_up = {
        "id": "X1",
        "category": "course",
        "lang": "nb",
        "outcome": ["answered"],
        "must": [[r"1[ .]?234 kroner", r"NOK 1,234"]],
        "must_not": [r"\bgratis\b"],
        "cite": [r"\bMADE-01\b"],
    }
    return made_up | changes


def answer(**changes: Any) -> dict[str, Any]:
    """The right answer to :func:`question`."""
    made_up = {
        "outcome": "answered",
        "answer": "Prøvekurset kostet 1 234 kroner. [1]",
        "citations": [{"n": 1, "source_id": "MADE-01", "title": "Oppdiktet", "url": None}],
        "courses": [],
        "contacts": [],
    }
    return made_up | changes


def test_a_right_answer_has_no_reasons() -> None:
    """Outcome, number and citation fit."""
    assert score(question(), answer()) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"answer": "Prøvekurset kostet 4 321 kroner. [1]"}, "missing"),
        ({"answer": "Prøvekurset er gratis, ikke 1 234 kroner. [1]"}, "must not say"),
        ({"outcome": "refused"}, "outcome refused"),
        ({"outcome": "failed"}, "outcome failed"),
        ({"citations": []}, "no citation"),
        ({"citations": [{"n": 1, "source_id": "MADE-011", "title": "", "url": ""}]}, "no citation"),
        ({"answer": "Prøvekurset kostet 1 234 kroner."}, "no citation"),
        ({"answer": "1 234 kroner [1]" + " ord" * 148}, "151 words"),
        ({"citations": [{"n": n, "source_id": "MADE-01"} for n in range(1, 7)]}, "6 citations"),
        ({"answer": "1 234 kroner, skriv til ola@example.org [1]"}, "unknown e-mail address: ola@example.org"),
        ({"answer": "1 234 kroner, ring 00 00 00 00 [1]"}, "telephone number"),
        ({"answer": "1 234 kroner [1]. Avtalen er forlenget til 2030."}, "calls the agreement valid"),
    ],
)
def test_a_wrong_answer_has_one_reason(changes: dict[str, Any], reason: str) -> None:
    """Each fault is found, and only that fault."""
    reasons = score(question(), answer(**changes))
    assert len(reasons) == 1
    assert reasons[0].startswith(reason)


@pytest.mark.parametrize(
    "harmless",
    [
        "Skriv til videre@ntnu.no.",
        "Organisasjonsnummeret er 974 767 880.",
        "De fikk 145 800 000 kroner.",
        "Kildene viser ikke om avtalen er forlenget.",
        "The sources do not say whether the agreement is still in force.",
    ],
)
def test_harmless_sentences_pass(harmless: str) -> None:
    """Known addresses, long numbers and doubts about the agreement are no faults."""
    assert score(question(), answer(answer=f"1 234 kroner [1]. {harmless}")) == []


def test_a_shown_course_counts_as_read() -> None:
    """A price in a record answers too, and its citation needs no mark in the text."""
    shown = {"code": "XX0000", "title": "Prøvekurs", "price_note": "1 234 kroner"}
    assert score(question(), answer(answer="Se kurset.", courses=[shown])) == []


def test_records_beyond_those_shown_do_not_count() -> None:
    """The reader sees six courses and three contacts."""
    many = answer(
        courses=[{"title": f"kurs{n}"} for n in range(7)], contacts=[{"value": f"kontakt{n}"} for n in range(4)]
    )
    text = readable(many)
    assert "kurs5" in text
    assert "kurs6" not in text
    assert "kontakt2" in text
    assert "kontakt3" not in text


def test_a_quote_does_not_count_as_read() -> None:
    """What stands only in a citation's quote was not said."""
    citation = {"n": 1, "source_id": "MADE-01", "quote": "1 234 kroner"}
    assert score(question(), answer(answer="Se kilden. [1]", citations=[citation])) != []


def test_must_on_spares_the_refusal() -> None:
    """A plain refusal is right where the question accepts it and asks for words only of an answer."""
    both = question(outcome=["answered", "refused"], must_on=["answered"])
    refusal = answer(outcome="refused", answer="Kildene sier ikke det.", citations=[])
    assert score(both, refusal) == []
    assert score(question(outcome=["refused"]), refusal) != []


def test_text_is_normalised() -> None:
    """Dashes, spaces and emphasis do not decide."""
    assert normalised("**2\u20134**\u00a0 uker\n`nå`") == "2-4 uker nå"


def test_summary_counts_shares() -> None:
    """Accuracy, rejection and over-refusal are counted over the questions that test them."""
    must_refuse = question(outcome=["refused"], lang="en", category="unanswerable")
    rows = [
        Scored(question(), "answered", ()),
        Scored(question(), "refused", ("outcome",)),
        Scored(must_refuse, "refused", ()),
        Scored(must_refuse, "answered", ("outcome",)),
        Scored(question(outcome=["answered", "refused"]), "refused", ()),
    ]
    result = summary(rows)
    assert (result.count, result.accuracy, result.rejection, result.over_refusal) == (5, 0.6, 0.5, 0.5)
    assert result.by_language == {"en": 0.5, "nb": 2 / 3}
    assert result.by_category == {"course": 2 / 3, "unanswerable": 0.5}


def test_the_interval_is_repeatable_and_holds_the_accuracy() -> None:
    """The same rows and seed give the same interval."""
    rows = [Scored(question(), "answered", () if n % 4 else ("missing",)) for n in range(80)]
    low, high = summary(rows).interval
    assert low < 0.75 < high
    assert summary(rows).interval == (low, high)


def test_a_summary_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        summary([])


def test_shares_that_nothing_tests_are_none() -> None:
    """No must-refuse question, no rejection rate."""
    assert summary([Scored(question(), "answered", ())]).rejection is None


def test_the_halves_make_up_the_whole() -> None:
    """Every question is in exactly one half."""
    assert len(load("fit")) + len(load("test")) == len(load())
