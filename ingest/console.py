"""Ingest as seen in a terminal: a bar while it works, a table when it is done, all on standard error."""

from pathlib import Path

from rich.console import Console

from ingest.deferred import DeferredEmbeddings
from ingest.following import bar
from ingest.pipeline import IngestRequest, ingest
from ingest.report import IngestReport
from ingest.telling import tell_run
from knowledge.engines import NamedEmbeddings


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
    console = None if quiet else Console(stderr=True)
    report = followed(IngestRequest(data_dir, sources, chroma_url), DeferredEmbeddings(model), console)
    if console:
        tell_run(report, console)
    return report


def followed(request: IngestRequest, embeddings: NamedEmbeddings, console: Console | None) -> IngestReport:
    """Ingest, or plan it, with the progress told on a console if there is one."""
    if console is None:
        return ingest(request, embeddings=embeddings)
    with bar(console) as progress:
        return ingest(request, embeddings=embeddings, progress=progress)
