"""Fit the thresholds of :mod:`knowledge.judging`: ``python -m knowledge.fitting QUESTIONS.jsonl [--curve FILE.svg]``.

Reads questions with their acceptable outcomes (``tests/evaluation/questions.jsonl``) and takes those of the split
``fit`` whose outcome is settled. Questions that no source answers are few, so every answerable one is weighed a
second time without the chunks that hold its answer: what is found then is a near miss, and has to be refused. Some
other chunk may still say the same, so these count little. All of it is done once with the known questions and once
without them, for sources about which there are none, and all of that for passages that the bundled engine has embedded
and for the same from the int8 graph. Writes ``thresholds.json`` beside this module; the floors let
:data:`KEEP` of each language's answerable questions through. What that costs is printed, and drawn, from
ten folds: each question is judged by weights that were fitted without it.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.answering import Answering
from knowledge.e5_graph.cached import GraphCache
from knowledge.engines import BUNDLED, NamedEmbeddings, load_engine
from knowledge.evaluation.plots import thresholds as drawn
from knowledge.evaluation.refusing import Point, point_at
from knowledge.index import Index, open_current
from knowledge.judging import Thresholds
from knowledge.models import Chunk, Language, Question, Turn
from knowledge.service import assemble
from knowledge.settings import KnowledgeSettings
from knowledge.weighing import SIGNALS, Evidence

KEEP = 0.965
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
_RIDGE = 4.0
_FOLDS = 10
# What an example counts: unanswerable ones are few, and near misses may hold the answer after all.
_ANSWERABLE, _UNANSWERABLE, _NEAR_MISS = 1.0, 2.0, 0.3

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One weighed question: its place in the file, its signals, and whether its answer was there to be found."""

    number: int
    language: Language
    evidence: Evidence
    answerable: bool
    weight: float


def main() -> None:
    """Fit, print, draw, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--curve", type=Path, help="draw coverage against precision into this SVG file")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines()]
    fit = [row for row in rows if row["split"] == "fit"]
    settings = KnowledgeSettings()
    engine, index = load_engine(), open_current(settings.data_dir)
    rows_of = {}
    for name, same in _by_engine(index, (engine, GraphCache.under(settings.data_dir).prepare()())):
        print(f"passages embedded by {name}")  # noqa: T201 - a program prints
        rows_of[name] = _row_of(fit, same, engine, options.curve if name == BUNDLED else None)
    _write(rows_of)


def _by_engine(index: Index, engines: Iterable[NamedEmbeddings]) -> Iterator[tuple[str, Index]]:
    """The live index with its passages embedded by each engine; its questions stay the bundled one's."""
    texts = [chunk.embedded_text for chunk in index.chunks]
    for engine in engines:
        yield engine.name, replace(index, vectors=np.array(engine.embed_documents(texts), dtype=np.float32))


def _row_of(fit: Sequence[dict[str, Any]], index: Index, engine: NamedEmbeddings, curve: Path | None) -> dict[str, Any]:
    """What is written of an engine: thresholds fitted with the known questions, and without them."""
    found: dict[bool, tuple[Thresholds, list[Example]]] = {}
    for asked, searched in ((True, index), (False, replace(index, known=None))):
        answering = assemble(searched, engine)
        weighed = [example for number, row in enumerate(fit) for example in _examples(number, row, answering)]
        examples = [example for example in weighed if example.evidence.asked is asked]
        judged = _judged_by_others(examples)
        for language in LANGUAGES:
            print("asked" if asked else "unasked", language, _told(judged, language))  # noqa: T201 - a program prints
        if curve and asked:
            curve.write_text(_curve(judged), encoding="utf-8")
        found[asked] = _fit(examples), examples
    return {
        **_row(*found[True], "index with known questions"),
        "unasked": _row(*found[False], "the same index without them"),
    }


def _examples(number: int, row: dict[str, Any], answering: Answering) -> list[Example]:
    """A question as it is, and once more without what answers it."""
    if {"answered", "refused"} <= {*row["outcome"]}:
        return []
    answerable = "refused" not in row["outcome"]
    question = Question(row["question"], tuple(Turn(t["role"], t["text"]) for t in row.get("history") or []))
    weighed = [(answering.weigh(question), answerable, _ANSWERABLE if answerable else _UNANSWERABLE)]
    if answerable and (row["facts"] or row["cite"]):
        weighed.append((answering.weigh(question, keep=_without(row)), False, _NEAR_MISS))
    return [Example(number, row["lang"], e, label, weight) for e, label, weight in weighed if e]


