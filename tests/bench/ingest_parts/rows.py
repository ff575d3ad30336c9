"""What was measured, as rows of a Markdown table."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.report import IngestReport


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``limit`` is what was asked for, ``kept`` False where that is not reached."""

    what: str
    found: str
    limit: str = ""
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Timed:
    """A run of ingest and the seconds that whoever called it waited."""

    report: IngestReport
    seconds: float


def timed(run: Callable[[], IngestReport]) -> Timed:
    """Run ingest and look at the clock."""
    began = time.perf_counter()
    return Timed(run(), time.perf_counter() - began)


def median(values: Iterable[float]) -> float:
    """The median of some values."""
    return statistics.median(values)


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file of an index; its lock is none, every run holds it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "ingest.lock")
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def machine() -> str:
    """When and where, in one line."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    load = f"{os.getloadavg()[0]:.1f}"
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{when}; {model}, {os.cpu_count()} processors; {platform.system()}; load {load}"


def markdown(rows: Sequence[Row]) -> str:
    """The table; what is not reached is marked."""
    lines = ["| | measured | asked for |", "| --- | --- | --- |"]
    lines += [f"| {r.what} | {r.found} | {r.limit}{'' if r.kept else ' **missed**'} |" for r in rows]
    return "\n".join(lines)
