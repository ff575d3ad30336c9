"""How long a first question takes, and how much memory, beside LangChain's default.

Run by hand, with nothing else at work on the machine::

    python tests/bench/cold_ask.py            # both indexes are made in a temporary folder first: some minutes
    python tests/bench/cold_ask.py DATA_DIR   # over an index of ours that is there

Two programs are started in turns, seven times each after one warm-up: ``brobygger ask "Hvem leder Nemonoor?"`` and
``langchain_default.py ask``, which does one similarity search over the same sources with sentence-transformers and
Chroma (it needs ``tests/bench/requirements.txt``). Prints the medians of wall time (seconds), of the processor's time
and of peak memory (MB, the process's maximum resident set as the kernel counted it), and the ratios. Exit status 1
when ours takes more than a fifth of the time or more than a third of the memory.
"""

# ruff: noqa: T201 - a program prints

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

TURNS = 7
MOST_TIME = 1 / 5
MOST_MEMORY = 1 / 3
KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes on macOS, KiB on Linux

ROOT = Path(__file__).resolve().parent.parent.parent
QUESTION = "Hvem leder Nemonoor?"
OURS = [sys.executable, "-c", "from bot.cli import main; main()"]
THEIRS = [sys.executable, str(Path(__file__).with_name("langchain_default.py"))]


@dataclass(frozen=True)
class Cost:
    """What one run took: ``seconds`` on the wall and ``busy`` on the processor, ``megabytes`` at its peak."""

    seconds: float
    busy: float
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
    return Cost(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KIB_PER_UNIT / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each measure."""
    return Cost(*(statistics.median(values) for values in zip(*map(astuple, costs), strict=True)))


def measure(environment: dict[str, str], folder: str) -> tuple[Cost, Cost]:
    """Medians of ours and theirs, run in turns, so that a slow spell of the machine meets both."""
    ours, theirs = [], []
    for turn in range(TURNS + 1):
        mine = run([*OURS, "ask", QUESTION], environment, folder)
        other = run([*THEIRS, "ask", folder, QUESTION], environment, folder)
        if turn:  # the first one warms the disk's cache
            ours.append(mine)
            theirs.append(other)
    return median(ours), median(theirs)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, judge; returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = str(Path(arguments[0]).resolve()) if arguments else folder
        own = {"DATA_DIR": data_dir, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"}
        environment = {**os.environ, **own}
        run([*OURS, "ask", "Hei"], environment, folder)  # builds a missing index
        run([*THEIRS, "index", folder], environment, folder)
        ours, theirs = measure(environment, folder)
    ratio = Cost(*(mine / other for mine, other in zip(astuple(ours), astuple(theirs), strict=True)))
    print(f"{'median of ' + str(TURNS):<24} {'seconds':>8} {'busy':>8} {'MB':>8}")
    for name, cost in (("brobygger ask", ours), ("LangChain's default", theirs)):
        print(f"{name:<24} {cost.seconds:>8.2f} {cost.busy:>8.2f} {cost.megabytes:>8.0f}")
    print(f"{'ratio':<24} {ratio.seconds:>8.2f} {ratio.busy:>8.2f} {ratio.megabytes:>8.2f}", end="   ")
    print(f"(at most {MOST_TIME:.2f} of the seconds, {MOST_MEMORY:.2f} of the MB)")
    return int(ratio.seconds > MOST_TIME or ratio.megabytes > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
