"""What a floor for the probability lets through, counted by hand."""

import pytest

from knowledge.evaluation.refusing import curve, point_at, weighed
from tests.knowledge.evaluation.made_up import scored

ROWS = [
    scored("a", probability=0.9),
    scored("b", probability=0.8),
    scored("c", probability=0.7, kind="not_in_sources"),
    scored("d", probability=0.2),
]


def test_only_searched_questions_with_a_settled_label_count() -> None:
    """Small talk has no probability, and where both outcomes are right there is nothing to learn."""
    either = scored("e", probability=0.5)
    either = type(either)({**either.question, "outcome": ["answered", "refused"]}, "answered", (), probability=0.5)
    assert weighed([scored("hei"), either, ROWS[0]]) == [(0.9, True)]


def test_a_floor_has_a_coverage_and_a_precision() -> None:
    """Above 0.65 lie two of three answerable questions, and one that is not answerable."""
    pairs = [(0.9, True), (0.8, True), (0.7, False), (0.2, True)]
    point = point_at(pairs, 0.65)
    assert point is not None
    assert point.coverage == pytest.approx(2 / 3)
    assert point.precision == pytest.approx(2 / 3)
    assert point_at(pairs, 0.95) is None
    assert point_at([(0.5, False)], 0.1) is None


def test_a_curve_has_a_point_for_every_floor_the_strictest_first() -> None:
    points = curve(ROWS)
    assert [point.floor for point in points] == [0.9, 0.8, 0.7, 0.2]
    assert [point.coverage for point in points] == [0.25, 0.5, 0.75, 1.0]
    assert curve([]) == []
