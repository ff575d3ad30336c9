"""What the person at the terminal sees, and the run with the bundled model."""

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from ingest.console import bar, run_ingest, show
from ingest.report import IngestReport
from knowledge.embedding import BUNDLED, load_embeddings
from knowledge.index import open_current

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

REPORT = IngestReport("20200101T000000", True, 17, 516, 91, 24, 12.34, embedded=7, copied=509, retired=2)


def shown(report: IngestReport) -> str:
    out = io.StringIO()
    show(report, Console(file=out, width=100))
    return out.getvalue()


def test_the_summary_counts_what_was_done() -> None:
    text = shown(REPORT)
    for word in ("documents", "chunks", "embedded", "courses", "contacts", "seconds", "516", "91", "24", "12.3"):
        assert word in text
    assert "509 vectors copied, 2 chunks retired." in text
    assert "Generation 20200101T000000 is live." in text


def test_a_run_without_changes_says_so() -> None:
    text = shown(IngestReport("20200101T000000", False, 17, 516, 91, 24, 0.5))
    assert "Nothing changed: generation 20200101T000000 stays live." in text


def test_the_reason_for_a_full_run_is_told() -> None:
    text = shown(IngestReport("a", True, 1, 2, 3, 4, 5.0, embedded=2, why="the embedding model changed from [x] to y"))
    assert "All passages were embedded anew because the embedding model changed from [x] to y." in text


def test_a_terminal_gets_a_bar() -> None:
    """Each step is named in words while it lasts."""
    out = io.StringIO()
    with bar(Console(file=out, force_terminal=True, width=100)) as progress:
        progress("embed", 3, 7)
    assert "Embedding passages" in out.getvalue()
    assert "3/7" in out.getvalue()


def test_a_log_gets_no_bar() -> None:
    """Where nobody watches, moving lines would only fill the log."""
    out = io.StringIO()
    with bar(Console(file=out, force_terminal=False)) as progress:
        progress("embed", 3, 7)
    assert out.getvalue() == ""


def test_the_bundled_model_builds_an_index_that_answers(
    workshop: "Workshop", capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a setting the bundled weights are used, and everything is told on standard error."""
    report = run_ingest(workshop.data_dir, workshop.list, None)
    output = capsys.readouterr()
    assert output.out == ""
    assert f"Generation {report.generation} is live." in output.err
    index = open_current(workshop.data_dir, embedding_model=BUNDLED)
    question = load_embeddings().embed_query("When does the test house close?")
    scores = index.vectors @ question
    assert index.chunks[int(scores.argmax())].id == "huset.en#TST-02"


def test_quiet_is_quiet(workshop: "Workshop", capsys: pytest.CaptureFixture[str]) -> None:
    workshop.ingest()
    run_ingest(workshop.data_dir, workshop.list, None, quiet=True)
    output = capsys.readouterr()
    assert output.out + output.err == ""
