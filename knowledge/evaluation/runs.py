"""A run on disk: what was asked of what, the totals, and each question with its answer."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import BadLine
from knowledge.evaluation.citing import Cited
from knowledge.evaluation.counting import Scored, Summary, citations, writing


class RunQuestion(BaseModel):
    """One question of a run; ``reasons`` is empty where the answer is right, ``latency_ms`` is milliseconds.

    ``citations`` are the fields of :class:`~knowledge.evaluation.citing.Cited` with recall and precision, ``writing``
    those of :class:`~knowledge.models.Written`; None where there is nothing to say, as in runs of earlier versions.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    category: str
    lang: str
    question: str
    outcome: str
    right: bool
    reasons: tuple[str, ...]
    probability: float | None
    latency_ms: float
    answer: str
    citations: dict[str, Any] | None = None
    writing: dict[str, Any] | None = None


class Run(BaseModel):
    """A whole run; ``today`` is the date (YYYY-MM-DD) that the answers were given for.

    ``judged`` says how the support of sentences was judged that ``citations`` sums up; ``writing`` is what the
    language model's part came to, None without one.
    """

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    today: str
    generation: str
    embedding_model: str
    totals: dict[str, Any]
    judged: str | None = None
    citations: dict[str, Any] | None = None
    writing: dict[str, Any] | None = None
    questions: tuple[RunQuestion, ...] = Field(min_length=1)


def run_of(
    rows: Sequence[Scored],
    total: Summary,
    *,
    today: str,
    generation: str,
    embedding_model: str,
    judged: str | None = None,
) -> Run:
    """A run as it is written."""
    cited, written = citations(rows), writing(rows)
    return Run(
        today=today,
        generation=generation,
        embedding_model=embedding_model,
        totals=asdict(total),
        judged=judged,
        citations=asdict(cited) if cited else None,
        writing=asdict(written) if written else None,
        questions=tuple(_row(row) for row in rows),
    )


def parse_run(text: str, name: str) -> Run:
    """A run as :func:`run_of` made it. Raises BadLine when it is something else."""
    try:
        return Run.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise BadLine(
            f"{name} is no run that `brobygger evaluate --json FILE` wrote ({place}: {first['msg']})."
        ) from error


def _row(scored: Scored) -> RunQuestion:
    return RunQuestion(
        id=scored.question["id"],
        category=scored.question["category"],
        lang=scored.question["lang"],
        question=scored.question["question"],
        outcome=scored.outcome,
        right=scored.right,
        reasons=scored.reasons,
        probability=scored.probability,
        latency_ms=round(scored.ms, 1),
        answer=scored.answer,
        citations=_cited(scored.cited) if scored.cited else None,
        writing=asdict(scored.written) if scored.written else None,
    )


def _cited(cited: Cited) -> dict[str, Any]:
    return asdict(cited) | {"recall": round(cited.recall, 4), "precision": round(cited.precision, 4)}
