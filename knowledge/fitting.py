"""Fit the thresholds of :mod:`knowledge.judging`: ``python -m knowledge.fitting QUESTIONS.jsonl``.

Reads questions with their acceptable outcomes (``tests/evaluation/questions.jsonl``), takes those of the
split ``fit`` whose outcome is settled, and writes ``thresholds.json`` beside this module. The floors let
:data:`KEEP` of each language's answerable questions through; what that costs is printed for both splits.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.judging import Evidence, Thresholds, Verdict, judge
from knowledge.models import Language, Question, Turn
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings

KEEP = 0.965
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
_RIDGE = 0.5
# Refusable questions are few; this weight lets them count a third of the answerable ones.
_BALANCE = 0.35

Vector = NDArray[np.float64]
Row = tuple[Evidence, int, Language]  # signals, 1 for answerable, language


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    rows = [json.loads(line) for line in parser.parse_args().questions.read_text("utf-8").splitlines()]
    knowledge = Knowledge(KnowledgeSettings())
    settled = [(row, label) for row in rows if (label := _label(row)) is not None]
    evidence = [(row, label, knowledge.weigh_now(_question(row))) for row, label in settled]
    fit = [(e, label, row["lang"]) for row, label, e in evidence if e and row["split"] == "fit"]
    test = [(e, label, row["lang"]) for row, label, e in evidence if e and row["split"] != "fit"]
    thresholds = _fit(fit)
    for name, part in (("fit", fit), ("test", test)):
        print(name, *(f"{key} {value:.3f}" for key, value in _rates(part, thresholds).items()))  # noqa: T201
    _write(thresholds, len(fit))


def _label(row: dict[str, Any]) -> int | None:
    if "refused" not in row["outcome"]:
        return 1
    return None if "answered" in row["outcome"] else 0


def _question(row: dict[str, Any]) -> Question:
    return Question(row["question"], tuple(Turn(t["role"], t["text"]) for t in row.get("history") or []))


def _fit(rows: Sequence[Row]) -> Thresholds:
    """Ridge logistic regression by Newton's method, on standardised signals."""
    signals = np.array([e.values() for e, _, _ in rows])
    labels = np.array([label for _, label, _ in rows], dtype=float)
    mean, spread = signals.mean(axis=0), signals.std(axis=0)
    design = np.column_stack([np.ones(len(rows)), (signals - mean) / spread])
    weight = np.where(labels == 1, 1.0, _BALANCE * labels.sum() / (1 - labels).sum())
    penalty = np.array([0.0, *[_RIDGE] * signals.shape[1]])
    beta = np.zeros(design.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (weight * (p - labels)) + penalty * beta
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(penalty + 1e-9)
        beta -= np.linalg.solve(hessian, gradient)
    scaled = beta[1:] / spread
    found = Thresholds(float(beta[0] - (scaled * mean).sum()), tuple(map(float, scaled)), {})
    return replace(found, floors={language: _floor(found, rows, language) for language in LANGUAGES})


def _floor(found: Thresholds, rows: Sequence[Row], language: Language) -> float:
    """What lets :data:`KEEP` of a language's answerable questions through: scores don't carry over between them."""
    answerable = [found.probability(e) for e, label, spoken in rows if label and spoken == language]
    return float(np.quantile(answerable, 1 - KEEP))


def _rates(rows: Sequence[Row], thresholds: Thresholds) -> dict[str, float]:
    passed = [(judge(e, language, thresholds) is Verdict.ANSWER, label) for e, label, language in rows]
    return {
        "answered when answerable": float(np.mean([ok for ok, label in passed if label])),
        "refused when not": float(np.mean([not ok for ok, label in passed if not label])),
    }


def _write(thresholds: Thresholds, count: int) -> None:
    row = {
        "fitted": datetime.now(UTC).date().isoformat(),
        "data": f"{count} questions of tests/evaluation/questions.jsonl, split fit, bundled embeddings",
        "signals": ["score", "cosine", "margin", "covered", "unheard"],
        "bias": round(thresholds.bias, 4),
        "weights": [round(weight, 4) for weight in thresholds.weights],
        "floors": {language: round(floor, 4) for language, floor in thresholds.floors.items()},
    }
    path = Path(__file__).with_name("thresholds.json")
    path.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
