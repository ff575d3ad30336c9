"""Measures of a ranking, computed by hand."""

import math

import pytest

from knowledge.evaluation.measures import ndcg, recall, reciprocal_rank


def test_recall_is_the_share_of_the_relevant() -> None:
    ranked = ["a", "b", "c", "d"]
    grades = {"b": 1, "d": 1, "lost": 1}
    assert [recall(ranked, grades, k) for k in (1, 2, 4)] == [0.0, pytest.approx(1 / 3), pytest.approx(2 / 3)]


def test_the_reciprocal_rank_is_that_of_the_first_relevant() -> None:
    """Further ones do not count, nor what comes after the tenth."""
    assert reciprocal_rank(["x", "b", "a"], {"a": 1, "b": 1}) == 0.5
    assert reciprocal_rank([*"0123456789", "a"], {"a": 1}) == 0.0
    assert reciprocal_rank([], {"a": 1}) == 0.0


def test_ndcg_of_one_relevant_passage_falls_with_its_rank() -> None:
    """At rank 3 the gain is 1 / log2(4), and the best possible is 1."""
    assert ndcg(["a", "x"], {"a": 1}) == 1.0
    assert ndcg(["x", "y", "a"], {"a": 1}) == 0.5
    assert ndcg(["x"], {"a": 1}) == 0.0


def test_ndcg_prefers_the_higher_grade_first() -> None:
    """Grades 1 before 3 against 3 before 1."""
    best = 3 + 1 / math.log2(3)
    assert ndcg(["b", "a"], {"a": 3, "b": 1}) == pytest.approx((1 + 3 / math.log2(3)) / best)
    assert ndcg(["a", "b"], {"a": 3, "b": 1}) == 1.0


def test_what_cannot_fit_among_the_first_ten_is_not_asked_for() -> None:
    """Twelve relevant passages, ten of them found: nothing better was possible."""
    grades = {str(n): 1 for n in range(12)}
    assert ndcg([str(n) for n in range(10)], grades) == 1.0
