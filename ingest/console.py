"""Ingest as seen in a terminal: a bar while it works, a table when it is done, all on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from ingest.deferred import DeferredEmbeddings
from ingest.pipeline import IngestRequest, ingest
from ingest.progress import Progress, Step, silent
from ingest.report import IngestReport

_DOING: dict[Step, str] = {
    "collect": "Collecting the sources",
    "read": "Reading the sources",
    "chunk": "Cutting passages",
    "compare": "Comparing with the live index",
    "embed": "Embedding passages",
    "questions": "Embedding known questions",
    "check": "Writing and checking the new index",
    "publish": "Publishing the new index",
}


def run_ingest(
    data_dir: Path,
    sources: Path | None,
    model: str | None,
    *,
    quiet: bool = False,
    chroma_url: str | None = None,
) -> IngestReport:
    """Ingest with a progress bar and a summary on standard error; ``quiet`` shows neither.

    Raises IngestError or KnowledgeError; their text is made for the person at the terminal.
    """
    request = IngestRequest(data_dir, sources, chroma_url)
    embeddings = DeferredEmbeddings(model)
    if quiet:
        return ingest(request, embeddings=embeddings)
    console = Console(stderr=True)
    with bar(console) as progress:
        report = ingest(request, embeddings=embeddings, progress=progress)
    show(report, console)
    return report


def show(report: IngestReport, console: Console) -> None:
    """Print what a run did."""
    if not report.changed:
        console.print(f"Nothing changed: generation {report.generation} stays live.")
    table = Table("documents", "chunks", "embedded", "courses", "contacts", "seconds")
    counts = (report.documents, report.chunks, report.embedded, report.courses, report.contacts)
    table.add_row(*(str(count) for count in counts), f"{report.seconds:.1f}")
    console.print(table)
    if report.changed:
        console.print(f"{report.copied} vectors copied, {report.retired} chunks retired.")
        console.print(f"Generation {report.generation} is live.")
    if report.why:
        console.print(f"All passages were embedded anew because {report.why}.", markup=False)


@contextmanager
def bar(console: Console) -> Iterator[Progress]:
    """A bar that follows the steps; without a terminal it stays silent instead of filling a log."""
    if not console.is_terminal:
        yield silent
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, transient=True) as shown:
        task = shown.add_task("")

        def follow(step: Step, done: int, total: int) -> None:
            shown.update(task, description=_DOING[step], completed=done, total=total)

        yield follow
