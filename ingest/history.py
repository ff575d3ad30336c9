"""The generations there are, and going back to an older one."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import IngestError
from ingest.locking import only_ingest
from ingest.report_page import read_report
from knowledge.errors import IndexDamaged, KnowledgeError
from knowledge.generations import REJECTED, Generations
from knowledge.index import Manifest, open_index

REASON = "reason.txt"


class NothingOlder(IngestError):
    """There is no generation so far back, or none at all."""


class CannotGoBack(IngestError):
    """The generation to go back to does not open; the live one stays."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A generation as a list shows it; counts are None where its manifest cannot be read, ``size`` is in bytes.

    ``rejected`` says why it never went live, ``damaged`` why it cannot be used. ``changed`` counts chunks added,
    changed, moved and retired by the run that made it, where its report is there.
    """

    name: str
    live: bool
    size: int
    built_at: str | None = None
    chunks: int | None = None
    courses: int | None = None
    contacts: int | None = None
    rejected: str | None = None
    damaged: str | None = None
    changed: dict[str, int] | None = None

    @property
    def summary(self) -> str:
        """What became of it or what it changed, in a few words."""
        if self.rejected is not None:
            return "rejected"
        if self.damaged:
            return "damaged"
        if self.changed is None:
            return ""
        return ", ".join(f"{number} {what}" for what, number in self.changed.items() if number) or "nothing"


def generations_list(data_dir: Path) -> tuple[Listed, ...]:
    """All generations, newest first, rejected ones too. A damaged one is told as such; nothing is opened."""
    generations = Generations(data_dir)
    live = None
    with suppress(IndexDamaged):  # the pointer is torn: then none of them is live
        live = generations.current()
    found = [_listed(folder, live) for folder in _folders(generations)]
    return tuple(sorted(found, key=lambda listed: listed.name, reverse=True))


def rollback(
    data_dir: Path, steps: int = 1, *, embedding_model: str | None = None, chroma_url: str | None = None
) -> str:
    """Make the generation ``steps`` before the live one live, and give its name.

    It is opened as a reader would, first. Raises NothingOlder, CannotGoBack, IngestBusy, or KnowledgeError for a
    pointer that cannot be read; then nothing is changed.
    """
    generations = Generations(data_dir)
    with only_ingest(generations.root):
        live = generations.current()
        if live is None:
            raise NothingOlder(f"There is no index in {data_dir} yet. Run `brobygger ingest`.")
        older = _older(generations, live)
        if len(older) < steps:
            raise NothingOlder(_too_far(live.name, older))
        target = older[steps - 1]
        try:
            open_index(_folder(generations) / target, embedding_model=embedding_model, chroma_url=chroma_url)
        except KnowledgeError as error:
            raise CannotGoBack(f"The generation {target} does not open, {live.name} stays live: {error}") from error
        generations.publish(target)
    return target


def _older(generations: Generations, live: Path) -> list[str]:
    """The generations to go back to, newest first.

    One that holds the same as the one after it is passed over: an ingest after a rollback published it again, and who
    goes back wants something else.
    """
    found, after = [], _holds(live)
    for name in sorted((name for name in generations.names() if name < live.name), reverse=True):
        holds = _holds(_folder(generations) / name)
        if holds is None or holds != after:
            found.append(name)
        after = holds
    return found


def _holds(folder: Path) -> tuple[str, str, str] | None:
    """What tells a generation's content from another's, or None where it cannot be read."""
    try:
        manifest = Manifest.load(folder)
    except IndexDamaged:
        return None
    return manifest.content_hash, manifest.embedding_model, manifest.chunk_rule


def _too_far(live: str, older: list[str]) -> str:
    if not older:
        return f"There is nothing to go back to from {live}, which stays live. `brobygger ingest --list` shows them."
    return (
        f"Only {len(older)} to go back to from {live}, which stays live: {', '.join(older)}. "
        "`brobygger ingest --list` shows them."
    )


def _folder(generations: Generations) -> Path:
    return generations.root / "generations"


def _folders(generations: Generations) -> Iterator[Path]:
    folder = _folder(generations)
    yield from (folder / name for name in generations.names())
    yield from (path for path in folder.glob(f"{REJECTED}*") if path.is_dir())


def _listed(folder: Path, live: Path | None) -> Listed:
    name, size, changed = folder.name.removeprefix(REJECTED), _size(folder), _changed(read_report(folder))
    rejected = _reason(folder) if folder.name.startswith(REJECTED) else None
    is_live = folder == live
    try:
        manifest = Manifest.load(folder)
    except IndexDamaged as error:
        return Listed(name, is_live, size, rejected=rejected, damaged=str(error), changed=changed)
    return Listed(
        name=name,
        live=is_live,
        size=size,
        built_at=manifest.built_at,
        chunks=manifest.chunks,
        courses=manifest.courses,
        contacts=manifest.contacts,
        rejected=rejected,
        changed=changed,
    )


def _reason(folder: Path) -> str:
    try:
        return (folder / REASON).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return "the reason was not kept"


def _size(folder: Path) -> int:
    """Bytes of all files; one that disappears meanwhile, because an ingest sweeps it, counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size if path.is_file() else 0
    return total


def _changed(report: dict[str, Any]) -> dict[str, int] | None:
    """Sums over the sources of a kept report; None where it is missing or has another form."""
    rows = report.get("differences")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    return {what: sum(len(row.get(what) or ()) for row in rows) for what in ("added", "changed", "moved", "retired")}
