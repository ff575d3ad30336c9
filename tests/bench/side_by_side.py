"""Brobygger's search beside that of well-known libraries: same passages, same questions, same vectors.

Needs a virtual environment of its own, with the project and the libraries::

    python -m venv side-by-side
    side-by-side/bin/pip install torch==2.13.0
    side-by-side/bin/pip install -e . -r tests/bench/requirements.txt

Run by hand, with nothing else at work on the machine::

    side-by-side/bin/python tests/bench/side_by_side.py                        # the shipped sources: some minutes
    side-by-side/bin/python tests/bench/side_by_side.py CORPUS QUERIES QRELS   # any data set in BEIR's form

Prints a Markdown table of nDCG@10, recall@5 and MRR@10 (means over the questions), Brobygger's lead in nDCG@10
with its 95 % interval, the milliseconds of a search and the seconds of making the index. A library that is not
installed is named as such. What is the same for all:

* Every library gets the same text, "title, empty line, text"; Brobygger puts the title before the text itself.
* Vectors come from Brobygger's bundled multilingual-e5-small with its prefixes, through each library's own
  interface; only Chroma by itself uses the model that it would choose, all-MiniLM-L6-v2 (its weights come from a
  package and run in sentence-transformers, where Chroma would download the same weights as ONNX). They are made
  once and looked up from then on, so that no time holds an embedding; what one costs is said below the table.
* Each runs with its defaults in a process of its own, with OMP_NUM_THREADS=1. A library is asked for 30 hits, from each
  half of a hybrid, and the first 10 different passages count: LangChain's splitter cuts passages that are longer
  than 1000 characters, and a part counts as its passage. Nobody else cuts a passage below 1024 tokens.
* On the shipped sources a passage counts as the fact it tells, in whichever language; only the test half of the
  questions is asked.

Brobygger's constants were chosen on the development half of NorQuAD: over that data set it plays at home.
"""

# ruff: noqa: T201 - a program prints

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.errors import BadLine  # noqa: E402 - found by the line above, whatever is installed
from tests.bench.side_by_side_libraries.contestants import CONTESTANTS, Contestant, Result  # noqa: E402
from tests.bench.side_by_side_libraries.measuring import run  # noqa: E402
from tests.bench.side_by_side_libraries.table import markdown  # noqa: E402
from tests.bench.side_by_side_libraries.task import Task, from_files, from_shipped_sources  # noqa: E402

# Nobody asks the network or tells it anything, and nobody counts on more than one processor.
ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "OMP_NUM_THREADS": "1",
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description="Brobygger's search beside that of well-known libraries.")
    made.add_argument("files", nargs="*", type=Path, metavar="FILE", help="CORPUS QUERIES QRELS; none: shipped sources")
    made.add_argument("--limit", type=int, metavar="N", help="ask only N of the questions")
    made.add_argument("--timed", type=int, default=500, metavar="N", help="time N of the questions (500)")
    made.add_argument("--only", choices=[one.key for one in CONTESTANTS], action="append", help="run only this row")
    made.add_argument("--cache", type=Path, default=ROOT / ".brobygger" / "side-by-side", help="where vectors are kept")
    made.add_argument("--data-dir", type=Path, help="a DATA_DIR with an index of the shipped sources, to save time")
    return made


def read(files: Sequence[Path], data_dir: Path | None) -> Task:
    """What to compare on. Raises BadLine, or OSError for a file that cannot be read."""
    if files:
        corpus, queries, qrels = files
        return from_files(corpus, queries, qrels)
    return from_shipped_sources(data_dir)


def measured(contestant: Contestant, task: Task, cache: Path, timed: int) -> Result:
    """Run one contestant in a fresh interpreter, so that no library meets what another one imported."""
    print(f"{contestant.name} ...", file=sys.stderr)
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            return process.submit(run, contestant, task, cache, timed).result()
    except Exception as error:  # whatever a library does, the others' rows are worth having
        traceback.print_exc()
        return Result(trouble=f"failed: {type(error).__name__}")


def main(arguments: Sequence[str]) -> int:
    """Measure one contestant after the other and print the table; returns the exit status."""
    asked = parser().parse_args(arguments)
    if len(asked.files) not in (0, 3):
        parser().error("give CORPUS, QUERIES and QRELS, or no file at all")
    os.environ.update(ENVIRONMENT)
    try:
        task = read(asked.files, asked.data_dir).limited(asked.limit)
    except (BadLine, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    chosen = [one for one in CONTESTANTS if not asked.only or one.key in asked.only]
    rows = [(one, measured(one, task, asked.cache, asked.timed)) for one in chosen]
    print(markdown(task, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
