"""Ingest again whenever the list of sources, or a file or folder that it names, has changed."""

import tomllib
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from ingest.collecting import SHIPPED
from ingest.errors import IngestBusy, IngestError
from ingest.report import IngestReport
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from watchfiles import Change

# How long it must have been quiet, and how long changes are gathered where it never is, in milliseconds.
_QUIET = 1_000
_GATHERED = 60_000

Changes = Generator[Collection[Path], None, None]


@dataclass(frozen=True, slots=True)
class Places:
    """What is watched: ``roots`` are files, and folders with all that lies in them, whether they are there or not.

    ``directories`` are those to listen at, each without what lies below it: a file is replaced in its directory.
    ``apart`` is what the run itself writes.
    """

    roots: frozenset[Path]
    directories: frozenset[Path]
    apart: Path

    def concern(self, path: Path) -> bool:
        """Whether a change there is a change of a source."""
        return not path.is_relative_to(self.apart) and any(_within(path, root) for root in self.roots)


# Opens a stream of changes: each item holds the paths that changed until it was quiet, or nothing after a while. The
# first item comes at once; from then on no change is missed.
Listen = Callable[[Places], Changes]


def keep_ingesting(
    run: Callable[[], IngestReport],
    places: Callable[[], Places],
    *,
    listen: Listen,
    done: Callable[[IngestReport], None],
    failed: Callable[[Exception], None],
) -> None:
    """Ingest now and after each change, until the stream of changes ends; a run that fails is told, no more.

    When a run leaves other places to listen at, such as those of a new list, they are read once more: something may
    have changed there before anybody listened.
    """
    changed = True
    while changed:
        watched = places()
        with closing(listen(watched)) as changes:
            next(changes, None)
            while changed:
                busy = _run(run, done, failed)
                if places() != watched:
                    break
                changed = any(busy or found for found in changes)


def places_of(sources: Path | None, data_dir: Path) -> Places:
    """The list of sources and the paths in it; of a list that is no TOML only itself."""
    file = (sources or SHIPPED).absolute()
    named = {file, *(file.parent / path for path in _paths(file))}
    roots = frozenset(named | {path.resolve() for path in named})
    return Places(roots, frozenset(d for root in roots for d in _directories(root)), data_dir.absolute())


def changes_on_disk(places: Places, stop: Event | None = None) -> Changes:
    """The stream of changes that the system tells of, until ``stop`` is set; Ctrl-C raises KeyboardInterrupt."""
    from watchfiles import watch

    def concerns(_change: "Change", path: str) -> bool:
        return places.concern(Path(path))

    stream = watch(
        *places.directories,
        watch_filter=concerns,
        step=_QUIET,
        debounce=_GATHERED,
        rust_timeout=_QUIET,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
        stop_event=stop,
    )
    for found in stream:
        yield {Path(path) for _, path in found}


def _run(
    run: Callable[[], IngestReport], done: Callable[[IngestReport], None], failed: Callable[[Exception], None]
) -> bool:
    """One run; True when another one was at work, so that it must be tried again."""
    try:
        report = run()
    except (IngestError, KnowledgeError, OSError) as error:
        failed(error)
        return isinstance(error, IngestBusy)
    done(report)
    return False


def _paths(file: Path) -> Iterator[str]:
    """What the list names, as far as it can be read: a maintainer may be in the middle of writing it."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("source", [])
    except (OSError, ValueError):
        return
    for table in tables if isinstance(tables, list) else ():
        path = table.get("path") if isinstance(table, dict) else None
        if isinstance(path, str) and path and "\0" not in path:
            yield path


def _directories(root: Path) -> Iterator[Path]:
    """Where changes of a root are heard of: the nearest directory above it that is there, and all in it."""
    yield next((parent for parent in root.parents if parent.is_dir()), root.parent)
    if root.is_dir():
        yield root
        yield from (path for path in root.rglob("*") if path.is_dir() and _within(path, root))


def _within(path: Path, root: Path) -> bool:
    """Whether a path is the root or lies in it and is not hidden there; editors keep their own files beside."""
    if not path.is_relative_to(root):
        return False
    return not any(part.startswith((".", "~$")) or part.endswith("~") for part in path.relative_to(root).parts)
