"""Ingest beside LangChain's ``index()``: seconds, whether the result is right, and what a killed run leaves.

Run by ``ingest_runs.py``. The run that is killed is a process of its own::

    python tests/bench/ingest_parts/beside_langchain.py FOLDER ours|langchain PASSAGES SURVIVES
"""

# ruff: noqa: T201 - a program prints

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.e5_graph.cached import GraphCache  # noqa: E402 - found by the line above, whatever is installed
from knowledge.engines import NamedEmbeddings  # noqa: E402
from tests.bench.ingest_parts.langchain_rows import (  # noqa: E402
    Contestant,
    LangChain,
    Ours,
    deferred,
    documents_of,
    seconds,
    steps,
    wrong,
)
from tests.bench.ingest_parts.made_sources import MadeSources  # noqa: E402
from tests.bench.ingest_parts.made_vectors import MadeVectors  # noqa: E402
from tests.bench.ingest_parts.rows import Row, median  # noqa: E402
from tests.bench.ingest_parts.throughput import with_graph  # noqa: E402

NAMES = {"ours": "`brobygger ingest`", "langchain": "LangChain `index()`"}
KILLED = 400


def measure(folder: Path, passages: int, turns: int) -> Iterator[Row]:
    """The rows; a wrong result of ours is a limit that is broken."""
    sources = MadeSources(folder / "sources").write(passages)
    graph = GraphCache.under(folder).prepare()()
    contestants: dict[str, Contestant] = {
        "ours": Ours(with_graph(folder, folder / "ours"), sources, deferred(), many=1),
        "langchain": LangChain(folder / "langchain", lambda: documents_of(sources), graph),
    }
    took: dict[tuple[str, str], list[float]] = defaultdict(list)
    faults: dict[tuple[str, str], str] = {}
    for step, gone, new in steps(sources, passages, turns):
        expected = [document.page_content for document in documents_of(sources)]
        for key, contestant in contestants.items():
            took[key, step].append(seconds(contestant))
            if fault := wrong(contestant, expected, gone, new):
                faults.setdefault((key, step), fault)
    for step in dict.fromkeys(step for _, step in took):
        told = [
            f"{NAMES[key]} {median(took[key, step]):.2f} s, {faults.get((key, step), 'right')}" for key in contestants
        ]
        yield Row(f"{passages:,} passages, {step}", "; ".join(told), "right", ("ours", step) not in faults)
    yield from killed(folder / "killed", KILLED)


def killed(folder: Path, passages: int) -> Iterator[Row]:
    """Kill both half-way through changing every passage: what is found then, and whether the next run is right."""
    told, next_runs, kept = [], [], True
    for key, name in NAMES.items():
        own = folder / key
        sources = MadeSources(own / "sources").write(passages)
        old = {document.page_content for document in documents_of(sources)}
        _contestant(key, own, passages, MadeVectors()).update()
        sources.write(passages, version=1)
        expected = [document.page_content for document in documents_of(sources)]
        subprocess.run([sys.executable, __file__, str(own), key, str(passages), str(passages // 2)], check=False)
        after = _contestant(key, own, passages, MadeVectors())
        texts = after.texts()
        stays, new = sum(text in old for text in texts), sum(text not in old for text in texts)
        after.update()
        fault = wrong(after, expected, None, expected[0])
        told.append(f"{name} {stays} old and {new} new")
        next_runs.append(f"{name} {fault or 'right'}")
        kept &= key != "ours" or (stays == passages and new == 0 and fault is None)
    yield Row(
        f"killed half-way through changing {passages} passages: what is found then",
        "; ".join(told),
        "all old",
        kept,
    )
    yield Row("the run after that", "; ".join(next_runs), "right", kept)


def _contestant(key: str, own: Path, passages: int, engine: NamedEmbeddings) -> Contestant:
    sources = MadeSources(own / "sources")
    if key == "ours":
        return Ours(own / "data", sources, engine, many=1)
    return LangChain(own / "data", lambda: documents_of(sources), engine)


def main(arguments: Sequence[str]) -> int:
    """Run one of the two until it is killed; returns the exit status, if there is one."""
    folder, key, passages, survives = arguments
    _contestant(key, Path(folder), int(passages), MadeVectors(survives=int(survives))).update()
    print("it was not killed", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
