"""How often the answers to the evaluation questions are right; a change must not make them worse."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.evaluation.answers import Asking, reference_questions
from tests.evaluation.scoring import Scored, Summary, must_refuse, score, summary

pytestmark = pytest.mark.xdist_group("evaluation")

# Measured on 2026-11-21 with the bundled embeddings: accuracy 0.93, must-refuse 0.95, over-refusal 0.04.
# The limits leave some points for changes that move single questions.
LEAST_ACCURACY = 0.90
LEAST_PER_LANGUAGE = 0.88
LEAST_REJECTION = 0.90
MOST_OVER_REFUSAL = 0.06
# The reference's own development questions, scored by the reference's own program.
REFERENCE_ACCURACY = 0.93
REFERENCE_REJECTION = 0.90


@pytest.fixture(scope="module")
def scored(asking: Asking) -> list[Scored]:
    """Our own questions with what is wrong with their answers."""
    return [
        Scored(asked.row, asked.now.outcome.value, tuple(score(asked.row, asked.as_json()))) for asked in asking.own
    ]


@pytest.fixture(scope="module")
def result(scored: list[Scored]) -> Summary:
    """The counts."""
    return summary(scored)


def wrong(scored: list[Scored]) -> str:
    """What went wrong, to read when a limit is broken; what is kept aside is counted, not shown."""
    bad = [row for row in scored if row.reasons]
    shown = [row for row in bad if row.question["split"] == "fit"]
    lines = [f"{row.question['id']} {row.question['question']}: {'; '.join(row.reasons)}" for row in shown]
    return "\n".join([*lines, f"and {len(bad) - len(shown)} of those kept aside"])


def test_enough_answers_are_right(scored: list[Scored], result: Summary) -> None:
    assert result.accuracy >= LEAST_ACCURACY, wrong(scored)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_language_lags_behind(language: str, scored: list[Scored], result: Summary) -> None:
    rows = [row for row in scored if row.question["lang"] == language]
    assert result.by_language[language] >= LEAST_PER_LANGUAGE, wrong(rows)


def test_what_must_be_refused_is(scored: list[Scored], result: Summary) -> None:
    rows = [row for row in scored if must_refuse(row.question)]
    assert result.rejection is not None
    assert result.rejection >= LEAST_REJECTION, wrong(rows)


def test_what_can_be_answered_is_seldom_refused(scored: list[Scored], result: Summary) -> None:
    rows = [row for row in scored if row.outcome == "refused"]
    assert result.over_refusal is not None
    assert result.over_refusal <= MOST_OVER_REFUSAL, wrong(rows)


def test_nothing_fails(asking: Asking) -> None:
    """No question breaks anything."""
    assert [
        asked.row["id"] for asked in asking.all if asked.now.outcome == "failed" or asked.then.outcome == "failed"
    ] == []


def test_the_references_questions_are_answered_by_its_own_count(asking: Asking, tmp_path: Path) -> None:
    """Enough right, enough refused, and nothing said that must not be."""
    folder = reference_questions()
    if folder is None:
        pytest.skip("BROBYGGER_REFERENCE names no folder with questions")
    answers = tmp_path / "answers.jsonl"
    lines = [json.dumps(asked.as_json(), ensure_ascii=False) + "\n" for asked in asking.reference]
    answers.write_text("".join(lines), encoding="utf-8")
    limits = [
        "--fail-under",
        f"{REFERENCE_ACCURACY}",
        "--min-rejection",
        f"{REFERENCE_REJECTION}",
        "--max-must-not",
        "0",
    ]
    done = subprocess.run(
        [sys.executable, str(folder / "check.py"), str(folder / "dev.jsonl"), str(answers), *limits],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
