"""A generation with one changed passage beside one whose vectors are all known, in turns."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.ingest_parts.made_sources import MadeSources
from tests.bench.ingest_parts.rows import Row, median
from tests.bench.ingest_parts.throughput import run, with_graph

MOST_TIMES = 1.2


def measure(folder: Path, chunks: int, turns: int) -> Iterator[Row]:
    """The rows.

    All vectors are known where only the date of the sources changed: every chunk is another, none of the texts is, and
    a whole new generation is written, checked and published.
    """
    sources = MadeSources(folder / "sources").write(chunks)
    data_dir = with_graph(folder, folder / "again")
    first = run(data_dir, sources)
    yield Row(f"full ingest of {chunks:,} chunks", f"{first.seconds:.1f} s, {first.report.embedded:,} texts embedded")
    ratios, changed, known, embedded = [], [], [], set()
    for turn in range(turns):
        sources.date(f"2020-02-{turn + 1:02}")
        dated = run(data_dir, sources)
        sources.change(chunks // 2 + turn)
        edited = run(data_dir, sources)
        assert dated.report.changed
        assert dated.report.embedded == 0
        embedded.add(edited.report.embedded)
        ratios.append(edited.seconds / dated.seconds)
        known.append(dated.seconds)
        changed.append(edited.seconds)
    yield Row("a new generation whose vectors are all known (another date)", f"{median(known):.1f} s, 0 texts embedded")
    times = median(ratios)
    yield Row(
        "1 passage changed",
        f"{median(changed):.1f} s, {times:.2f} times as long, {' or '.join(map(str, embedded))} text embedded",
        f"≤ {MOST_TIMES}, exactly 1",
        times <= MOST_TIMES and embedded == {1},
    )
