"""How long it takes to open a generation, and how much memory, as seen by a new process.

Run by hand, with nothing else at work on the machine::

    python tests/bench/opening.py DATA_DIR                  # DATA_DIR holds an index of the shipped sources
    python tests/bench/opening.py DATA_DIR --chunks 100000  # a made-up generation around it: some minutes

Prints the median seconds of opening, and of the reading that the first question of a conversation needs, and the peak
memory in MB. Exit status 1 when either takes more than three seconds.
"""

# ruff: noqa: T201 - a program prints

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.generations import Generations  # noqa: E402 - found by the line above, whatever is installed
from knowledge.index import open_current, write_index  # noqa: E402
from tests.bench.many_chunks import grown  # noqa: E402

TURNS = 5
MOST_SECONDS = 3.0
KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes on macOS, KiB on Linux

# Opens, then asks for the names that only conversations need; the model is loaded before.
OPEN = """
import resource, sys, time
from pathlib import Path
from knowledge.engines import load_engine
from knowledge.index import open_current
from knowledge.names import Names
from knowledge.service import assemble
engine = load_engine()
started = time.perf_counter()
index = open_current(Path(sys.argv[1]))
assemble(index, engine)
opened = time.perf_counter()
Names(index.chunks).in_order("Hvem leder Nemonoor?")
print(opened - started, time.perf_counter() - opened, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def written(data_dir: Path, chunks: int, folder: Path) -> Path:
    """A data directory in ``folder`` with a live generation of so many chunks around the one in ``data_dir``."""
    index, generations = grown(open_current(data_dir), chunks), Generations(folder)
    manifest = replace(index.manifest, name=generations.new_name(), chunk_hashes={})
    write_index(
        generations.create(manifest.name), manifest, chunks=index.chunks, vectors=index.vectors,
        courses=index.courses, contacts=index.contacts, known=index.known,
    )  # fmt: skip
    generations.seal(manifest.name)
    generations.publish(manifest.name)
    return folder


def measure(data_dir: Path) -> tuple[float, float, float]:
    """Medians of the seconds of opening and of the first conversation's reading, and of the peak memory in MB."""
    runs = []
    for _ in range(TURNS):
        done = subprocess.run(
            [sys.executable, "-c", OPEN, str(data_dir)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        runs.append([float(value) for value in done.stdout.split()])
    opening, talking, memory = (statistics.median(values) for values in zip(*runs, strict=True))
    return opening, talking, memory * KIB_PER_UNIT / 1024


def main(arguments: Sequence[str]) -> int:
    """Write what is asked for, measure, print, judge; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path, metavar="DATA_DIR")
    parser.add_argument("--chunks", type=int, help="open a generation of this many chunks")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = options.data_dir.resolve()
        opening, talking, memory = measure(
            written(data_dir, options.chunks, Path(folder)) if options.chunks else data_dir
        )
    print(f"opening {opening:.2f} s, first conversation {talking:.2f} s more, {memory:.0f} MB")
    return int(max(opening, talking) > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
