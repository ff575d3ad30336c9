"""All questions with their answers, for the tests that look at many of them at once."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.answer_json import to_json
from knowledge.models import Answer, Question, Turn
from knowledge.service import Knowledge
from tests.evaluation.scoring import load

# A day before some of the sources were written.
EARLIER = date(2024, 6, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is answered today, and what was answerable on :data:`EARLIER`."""

    row: Mapping[str, Any]
    now: Answer
    then: Answer

    def as_json(self) -> dict[str, Any]:
        """Today's answer as ``ask --batch --json`` prints it."""
        return to_json(self.now, question_id=self.row["id"], question=self.row["question"], latency_ms=0)


@dataclass(frozen=True, slots=True)
class Asking:
    """The answers to our own questions, and to those of the reference where there is one."""

    own: tuple[Asked, ...]
    reference: tuple[Asked, ...]

    @property
    def all(self) -> tuple[Asked, ...]:
        """Both sets."""
        return (*self.own, *self.reference)


def reference_questions() -> Path | None:
    """The folder of the reference's questions, or None where there is no reference."""
    folder = os.environ.get("BROBYGGER_REFERENCE")
    questions = Path(folder) / "questions" if folder else None
    return questions if questions and (questions / "dev.jsonl").exists() else None


def ask_all(knowledge: Knowledge, today: date) -> Asking:
    """Ask everything, twice; a question's vector is made once."""
    folder = reference_questions()
    reference = load(path=folder / "dev.jsonl") if folder else []
    return Asking(_ask(knowledge, load(), today), _ask(knowledge, reference, today))


def _ask(knowledge: Knowledge, rows: Sequence[Mapping[str, Any]], today: date) -> tuple[Asked, ...]:
    asked = []
    for row in rows:
        question = Question(row["question"], tuple(Turn(turn["role"], turn["text"]) for turn in row["history"]))
        now, then = (knowledge.answer_now(question, today=day) for day in (today, EARLIER))
        asked.append(Asked(row, now, then))
    return tuple(asked)
