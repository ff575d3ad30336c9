"""One ingest at a time for a data directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import IngestBusy, NoPlaceForIndex


@contextmanager
def only_ingest(index_root: Path) -> Iterator[None]:
    """Hold the lock ``ingest.lock``; the system frees it when the process ends, however it ends.

    Raises IngestBusy at once when another process holds it, with its number and since when, and NoPlaceForIndex when
    the folder cannot be made.
    """
    try:
        index_root.mkdir(parents=True, exist_ok=True)
        lock = (index_root / "ingest.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise NoPlaceForIndex(
            f"The index cannot be written to {index_root} ({error.strerror}). Set DATA_DIR to a folder of yours."
        ) from error
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise IngestBusy(
                f"Another ingest is at work in {index_root} ({_holder(file.read())}). "
                "Wait until it is done and try again."
            ) from error
        with suppress(OSError):  # on a full disk the lock holds all the same, though its holder is not told
            file.truncate(0)
            file.write(f"{os.getpid()} {datetime.now(UTC).isoformat(timespec='seconds')}\n")
            file.flush()
        yield


def _holder(written: str) -> str:
    """What the holder wrote of itself, in words; it may not have come that far yet."""
    process, _, since = written.strip().partition(" ")
    try:
        started = datetime.fromisoformat(since).astimezone()
    except ValueError:
        return f"process {process or 'unknown'}"
    return f"process {process}, since {started:%Y-%m-%d %H:%M:%S %Z}"
