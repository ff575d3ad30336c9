"""Measures of one ranked list against graded relevance, as BEIR and TREC define them."""

import math
from collections.abc import Mapping, Sequence


def recall(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """The share of the relevant passages among the first ``k``."""
    return sum(passage in grades for passage in ranked[:k]) / len(grades)


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """One over the rank of the first relevant passage; 0 when none is among the first ``k``."""
    ranks = (rank for rank, passage in enumerate(ranked[:k], 1) if passage in grades)
    first = next(ranks, None)
    return 1 / first if first else 0.0


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """Discounted gain (grade / log2(rank + 1)) over the best that any order could reach."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(passage, 0) for passage in ranked[:k]]) / _gain(best[:k])


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
