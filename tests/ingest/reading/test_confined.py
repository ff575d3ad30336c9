"""The process that reads strangers' files is bounded, and nothing that happens to it happens to us."""

import io
import os
import signal
import zlib
from collections.abc import Iterator

import pytest

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading import worker
from ingest.reading.confined import Reader
from ingest.reading.readers import Confined, read
from tests.ingest.reading.made import PAGE, Paper, agreement, bomb, page_raw


@pytest.fixture
def reader() -> Iterator[Reader]:
    """A process of the test's own."""
    made = Reader()
    yield made
    made.close()


def test_one_process_reads_many_files(reader: Reader) -> None:
    """Starting it costs half a second, a page some milliseconds."""
    for _ in range(3):
        assert reader.read(page_raw(PAGE), Confined.HTML).title == "Garnkurset"
    assert reader.read(agreement(), Confined.PDF).title == "Oppdiktet avtale om garn"


def test_what_it_reads_is_what_we_would_have_read(reader: Reader) -> None:
    """The way through the pipe changes nothing."""
    assert worker.answer(agreement(), Confined.PDF)["converted"]["title"] == "Oppdiktet avtale om garn"
    assert reader.read(agreement(), Confined.PDF) == read(agreement(), Confined.PDF)


def test_a_file_that_takes_too_long_is_told(reader: Reader) -> None:
    reader.seconds = 0.0
    with pytest.raises(
        SourceError, match=r"expected a PDF file that is read within 0 seconds, got one that takes longer"
    ):
        reader.read(agreement(), Confined.PDF)
    reader.seconds = 60
    assert reader.read(agreement(), Confined.PDF).lines


def test_a_file_that_needs_too_much_memory_is_told(reader: Reader) -> None:
    """The bound is on what comes on top of what the process holds anyway."""
    reader.memory = 30_000_000
    with pytest.raises(SourceError, match=r"expected a PDF file that is read with 30 MB of memory, got one that needs"):
        reader.read(bomb(zlib.compress(bytes(60_000_000))), Confined.PDF)


def test_a_reader_that_died_is_started_anew(reader: Reader) -> None:
    """Whoever killed it, the next file is read."""
    assert reader.read(page_raw(PAGE), Confined.HTML)
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGKILL)
    reader._process.wait()
    assert reader.read(page_raw(PAGE), Confined.HTML)


def test_it_knows_none_of_our_secrets(reader: Reader) -> None:
    """Its environment holds the way to our code, and no token."""
    reader.read(page_raw(PAGE), Confined.HTML)
    assert reader._process is not None
    with open(f"/proc/{reader._process.pid}/environ", "rb") as environment:  # noqa: PTH123
        names = {entry.partition(b"=")[0] for entry in environment.read().split(b"\0") if entry}
    assert names <= {b"PYTHONPATH", b"PYTHONUTF8", b"TZ", b"OMP_NUM_THREADS", b"LC_CTYPE"}


def test_a_library_that_stumbles_is_told() -> None:
    """A file that is none of ours makes an error of any kind; it comes out as a reply."""
    broken = Raw("x.pdf", "x.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")
    assert set(worker.answer(broken, Confined.PDF)) & {"error", "failed"}


def test_the_server_answers_until_there_are_no_more_requests() -> None:
    """Its language is a line of JSON and the bytes, in and out."""
    raw = Paper().text("En setning om garn.").raw()
    head = b'{"form": "pdf", "size": %d, "raw": {"place": "a.pdf", "name": "a.pdf"}, "bounds": {}}\n' % len(raw.data)
    replies = io.BytesIO()
    worker.serve(io.BytesIO((head + raw.data) * 2), replies)
    first, second = replies.getvalue().splitlines()
    assert first == second
    assert b"En setning om garn." in first
