"""The columns of a table of counts, the same in the terminal and in the report."""

from knowledge.evaluation.counting import Summary
from knowledge.evaluation.scoring import FaultKind

HEADINGS = (
    "n", "right", "rejection", "over-refusal", "wrong outcome", "missing", "forbidden", "citation", "length", "p50 ms",
    "p95 ms",
)  # fmt: skip


def cells(counted: Summary) -> tuple[str, ...]:
    """One cell a heading: shares in per cent, faults as numbers of questions, times in milliseconds."""
    return (
        str(counted.count),
        percent(counted.accuracy),
        percent(counted.rejection),
        percent(counted.over_refusal),
        *(str(counted.kinds.get(kind, 0)) for kind in FaultKind),
        f"{counted.ms_p50:.0f}",
        f"{counted.ms_p95:.0f}",
    )


def percent(share: float | None) -> str:
    """A share with one decimal, a dash where nothing was tested."""
    return "–" if share is None else f"{share:.1%}"
