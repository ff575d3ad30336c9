"""The evaluation questions of this folder, and the product's own scorer for the tests beside it."""

import json
from pathlib import Path
from typing import Any

from knowledge.evaluation.counting import Scored, Summary, summary
from knowledge.evaluation.questions import must_refuse
from knowledge.evaluation.scoring import KNOWN_ADDRESSES, MAX_CITATIONS, MAX_WORDS, normalised, readable, score

__all__ = [
    "KNOWN_ADDRESSES",
    "MAX_CITATIONS",
    "MAX_WORDS",
    "QUESTIONS",
    "Scored",
    "Summary",
    "load",
    "must_refuse",
    "normalised",
    "readable",
    "score",
    "summary",
]

QUESTIONS = Path(__file__).with_name("questions.jsonl")


def load(split: str | None = None, path: Path = QUESTIONS) -> list[dict[str, Any]]:
    """All questions, or those of one ``split`` ("fit" to choose thresholds on, "test" to report from)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if split is None or row["split"] == split]
