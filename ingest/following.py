"""A run as it goes: a bar with rate and remaining time in a terminal, a line now and then in a log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar

from ingest.progress import Progress, Step
from ingest.showing import duration

Clock = Callable[[], float]

DOING: dict[Step, str] = {
    "collect": "Collecting the sources",
    "read": "Reading the sources",
    "chunk": "Cutting passages",
    "compare": "Comparing with the live index",
    "embed": "Embedding passages",
    "questions": "Embedding known questions",
    "check": "Writing and checking the new index",
    "publish": "Publishing the new index",
}
_UNITS: dict[Step, str] = {"embed": "chunks", "questions": "questions"}

# A log gets a line so often, in seconds: enough to see that a long run is alive.
LOG_EVERY = 10.0


@dataclass(slots=True)
class Pace:
    """How fast a step goes, measured from its first report; ``clock`` counts seconds."""

    clock: Clock
    step: Step | None = None
    since: float = 0.0
    begun_at: int = 0

    def told(self, step: Step, done: int, total: int) -> str:
        """As a person reads it: ``320/5000 · 64 chunks/s · 73 s left``; empty for a step of one piece."""
        now = self.clock()
        if step != self.step or done < self.begun_at:
            self.step, self.since, self.begun_at = step, now, done
        if total <= 1:
            return ""
        passed, more = now - self.since, done - self.begun_at
        parts = [f"{done}/{total}"]
        if passed > 0 and more > 0:
            rate = more / passed
            shown = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"
            parts += [f"{shown} {_UNITS.get(step, 'pieces')}/s"]
            parts += [f"{duration((total - done) / rate)} left"] if done < total else []
        return " · ".join(parts)


@contextmanager
def bar(console: Console, *, clock: Clock = monotonic) -> Iterator[Progress]:
    """Follow the steps of a run; ``clock`` counts seconds."""
    if not console.is_terminal:
        yield _log(console, clock)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    pace = Pace(clock)
    with Bar(*columns, console=console, transient=True) as shown:
        task = shown.add_task("", total=None, told="")

        def follow(step: Step, done: int, total: int) -> None:
            whole = total if total > 1 else None
            shown.update(task, description=DOING[step], completed=done, total=whole, told=pace.told(step, done, total))

        yield follow


def _log(console: Console, clock: Clock) -> Progress:
    """Where nobody watches, moving lines would only fill the log: one line every ``LOG_EVERY`` seconds."""
    pace = Pace(clock)
    last = clock()

    def follow(step: Step, done: int, total: int) -> None:
        nonlocal last
        told, now = pace.told(step, done, total), clock()
        if now - last >= LOG_EVERY:
            last = now
            console.print(f"{DOING[step]}{': ' if told else ''}{told}", markup=False, highlight=False, soft_wrap=True)

    return follow
