"""What a watch tells: a line for each run."""

import json
from datetime import UTC, datetime

import pytest

from bot.ingest_options import Asked
from bot.watch_diary import Diary
from ingest.errors import IngestBusy, SourceError
from ingest.report import IngestReport

QUIET = IngestReport("20200101T000000", False, 17, 516, 91, 24, 0.5)
WRONG = SourceError("a.md", 3, "title", "a text", "nothing")
BUSY = IngestBusy("Another ingest is at work.")


def diary(**options: bool) -> Diary:
    return Diary(Asked(watch=True, **options), now=lambda: datetime(2020, 1, 1, 14, 3, 22, tzinfo=UTC))


def test_each_run_is_a_line_with_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error: nobody asked a question."""
    told = diary()
    told.done(QUIET)
    told.failed(WRONG)
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == [
        "14:03:22 nothing changed, 20200101T000000 stays live (0.5 s)",
        "14:03:22 a.md, line 3: title: expected a text, got nothing.",
    ]


def test_a_full_disk_is_told_too(capsys: pytest.CaptureFixture[str]) -> None:
    diary().failed(OSError(28, "No space left on device"))
    assert capsys.readouterr().err == "14:03:22 [Errno 28] No space left on device\n"


def test_waiting_for_another_run_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """It is tried again every second; a later wait is told again."""
    told = diary()
    for ended in (BUSY, BUSY, BUSY, None, BUSY):
        told.failed(ended) if ended else told.done(QUIET)
    assert [line[9:16] for line in capsys.readouterr().err.splitlines()] == ["Another", "nothing", "Another"]


def test_quiet_tells_failures_only(capsys: pytest.CaptureFixture[str]) -> None:
    told = diary(quiet=True)
    told.done(QUIET)
    told.note("The watch has ended.")
    told.failed(WRONG)
    assert capsys.readouterr().err == f"14:03:22 {WRONG}\n"


def test_a_program_gets_an_object_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    told = diary(json=True)
    told.done(QUIET)
    told.failed(WRONG)
    told.note("The watch has ended.")
    output = capsys.readouterr()
    assert output.err == ""
    first, second = map(json.loads, output.out.splitlines())
    assert first["generation"] == "20200101T000000"
    assert second == {"error": str(WRONG), "kind": "source-error"}
