"""The command ``ingest``: what its options ask for, and how the outcome is told.

With ``--json`` standard output holds one JSON object and nothing else; with ``--watch`` one a run.
"""

import signal
from dataclasses import asdict, replace
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

import typer

from bot.asking import BadInput
from bot.front_door import Tell, as_json, print_json, to_stderr
from bot.ingest_options import Asked
from bot.watch_diary import Diary
from knowledge.engines import embedding_name
from knowledge.settings import KnowledgeSettings

if TYPE_CHECKING:
    from ingest.pipeline import IngestRequest
    from ingest.report import IngestReport


def run_command(asked: Asked, settings: KnowledgeSettings) -> None:
    """Do what was asked. Raises BadInput, IngestError or KnowledgeError."""
    match asked.mode():
        case "run":
            _run(asked, settings)
        case "--dry-run":
            _plan(asked, settings)
        case "--list":
            _list(asked, settings)
        case "--rollback":
            _rollback(asked, settings)
        case "--check":
            _check(asked, settings)
        case "--watch":
            _watch(asked, settings)


def tell_of(asked: Asked) -> Tell:
    """How a failure is told."""
    return as_json if asked.json else to_stderr


def first_run(settings: KnowledgeSettings) -> None:
    """Build the index that a question needs, with everything told on standard error."""
    _run(Asked(), settings)


def request_of(asked: Asked, settings: KnowledgeSettings) -> "IngestRequest":
    """What the settings and the options ask ingest for."""
    from ingest.pipeline import IngestRequest
    from ingest.settings import IngestSettings

    request = IngestRequest(
        settings.data_dir,
        settings.sources,
        settings.chroma_url,
        plan_only=asked.dry_run,
        strict=asked.strict,
        accept_loss=asked.accept_loss,
        fetch=IngestSettings().fetching(settings.data_dir),
        today=settings.today,
    )
    return request if asked.keep is None else replace(request, keep=asked.keep)


def _ingest(asked: Asked, settings: KnowledgeSettings) -> "IngestReport":
    """One run or plan; who watches a terminal sees how far it is."""
    from rich.console import Console

    from ingest.console import followed
    from ingest.deferred import DeferredEmbeddings

    told = not (asked.quiet or asked.json or asked.watch)
    console = Console(stderr=True) if told else None
    return followed(request_of(asked, settings), DeferredEmbeddings(settings.embedding_model), console)


def _run(asked: Asked, settings: KnowledgeSettings) -> None:
    from rich.console import Console

    from ingest.telling import tell_run

    report = _ingest(asked, settings)
    if asked.json:
        print_json(report.to_json())
    elif not asked.quiet:
        tell_run(report, Console(stderr=True))


def _plan(asked: Asked, settings: KnowledgeSettings) -> None:
    from rich.console import Console

    from ingest.costs import seconds_for
    from ingest.telling import tell_plan

    report = _ingest(asked, settings)
    seconds = seconds_for(report.embedded, settings.data_dir)
    if asked.json:
        print_json(report.to_json() | {"estimated_seconds": round(seconds, 1)})
    else:
        tell_plan(report, Console(), seconds)


def _list(asked: Asked, settings: KnowledgeSettings) -> None:
    from rich.console import Console

    from ingest.history import generations_list
    from ingest.telling import tell_list

    listed = generations_list(settings.data_dir)
    if asked.json:
        print_json({"generations": [asdict(row) for row in listed]})
    else:
        tell_list(listed, Console())


def _rollback(asked: Asked, settings: KnowledgeSettings) -> None:
    from ingest.history import rollback

    live = rollback(
        settings.data_dir,
        asked.rollback or 1,
        embedding_model=embedding_name(settings.embedding_model),
        chroma_url=settings.chroma_url,
    )
    if asked.json:
        print_json({"live": live})
    elif not asked.quiet:
        typer.echo(f"Generation {live} is live. The next `brobygger ingest` publishes again what the sources say.")


def _check(asked: Asked, settings: KnowledgeSettings) -> None:
    from ingest.deferred import DeferredEmbeddings
    from ingest.live_check import check_live

    checked = check_live(
        request_of(asked, settings),
        DeferredEmbeddings(settings.embedding_model),
        today=settings.today or date.today(),  # noqa: DTZ011 - the user's own calendar
    )
    if asked.json:
        print_json(asdict(checked))
    elif not asked.quiet:
        typer.echo(checked.sentence)


def _watch(asked: Asked, settings: KnowledgeSettings) -> None:
    """Until it is interrupted, which ends it well."""
    from ingest.watching import changes_on_disk, keep_ingesting, places_of

    if settings.sources and not settings.sources.parent.is_dir():
        raise BadInput(
            f"{settings.sources.parent} is no folder: there is nothing to watch. SOURCES names a list in it."
        )
    diary, stop = Diary(asked), Event()

    def interrupt(*_: object) -> None:
        # Where Python clears up it swallows the exception; then the event ends the watch a second later.
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        keep_ingesting(
            lambda: _ingest(asked, settings),
            lambda: places_of(settings.sources, settings.data_dir),
            listen=lambda places: changes_on_disk(places, stop),
            done=diary.done,
            failed=diary.failed,
        )
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGINT, before)
    diary.note("The watch has ended.")
