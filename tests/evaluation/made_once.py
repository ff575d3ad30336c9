"""What takes long is made by one worker and read by the others."""

import fcntl
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class MadeOnce:
    """A folder that all workers of a run share."""

    folder: Path

    def get(self, name: str, make: Callable[[], Made]) -> Made:
        """The thing of a name: made by whoever comes first, while the others wait."""
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            kept = self.folder / f"{name}.pickle"
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make()))
        made: Made = pickle.loads(kept.read_bytes())
        return made
