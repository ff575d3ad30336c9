"""Shares, groups and intervals of made-up answers."""

import pytest

from knowledge.evaluation.chance import interval
from knowledge.evaluation.columns import HEADINGS, cells
from knowledge.evaluation.counting import grouped, summary
from tests.knowledge.evaluation.made_up import scored


def test_kinds_of_faults_and_times_are_counted() -> None:
    rows = [scored(f"q{n}", right=n > 2, ms=float(n)) for n in range(101)]
    counted = summary(rows)
    assert (counted.count, counted.kinds) == (101, {"missing": 3})
    assert (counted.ms_p50, counted.ms_p95) == (50.0, 95.0)


def test_rows_without_a_value_are_ordinary() -> None:
    """A question of no special kind has null there."""
    rows = [scored("a"), scored("b", kind="abuse"), scored("c")]
    groups = grouped(rows, "kind")
    assert {name: [row.question["id"] for row in part] for name, part in groups.items()} == {
        "abuse": ["b"],
        "ordinary": ["a", "c"],
    }


def test_a_table_has_a_cell_for_every_heading() -> None:
    """What nothing tests shows as a dash."""
    row = dict(zip(HEADINGS, cells(summary([scored("a", ms=7.0), scored("b", right=False, ms=7.0)])), strict=True))
    assert row == {
        "n": "2", "right": "50.0%", "rejection": "–", "over-refusal": "0.0%", "wrong outcome": "0", "missing": "1",
        "forbidden": "0", "citation": "0", "length": "0", "p50 ms": "7", "p95 ms": "7",
    }  # fmt: skip


def test_an_interval_is_as_wide_as_theory_says() -> None:
    """For 80 right of 100 the normal approximation gives 0.8 ± 1.96 · 0.04."""
    low, high = interval([1.0] * 80 + [0.0] * 20)
    assert low == pytest.approx(0.722, abs=0.015)
    assert high == pytest.approx(0.878, abs=0.015)


def test_what_never_varies_has_no_width() -> None:
    assert interval([1.0] * 5) == (1.0, 1.0)


def test_another_seed_gives_almost_the_same_interval() -> None:
    values = [1.0, 0.0, 0.0] * 50
    assert interval(values, seed=1) == interval(values, seed=1)
    assert interval(values, seed=1) == pytest.approx(interval(values, seed=2), abs=0.02)


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        interval([])
