"""What other refusal thresholds would let through, from the probabilities of :mod:`knowledge.judging`."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.evaluation.counting import Scored
from knowledge.evaluation.questions import answerable


@dataclass(frozen=True, slots=True)
class Point:
    """One floor: the share of answerable questions it lets through, and of those let through that are answerable."""

    floor: float
    coverage: float
    precision: float


def weighed(rows: Sequence[Scored]) -> list[tuple[float, bool]]:
    """Probability and whether it is answerable, of the questions that were searched for and whose label is settled."""
    labelled = [(row.probability, answerable(row.question)) for row in rows]
    return [(chance, label) for chance, label in labelled if chance is not None and label is not None]


def curve(rows: Sequence[Scored]) -> list[Point]:
    """A point for every floor that makes a difference, the strictest first; nothing without answerable questions."""
    pairs = weighed(rows)
    floors = sorted({chance for chance, _ in pairs}, reverse=True)
    points = (point_at(pairs, floor) for floor in floors)
    return [point for point in points if point is not None]


def point_at(pairs: Sequence[tuple[float, bool]], floor: float) -> Point | None:
    """What one floor does; None when it lets nothing through or nothing is answerable."""
    through = [label for chance, label in pairs if chance >= floor]
    total = sum(label for _, label in pairs)
    if not through or not total:
        return None
    return Point(floor, coverage=sum(through) / total, precision=sum(through) / len(through))
