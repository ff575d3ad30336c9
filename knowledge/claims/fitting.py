"""Fit the weights of the check: ``python -m knowledge.claims.fitting FILE... [--only odd] [--today YYYY-MM-DD]``.

Reads labelled sentences (lines as ``brobygger verify`` reads them) and fits how much each signal weighs, on those whose
hard facts all stand: the others are refused whatever they weigh. Writes ``thresholds.json`` beside this module. What it
prints comes from ten folds by passage or record: each sentence is judged by weights that were fitted without anything
about the same fact.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from knowledge.claims.lexicon import thin
from knowledge.claims.reading import ClaimRow, read_claims
from knowledge.claims.signals import SIGNALS
from knowledge.claims.tokens import tokenise
from knowledge.claims.verifier import Verifier
from knowledge.claims.weighing import Weights, fit
from knowledge.engines import load_engine

FOLDS = 10
# Of the supported sentences, this share may be dropped in the folds.
DROPPED = 0.045
# Each sentence is looked at with all lists of like words, and with two shares of them forgotten: those at hand
# while the lists were written found their words there, and others will not.
_THINNED = ((0.0, 0), (0.15, 1), (0.15, 2))
# What a sentence counts: those of kinds that hard facts decide anyway count little.
_COUNTS = defaultdict(
    lambda: 0.5,
    {"on_topic_invention": 2.0, "overclaim": 2.0, "wrong_citation": 2.0, "time": 1.5, "negation": 1.3,
     "swapped_subject": 1.3, "off_topic_invention": 1.0},
)  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """A labelled sentence with what was seen in it."""

    row: ClaimRow
    hard: bool
    values: tuple[float, ...]

    @property
    def group(self) -> int:
        """The fold of the fact that it is about."""
        ids = [p.id for p in self.row.passages] + [
            str(r.get("id") or r.get("course_code") or r.get("title_no")) for r in self.row.records
        ]
        return sum(map(ord, min(ids))) % FOLDS


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument(
        "--only",
        choices=("odd",),
        help="leave out the lines with an even number in their id, where ids have a prefix of two letters",
    )
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(UTC).date())
    options = parser.parse_args()
    rows = [row for file in options.files for row in read_claims(file) if row.supported is not None]
    if options.only:
        rows = [row for row in rows if row.id[1:2] == "-" or int(row.id.rsplit("-", 1)[-1]) % 2]
    verifier = Verifier(load_engine(), weights=Weights(0.0, (0.0,) * len(SIGNALS), 0.5))
    looked = [one for share, turn in _THINNED for one in _all(verifier, rows, options.today, share, turn)]
    crossed = _crossed(looked)
    most = float(np.quantile([c for one, c in zip(looked, crossed, strict=True) if one.row.supported], 1 - DROPPED))
    print(table(looked, crossed, most))  # noqa: T201 - a program prints
    bias, weights = _fitted(looked)
    _write(bias, weights, most, [file.name for file in options.files], looked, options.only)


def _all(verifier: Verifier, rows: Sequence[ClaimRow], today: date, share: float, turn: int) -> list[Looked]:
    thin(share, turn)
    tokenise.cache_clear()
    try:
        return [_look(verifier, row, today) for row in rows]
    finally:
        thin(0.0)
        tokenise.cache_clear()


def _look(verifier: Verifier, row: ClaimRow, today: date) -> Looked:
    hard, _, signals = verifier.look(row.claim(), today=today)
    return Looked(row, bool(hard), signals.values)


def _fitted(looked: Sequence[Looked]) -> tuple[float, tuple[float, ...]]:
    soft = [one for one in looked if not one.hard]
    counts = [1.0 if one.row.supported else _COUNTS[one.row.kind] for one in soft]
    labels = [0.0 if one.row.supported else 1.0 for one in soft]
    return fit(np.array([one.values for one in soft]), np.array(labels), np.array(counts))


def _crossed(looked: Sequence[Looked]) -> list[float]:
    """Each sentence's chance by weights that were fitted on other facts; 1 where a hard fact is missing."""
    chances = [0.0] * len(looked)
    for fold in range(FOLDS):
        found = Weights(*_fitted([one for one in looked if one.group != fold]), 0.5)
        for i, one in enumerate(looked):
            if one.group == fold:
                chances[i] = 1.0 if one.hard else found.chance(one.values)
    return chances


def table(looked: Sequence[Looked], chances: Sequence[float], most: float) -> str:
    """How many sentences of each kind pass."""
    counts: dict[tuple[bool, str], list[int]] = defaultdict(lambda: [0, 0])
    for one, chance in zip(looked, chances, strict=True):
        counted = counts[bool(one.row.supported), one.row.kind]
        counted[0] += chance < most
        counted[1] += 1
    lines = [
        f"{kind:22} {'true ' if true else 'false'} passed {n:3}/{total:<3}"
        for (true, kind), (n, total) in sorted(counts.items())
    ]
    return "\n".join([f"threshold {most:.3f}", *lines])


def _write(
    bias: float,
    weights: Sequence[float],
    most: float,
    files: Sequence[str],
    looked: Sequence[Looked],
    only: str | None = None,
) -> None:
    row = {
        "fitted": datetime.now(UTC).date().isoformat(),
        "data": f"{len(looked) // len(_THINNED)} sentences of {', '.join(files)}, each looked at {len(_THINNED)} times"
        + (f"; of numbered files the {only} lines" if only else ""),
        "signals": list(SIGNALS),
        "bias": round(bias, 4),
        "weights": [round(weight, 4) for weight in weights],
        "most": round(most, 4),
    }
    path = Path(__file__).with_name("thresholds.json")
    path.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
