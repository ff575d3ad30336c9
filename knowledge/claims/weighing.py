"""How much all that speaks against a claim weighs together.

A logistic regression whose weights cannot be negative: no signal may ever speak for a claim, so a sentence gets no
better by having more against it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from knowledge.claims.signals import SIGNALS

Matrix = NDArray[np.float64]
_STEPS, _RATE = 4000, 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """``bias`` and a weight each signal, for the log-odds that a claim is unsupported; up to ``most`` it passes."""

    bias: float
    weights: tuple[float, ...]
    most: float

    def chance(self, values: Sequence[float]) -> float:
        """The chance that a claim with these signals is unsupported, 0 to 1."""
        odds = self.bias + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return float(1 / (1 + np.exp(-odds)))

    def heaviest(self, values: Sequence[float], count: int = 2) -> list[str]:
        """The names of the signals that weigh most, heaviest first."""
        shares = sorted(((w * v, n) for w, v, n in zip(self.weights, values, SIGNALS, strict=True)), reverse=True)
        return [name for share, name in shares[:count] if share > 0.3]


def fit(values: Matrix, unsupported: Matrix, counts: Matrix, ridge: float = 1.0) -> tuple[float, tuple[float, ...]]:
    """Fit bias and weights on claims (rows of signals), their labels (1 unsupported) and what each counts."""
    spread = values.std(axis=0) + 1e-9
    scaled = values / spread
    design = np.column_stack([np.ones(len(scaled)), scaled])
    beta = np.zeros(design.shape[1])
    penalty = np.array([0.0, *[ridge] * scaled.shape[1]])
    size = np.linalg.norm(design * np.sqrt(counts)[:, None], 2) ** 2 / 4 + ridge
    before, momentum = beta.copy(), beta.copy()
    for step in range(1, _STEPS):
        p = 1 / (1 + np.exp(-design @ momentum))
        gradient = design.T @ (counts * (p - unsupported)) + penalty * momentum
        beta = momentum - gradient / size
        beta[1:] = np.maximum(beta[1:], 0.0)
        momentum = beta + (step - 1) / (step + 2) * (beta - before)
        before = beta
    weights = beta[1:] / spread
    return float(beta[0]), tuple(float(w) for w in weights)


@cache
def shipped() -> Weights:
    """The weights that ship with the product; where they come from stands in the file."""
    row = json.loads((files("knowledge.claims") / "thresholds.json").read_text(encoding="utf-8"))
    if tuple(row["signals"]) != SIGNALS:
        raise ValueError("knowledge/claims/thresholds.json holds other signals; run python -m knowledge.claims.fitting")
    return Weights(row["bias"], tuple(row["weights"]), row["most"])
