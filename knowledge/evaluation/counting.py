"""Counts over many scored answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.evaluation.chance import RESAMPLES, SEED, interval
from knowledge.evaluation.citing import Cited, CitedSummary, cited_summary
from knowledge.evaluation.questions import Row, answerable, must_refuse
from knowledge.evaluation.scoring import FaultKind
from knowledge.evaluation.writing import WrittenSummary, written_summary
from knowledge.models import Written


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with what became of it: ``reasons`` is empty where the answer is right.

    ``kinds`` says what sort the reasons are. ``ms`` is the time of the answer in milliseconds, ``answer`` its
    text, and ``probability`` how likely the sources hold an answer by :mod:`knowledge.judging`: None where that
    was decided without a search. ``cited`` says how its citations bear it, ``written`` what a language model's part
    came to; either is None where there is nothing to say.
    """

    question: Row
    outcome: str
    reasons: tuple[str, ...]
    kinds: frozenset[FaultKind] = frozenset()
    ms: float = 0.0
    answer: str = ""
    probability: float | None = None
    cited: Cited | None = None
    written: Written | None = None

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares between 0 and 1; ``rejection`` and ``over_refusal`` are None where no question tests them.

    ``rejection`` is the share of the must-refuse questions with an acceptable outcome, ``over_refusal``
    the share of the answerable questions that were refused. ``interval`` is the accuracy's bootstrap 95 %.
    ``kinds`` counts the questions by what is wrong; times are milliseconds.
    """

    count: int
    accuracy: float
    interval: tuple[float, float]
    rejection: float | None
    over_refusal: float | None
    by_language: Mapping[str, float]
    by_category: Mapping[str, float]
    kinds: Mapping[FaultKind, int] = field(default_factory=dict)
    ms_p50: float = 0.0
    ms_p95: float = 0.0


def summary(rows: Sequence[Scored], *, seed: int = SEED, resamples: int = RESAMPLES) -> Summary:
    """Counts up; the same rows and seed always give the same interval. Raises ValueError without rows."""
    if not rows:
        raise ValueError("nothing to sum up: give at least one scored answer")
    right = [row.right for row in rows]
    unanswerable = [row.outcome in row.question["outcome"] for row in rows if must_refuse(row.question)]
    refused = [row.outcome == "refused" for row in rows if answerable(row.question)]
    p50, p95 = np.quantile([row.ms for row in rows], [0.5, 0.95])
    return Summary(
        count=len(rows),
        accuracy=_share(right),
        interval=interval(right, seed=seed, resamples=resamples),
        rejection=_share(unanswerable) if unanswerable else None,
        over_refusal=_share(refused) if refused else None,
        by_language={name: _share([row.right for row in part]) for name, part in grouped(rows, "lang").items()},
        by_category={name: _share([row.right for row in part]) for name, part in grouped(rows, "category").items()},
        kinds=dict(Counter(kind for row in rows for kind in row.kinds)),
        ms_p50=float(p50),
        ms_p95=float(p95),
    )


def grouped(rows: Sequence[Scored], key: str) -> dict[str, list[Scored]]:
    """The rows by a field of their questions, in the order of its values; no value counts as "ordinary"."""
    groups: dict[str, list[Scored]] = {}
    for row in rows:
        groups.setdefault(row.question.get(key) or "ordinary", []).append(row)
    return dict(sorted(groups.items()))


def citations(rows: Sequence[Scored]) -> CitedSummary | None:
    """How the citations bear the answers among the rows."""
    return cited_summary([row.cited for row in rows if row.cited])


def citations_written(rows: Sequence[Scored]) -> CitedSummary | None:
    """The same for the answers among the rows that show a language model's sentences."""
    return citations([row for row in rows if row.written and row.written.kept])


def writing(rows: Sequence[Scored]) -> WrittenSummary | None:
    """What a language model's part in the rows came to."""
    return written_summary([(row.written, row.ms) for row in rows if row.written])


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)
