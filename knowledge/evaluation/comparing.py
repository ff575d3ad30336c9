"""Two runs side by side: what turned right, what turned wrong, and whether the difference is more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.evaluation.chance import interval
from knowledge.evaluation.counting import Scored
from knowledge.evaluation.runs import Run


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since an earlier run, over the ``common`` questions of both.

    ``difference`` is the accuracy's change (0.01: one point better) with its paired bootstrap 95 % ``interval``.
    ``only_now`` and ``only_before`` count the questions that just one of the runs has.
    """

    common: int
    turned_right: tuple[Scored, ...]
    turned_wrong: tuple[Scored, ...]
    difference: float
    interval: tuple[float, float]
    only_now: int
    only_before: int


def compare(rows: Sequence[Scored], earlier: Run) -> Comparison:
    """Compare by the questions' ids. Raises ValueError when the runs have no question in common."""
    before = {question.id: question.right for question in earlier.questions}
    common = [row for row in rows if row.question["id"] in before]
    if not common:
        raise ValueError("nothing to compare: the runs have no question in common")
    changes = [float(row.right) - float(before[row.question["id"]]) for row in common]
    return Comparison(
        common=len(common),
        turned_right=tuple(row for row, change in zip(common, changes, strict=True) if change > 0),
        turned_wrong=tuple(row for row, change in zip(common, changes, strict=True) if change < 0),
        difference=sum(changes) / len(changes),
        interval=interval(changes),
        only_now=len(rows) - len(common),
        only_before=len(before) - len(common),
    )
