"""What a run would cost: time for the texts to embed, by the rate of runs that are over."""

from pathlib import Path

from ingest.report_page import read_report
from knowledge.generations import Generations

# Chunks of 50 words a second, as the bundled engine makes them on two busy cores; until a run has shown its own.
RATE = 5.0

# A run that embedded fewer spent its time elsewhere, and its rate says nothing.
_ENOUGH = 50


def seconds_for(texts: int, data_dir: Path) -> float:
    """How many seconds a run would take that embeds so many texts, as far as earlier runs tell."""
    return texts / _rate(data_dir)


def _rate(data_dir: Path) -> float:
    """Chunks a second in the newest run that embedded enough of them to tell."""
    generations = Generations(data_dir)
    for name in reversed(generations.names()):
        report = read_report(generations.root / "generations" / name)
        embedded, seconds = report.get("embedded"), report.get("seconds")
        if isinstance(embedded, int) and isinstance(seconds, int | float) and embedded >= _ENOUGH and seconds > 0:
            return embedded / seconds
    return RATE
