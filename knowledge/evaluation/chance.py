"""How far chance reaches: bootstrap 95 % intervals, repeatable by their seed.

Every question is drawn anew with replacement. For a mean over few distinct values that is the same as drawing the
counts of those values from a multinomial, which is what happens here.
"""

from collections.abc import Sequence

import numpy as np

SEED = 2026
RESAMPLES = 2000


def interval(values: Sequence[float], *, seed: int = SEED, resamples: int = RESAMPLES) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of the mean. Raises ValueError without values."""
    if not values:
        raise ValueError("nothing to draw from: give at least one value")
    kinds, counts = np.unique(np.asarray(values, dtype=np.float64), return_counts=True)
    total = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(total, counts / total, size=resamples)
    low, high = np.quantile(drawn @ kinds / total, [0.025, 0.975])
    return float(low), float(high)
