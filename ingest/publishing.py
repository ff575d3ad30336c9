"""A generation's way from a staging folder to being the live one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ingest.progress import Checkpoint, pass_by
from knowledge.errors import IndexDamaged, StoreUnreachable
from knowledge.generations import Generations
from knowledge.index import drop_collection


@contextmanager
def draft(generations: Generations, name: str, chroma_url: str | None = None) -> Iterator[Path]:
    """A staging folder for a generation, which is thrown away unless all goes well."""
    folder = generations.create(name)
    with ExitStack() as on_failure:
        on_failure.callback(_discard, folder, name, chroma_url)
        yield folder
        on_failure.pop_all()


def reject(generations: Generations, name: str, reason: str) -> Path:
    """Put a draft aside for inspection, with the reason; nobody reads it, and the next one takes its place."""
    folder = generations.reject(name)
    (folder / "reason.txt").write_text(f"{reason}\n", encoding="utf-8")
    return folder


def publish(
    generations: Generations, name: str, *, keep: int, chroma_url: str | None = None, checkpoint: Checkpoint = pass_by
) -> None:
    """Make a checked draft the live generation and remove all but the last ``keep``.

    One that cannot be made live is thrown away: nobody shall go back to what never was.
    """
    folder = generations.seal(name)
    with ExitStack() as on_failure:
        on_failure.callback(_discard, folder, name, chroma_url)
        checkpoint("sealed")
        flush_to_disk(folder)
        generations.publish(name)
        on_failure.pop_all()
    checkpoint("published")
    tidy(generations, keep, chroma_url)


def _discard(folder: Path, name: str, chroma_url: str | None) -> None:
    """Remove a draft with its collection; where the server is away, the folder stays and tells the next run of both."""
    try:
        drop_collection(name, chroma_url)
    except StoreUnreachable:
        return
    shutil.rmtree(folder, ignore_errors=True)


def tidy(generations: Generations, keep: int, chroma_url: str | None = None) -> None:
    """Remove what interrupted runs left and generations that are too old to roll back to."""
    with suppress(IndexDamaged):  # without a readable pointer nobody knows what is live: touch nothing
        generations.prune(keep, lambda name: drop_collection(name, chroma_url))


def flush_to_disk(folder: Path) -> None:
    """The pointer must not survive a power cut that its generation does not."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
