"""One ingest at a time for a data directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import IngestBusy, NoPlaceForIndex


@contextmanager
def only_ingest(index_root: Path) -> Iterator[None]:
    """Hold the lock ``ingest.lock``; the system frees it when the process ends, however it ends.

    Raises IngestBusy at once when another process holds it, and NoPlaceForIndex when the folder
    cannot be made.
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
            holder = file.read().strip() or "unknown"
            raise IngestBusy(
                f"Another ingest is at work in {index_root} (process {holder}). Wait until it is done and try again."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
