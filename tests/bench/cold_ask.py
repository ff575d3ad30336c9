"""How long a first question takes, and how much memory, beside importing sentence-transformers.

Run by hand, with nothing else at work on the machine::

    python tests/bench/cold_ask.py            # the index is built in a temporary folder first: a minute or two
    python tests/bench/cold_ask.py DATA_DIR   # over an index that is there

Two programs are started in turns, seven times each after one warm-up: ``brobygger ask "Hvem leder Nemonoor?"`` and
``python -c "import sentence_transformers"``, the import that every program with a model from the hub pays for
before it has done anything. Prints the medians of wall time (seconds) and peak memory (MB, the process's maximum
resident set as the kernel counted it) and their ratios. Exit status 1 when ours takes more than half of the time
or more than 0.6 of the memory (on two x86-64 cores the ratios were 0.34 and 0.43 when this was written).
"""

# ruff: noqa: T201 - a program prints

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TURNS = 7
MOST_TIME = 0.5
MOST_MEMORY = 0.6
KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes on macOS, KiB on Linux

OURS = [sys.executable, "-c", "from bot.cli import main; main()", "ask", "Hvem leder Nemonoor?"]
THEIRS = [sys.executable, "-c", "import sentence_transformers"]


@dataclass(frozen=True)
class Cost:
    """What one run took: ``seconds`` on the wall, ``megabytes`` at its peak."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], environment: dict[str, str], folder: str) -> Cost:
    """Start a program, wait for its end, and see what it took. Raises RuntimeError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{command} failed: {said.decode(errors='replace')[-2000:]}")
    return Cost(took, usage.ru_maxrss * KIB_PER_UNIT / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each measure."""
    return Cost(statistics.median(c.seconds for c in costs), statistics.median(c.megabytes for c in costs))


def measure(environment: dict[str, str], folder: str) -> tuple[Cost, Cost]:
    """Medians of ours and theirs, run in turns, so that a slow spell of the machine meets both."""
    ours, theirs = [], []
    for turn in range(TURNS + 1):
        mine, other = run(OURS, environment, folder), run(THEIRS, environment, folder)
        if turn:  # the first one warms the disk's cache
            ours.append(mine)
            theirs.append(other)
    return median(ours), median(theirs)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, judge; returns the exit status."""
    root = Path(__file__).resolve().parent.parent.parent
    with tempfile.TemporaryDirectory() as folder:
        data_dir = str(Path(arguments[0]).resolve()) if arguments else folder
        environment = {**os.environ, "DATA_DIR": data_dir, "PYTHONPATH": str(root)}
        run([*OURS[:3], "ask", "Hei"], environment, folder)  # builds a missing index
        ours, theirs = measure(environment, folder)
    time_ratio, memory_ratio = ours.seconds / theirs.seconds, ours.megabytes / theirs.megabytes
    print(f"{'median of ' + str(TURNS):<30} {'seconds':>8} {'MB':>8}")
    print(f"{'brobygger ask':<30} {ours.seconds:>8.2f} {ours.megabytes:>8.0f}")
    print(f"{'import sentence_transformers':<30} {theirs.seconds:>8.2f} {theirs.megabytes:>8.0f}")
    print(f"{'ratio':<30} {time_ratio:>8.2f} {memory_ratio:>8.2f}   (at most {MOST_TIME} and {MOST_MEMORY})")
    return int(time_ratio > MOST_TIME or memory_ratio > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
