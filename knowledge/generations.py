"""Generations of the index on disk, and the pointer that names the live one.

``DATA_DIR/index/generations/<name>/`` holds one complete, immutable version of the index;
``DATA_DIR/index/current`` holds the name of the live one and is swapped atomically, so a reader
sees the old generation or the new one and never half of either.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowledge.errors import IndexDamaged

_STAGING = ".building-"
REJECTED = ".rejected-"


@dataclass(frozen=True, slots=True)
class Generations:
    """The folder of generations under a data directory."""

    data_dir: Path

    @property
    def root(self) -> Path:
        """Where the index lives."""
        return self.data_dir / "index"

    @property
    def _folder(self) -> Path:
        return self.root / "generations"

    @property
    def _pointer(self) -> Path:
        return self.root / "current"

    def current(self) -> Path | None:
        """The live generation's folder, or None when nothing was ever published.

        Raises IndexDamaged when the pointer names a generation that is not there.
        """
        try:
            name = self._pointer.read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise IndexDamaged(
                f"{self._pointer} cannot be read ({error.strerror}). DATA_DIR must be a folder of ours; "
                f"it is {self.data_dir}."
            ) from error
        folder = self._folder / name
        if not name or Path(name).name != name or not folder.is_dir():
            raise IndexDamaged(
                f"{self._pointer} points to the generation {name!r}, which is not there. "
                "Run `brobygger ingest` to build a new one."
            )
        return folder

    def new_name(self, now: datetime | None = None) -> str:
        """A name that sorts by time and is not taken."""
        stem = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S")
        taken = {path.name.removeprefix(_STAGING) for path in self._folder.glob("*")}
        candidates = (stem if n == 0 else f"{stem}-{n:03}" for n in range(1000))
        return next(name for name in candidates if name not in taken)

    def create(self, name: str) -> Path:
        """Make an empty staging folder for a generation; nobody reads it before :meth:`seal`."""
        staging = self._folder / f"{_STAGING}{name}"
        staging.mkdir(parents=True)
        return staging

    def seal(self, name: str) -> Path:
        """Give the finished staging folder its final name."""
        final = self._folder / name
        (self._folder / f"{_STAGING}{name}").rename(final)
        return final

    def reject(self, name: str) -> Path:
        """Put a staging folder aside for inspection, in the place of the one rejected before."""
        for folder in self._folder.glob(f"{REJECTED}*"):
            shutil.rmtree(folder, ignore_errors=True)
        aside = self._folder / f"{REJECTED}{name}"
        (self._folder / f"{_STAGING}{name}").rename(aside)
        return aside

    def publish(self, name: str) -> None:
        """Make a sealed generation the live one."""
        if not (self._folder / name).is_dir():
            raise IndexDamaged(f"There is no generation {name!r} to publish.")
        draft = self._pointer.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)

    def names(self) -> list[str]:
        """All sealed generations, oldest first."""
        return sorted(p.name for p in self._folder.glob("*") if p.is_dir() and not p.name.startswith("."))

    def prune(self, keep: int, forget: Callable[[str], None] = lambda _: None) -> list[str]:
        """Remove what an interrupted run left and all but the last ``keep`` generations; the live one stays.

        ``forget`` is called with each name before its folder goes: whatever it removes elsewhere is never left behind
        without a folder that tells of it. Returns the names of everything removed.
        """
        live = self.current()
        leftovers = list(self._folder.glob(f"{_STAGING}*"))
        names = self.names()
        old = [self._folder / n for n in names[: max(0, len(names) - keep)] if live is None or n != live.name]
        for folder in (*leftovers, *old):
            forget(folder.name.removeprefix(_STAGING))
            shutil.rmtree(folder, ignore_errors=True)
        return [folder.name.removeprefix(_STAGING) for folder in (*leftovers, *old)]
