"""What a watch tells: a line for each run."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.front_door import BUSY, as_json, failure_of, note, print_json, to_stderr
from bot.ingest_options import Asked

if TYPE_CHECKING:
    from ingest.report import IngestReport


class Diary:
    """Tells how the runs of a watch end, a line each; that another run is still at work is told once."""

    def __init__(self, asked: Asked, now: Callable[[], datetime] = datetime.now) -> None:
        self._asked = asked
        self._now = now
        self._busy: str | None = None

    def done(self, report: "IngestReport") -> None:
        """A run ended well."""
        from ingest.telling import line_of

        self._busy = None
        if self._asked.json:
            print_json(report.to_json())
        else:
            self.note(line_of(report))

    def failed(self, error: Exception) -> None:
        """A run failed."""
        failure = failure_of(error)
        if failure.code == BUSY and failure.text == self._busy:
            return
        self._busy = failure.text if failure.code == BUSY else None
        if self._asked.json:
            as_json(failure)
        else:
            to_stderr(replace(failure, text=f"{self._time()} {failure.text}"))

    def note(self, text: str) -> None:
        """Say a line, unless nothing but failures is to be told."""
        if not (self._asked.quiet or self._asked.json):
            note(f"{self._time()} {text}")

    def _time(self) -> str:
        return self._now().strftime("%H:%M:%S")
