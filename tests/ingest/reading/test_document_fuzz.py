"""Whatever the bytes are, a document is read or one SourceError says why not."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.formats import convert, read_document
from tests.ingest.reading.made import ABOUT, PAGE, agreement, docx_raw, letter

SEEDS = {"side.html": PAGE.encode(), "avtale.pdf": agreement().data, "brev.docx": docx_raw(letter()).data}
TIMES = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))

Change = Callable[[bytes], bytes]


def cut(at: float) -> Change:
    return lambda data: data[: int(at * len(data))]


def put(at: float, piece: bytes, over: int) -> Change:
    def change(data: bytes) -> bytes:
        place = int(at * len(data))
        return data[:place] + piece + data[place + over :]

    return change


def again(at: float, length: int, times: int) -> Change:
    def change(data: bytes) -> bytes:
        place = int(at * len(data))
        return data[:place] + data[place : place + length] * times + data[place:]

    return change


WORDS = [
    b"<table><tr><td colspan=99>",
    b"<ul><li>",
    b"<!DOCTYPE x [",
    b"&#x110000;",
    b"/FlateDecode",
    b"999999999",
    b"-1",
]
WORDS += [
    b"<<",
    b">>",
    b" 0 R",
    b"/Kids[1 0 R]",
    b"\xff\xfe",
    b"\xc3",
    b"\0",
    b"\r",
    b"endobj",
    b"stream\n",
    b"/Length 7",
]
places = st.floats(0, 1, exclude_max=True)
changes = st.one_of(
    st.builds(put, places, st.one_of(st.binary(max_size=8), st.sampled_from(WORDS)), st.integers(0, 12)),
    st.builds(put, places, st.binary(min_size=1, max_size=1), st.just(1)),
    st.builds(again, places, st.integers(1, 60), st.integers(1, 40)),
    st.builds(cut, places),
)


def only_told(name: str, data: bytes) -> None:
    """Read the bytes; every error but a SourceError of one line goes through to the test."""
    try:
        read_document(ABOUT, Raw(name, name, data))
    except SourceError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("name", SEEDS)
@TIMES
@given(made=st.lists(changes, min_size=1, max_size=6))
def test_changed_bytes_are_read_or_told(name: str, made: list[Change]) -> None:
    """Bytes of a good file, changed in some places."""
    data = SEEDS[name]
    for change in made:
        data = change(data)
    only_told(name, data)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"])
@settings(TIMES, max_examples=75)
@given(made=st.lists(changes, min_size=1, max_size=4))
def test_changed_parts_of_a_docx_are_read_or_told(part: str, made: list[Change]) -> None:
    """The zip file is whole, so that the change reaches the XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SEEDS["brev.docx"])) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            for change in made if entry.filename == part else ():
                data = change(data)
            new.writestr(entry.filename, data)
    only_told("brev.docx", stream.getvalue())


@pytest.mark.parametrize("name", ["x.md", "x.txt", "x.html"])
@settings(TIMES, max_examples=100)
@given(text=st.text(max_size=300))
def test_any_text_is_read_or_told(name: str, text: str) -> None:
    """Any letters there are, marks and all."""
    only_told(name, text.encode("utf-8", "surrogatepass"))


def test_the_seeds_are_good() -> None:
    """Otherwise all of this shows nothing."""
    found: list[Any] = [convert(Raw(name, name, data)).lines for name, data in SEEDS.items()]
    assert all(found)
