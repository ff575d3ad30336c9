"""What can go wrong while the index is built; each message tells the maintainer what to do.

IngestError
├── SourceError       one thing is wrong in one place of one source
├── SourcesRejected   all the SourceErrors of a run, told together
├── IngestBusy        another ingest holds the lock
├── NoPlaceForIndex   the index folder cannot be made or written
└── CheckFailed       a new generation did not pass its checks; the old one stays live
"""

from collections.abc import Sequence
from pathlib import Path

from ingest.showing import printable


class IngestError(Exception):
    """Base of this room's errors; ``str(error)`` is made for the maintainer."""


class SourceError(IngestError):
    """One wrong thing: ``line`` counts from 1, or is None when the whole file is meant."""

    def __init__(self, file: Path | str, line: int | None, field: str, expected: str, got: str) -> None:
        self.file = file
        self.line = line
        self.field = field
        self.expected = expected
        self.got = got
        place = printable(str(file))
        where = f"{place}, line {line}" if line is not None else place
        super().__init__(f"{where}: {field}: expected {expected}, got {got}.")


class SourcesRejected(IngestError):
    """Everything that is wrong with the sources, so that one run is enough to see it."""

    def __init__(self, errors: Sequence[SourceError]) -> None:
        self.errors = tuple(errors)
        count = len(self.errors)
        head = "1 error in the sources:" if count == 1 else f"{count} errors in the sources:"
        super().__init__("\n".join([head, *(str(error) for error in self.errors)]))


class IngestBusy(IngestError):
    """Two ingests at once would prune each other's work."""


class NoPlaceForIndex(IngestError):
    """DATA_DIR is a file, or a folder that is not ours to write."""


class CheckFailed(IngestError):
    """Why a new generation is not fit to answer; what was live before still is.

    ``kept`` is where it lies for inspection, once it was put there.
    """

    def __init__(self, reason: str, kept: Path | None = None) -> None:
        self.reason = reason
        self.kept = kept
        where = f" It lies in {kept} for inspection." if kept else ""
        super().__init__(f"The new index was rejected, the one before stays in use: {reason}.{where}")
