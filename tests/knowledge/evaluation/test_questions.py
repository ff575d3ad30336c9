"""A file of evaluation questions is read whole, or the first fault is told with its line. All questions are made up."""

import json
from typing import Any

import pytest

from knowledge.errors import BadLine
from knowledge.evaluation.questions import answerable, must_refuse, parse_questions

LEAST = {"id": "X1", "lang": "nb", "question": "Når åpner Prøvehuset?", "outcome": ["answered"]}


def text(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_what_a_line_leaves_out_is_filled_in() -> None:
    """A question needs id, language, words and outcome; ``must_on`` stays away, for its absence means always."""
    (row,) = parse_questions(text(LEAST), "made-up.jsonl")
    assert row["must"] == row["must_not"] == row["cite"] == row["history"] == []
    assert row["category"] == "other"
    assert row["kind"] is None
    assert "must_on" not in row


def test_further_fields_are_kept() -> None:
    (row,) = parse_questions("\n" + text(LEAST | {"split": "fit", "must_on": ["answered"]}) + "\n", "x")
    assert (row["split"], row["must_on"]) == ("fit", ["answered"])


def test_a_line_separator_inside_a_text_ends_no_line() -> None:
    """JSON allows U+2028 unescaped; only a newline parts lines."""
    (row,) = parse_questions(json.dumps(LEAST | {"question": "To\u2028linjer"}, ensure_ascii=False), "x")
    assert row["question"] == "To\u2028linjer"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("{", "made-up.jsonl, line 2: not JSON"),
        ("[" * 100_000, "made-up.jsonl, line 2: "),
        ("[]", "made-up.jsonl, line 2: expected an object, got list."),
        (text(LEAST), "made-up.jsonl, line 2: the id 'X1' is used twice."),
        (text(LEAST | {"id": "X2", "lang": "sv"}), "made-up.jsonl, line 2: lang: "),
        (text(LEAST | {"id": "X2", "outcome": []}), "made-up.jsonl, line 2: outcome: "),
        (text(LEAST | {"id": "X2", "outcome": ["failed"]}), "made-up.jsonl, line 2: outcome.0: "),
        (text(LEAST | {"id": "X2", "must": [["(ni"]]}), "is no regular expression (missing ), unterminated"),
        (text(LEAST | {"id": "X2", "must_not": ["*"]}), "line 2: must_not.0: "),
        (text(LEAST | {"id": "X2", "must": [[]]}), "line 2: must.0: "),
        (text(LEAST | {"id": "X2", "history": [{"role": "boss", "text": "Hei"}]}), "line 2: history.0.role: "),
    ],
)
def test_the_first_fault_is_told_with_its_line(second: str, told: str) -> None:
    with pytest.raises(BadLine) as caught:
        parse_questions(text(LEAST) + second, "made-up.jsonl")
    assert told in str(caught.value)


def test_a_file_without_questions_is_refused() -> None:
    with pytest.raises(BadLine, match=r"made-up\.jsonl holds no questions"):
        parse_questions("\n\n", "made-up.jsonl")


@pytest.mark.parametrize(
    ("outcome", "refuse", "label"),
    [
        (["answered"], False, True),
        (["refused"], True, False),
        (["refused", "clarify"], True, False),
        (["answered", "refused"], False, None),
        (["clarify"], False, True),
    ],
)
def test_the_accepted_outcomes_say_what_may_be_refused(outcome: list[str], refuse: bool, label: bool | None) -> None:
    row = LEAST | {"outcome": outcome}
    assert must_refuse(row) is refuse
    assert answerable(row) is label