def _without(row: dict[str, Any]) -> Callable[[Chunk], bool]:
    """Keeps the chunks that do not answer a question."""
    told = re.compile("|".join([*(rf"\b{re.escape(fact)}\b" for fact in row["facts"]), *row["cite"]]), re.IGNORECASE)
    return lambda c: not told.search(f"{c.source_id} {c.document_title} {c.provenance.url or ''} {c.id}")


def _fit(examples: Sequence[Example]) -> Thresholds:
    """Ridge logistic regression by Newton's method, on standardised signals."""
    signals = np.array([example.evidence.values() for example in examples])
    labels = np.array([example.answerable for example in examples], dtype=float)
    mean, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(examples)), (signals - mean) / spread])
    weight = np.array([example.weight for example in examples])
    penalty = np.array([0.0, *[_RIDGE] * signals.shape[1]])
    beta = np.zeros(design.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (weight * (p - labels)) + penalty * beta
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(penalty + 1e-9)
        beta -= np.linalg.solve(hessian, gradient)
    scaled = beta[1:] / spread
    found = Thresholds(float(beta[0] - (scaled * mean).sum()), tuple(map(float, scaled)), {})
    return replace(found, floors={language: _floor(found, examples, language) for language in LANGUAGES})


def _floor(found: Thresholds, examples: Sequence[Example], language: Language) -> float:
    """What lets :data:`KEEP` of a language's answerable questions through: scores don't carry over between them."""
    chances = [found.probability(e.evidence) for e in examples if e.answerable and e.language == language]
    return float(np.quantile(chances, 1 - KEEP))


def _judged_by_others(examples: Sequence[Example]) -> list[tuple[Example, float]]:
    """Each example's distance (probability) from the floor, by weights that were fitted without its question."""
    judged: list[tuple[Example, float]] = []
    for fold in range(_FOLDS):
        found = _fit([e for e in examples if e.number % _FOLDS != fold])
        mine = (e for e in examples if e.number % _FOLDS == fold)
        judged += [(e, found.probability(e.evidence) - found.floors[e.language]) for e in mine]
    return judged


def _told(judged: Sequence[tuple[Example, float]], language: Language) -> str:
    def let_through(weight: float) -> str:
        passed = [far >= 0 for e, far in judged if e.language == language and e.weight == weight]
        return f"{np.mean(passed):.3f} of {len(passed)}"

    return (
        f"answered when answerable {let_through(_ANSWERABLE)}, when not {let_through(_UNANSWERABLE)}, "
        f"when the answer was taken away {let_through(_NEAR_MISS)}"
    )


def _curve(judged: Sequence[tuple[Example, float]]) -> str:
    curves: dict[str, list[Point]] = {}
    shipped: dict[str, Point] = {}
    for language in LANGUAGES:
        pairs = [(far, e.answerable) for e, far in judged if e.language == language and e.weight != _NEAR_MISS]
        floors = sorted({far for far, _ in pairs}, reverse=True)
        curves[language] = [point for floor in floors if (point := point_at(pairs, floor))]
        if point := point_at(pairs, 0.0):
            shipped[language] = point
    return drawn("Coverage and precision of answering", curves, shipped)


def _write(rows: Mapping[str, dict[str, Any]]) -> None:
    others = {name: row for name, row in rows.items() if name != BUNDLED}
    signals = {"fitted": datetime.now(UTC).date().isoformat(), "signals": list(SIGNALS)}
    path = Path(__file__).with_name("thresholds.json")
    path.write_text(json.dumps({**signals, **rows[BUNDLED], "engines": others}, indent=1) + "\n", encoding="utf-8")


def _row(thresholds: Thresholds, examples: Sequence[Example], index: str) -> dict[str, Any]:
    real = [e for e in examples if e.weight != _NEAR_MISS]
    return {
        "data": f"{len(real)} questions of tests/evaluation/questions.jsonl ({sum(not e.answerable for e in real)} of "
        f"them unanswerable) and {len(examples) - len(real)} near misses, bundled embeddings, {index}",
        "bias": round(thresholds.bias, 4),
        "weights": [round(weight, 4) for weight in thresholds.weights],
        "floors": {language: round(floor, 4) for language, floor in thresholds.floors.items()},
    }


if __name__ == "__main__":
    main()
