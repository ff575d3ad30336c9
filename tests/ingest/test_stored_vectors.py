"""A damaged generation is built anew from the vectors that it still holds."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

LOST: dict[str, Callable[[Path], object]] = {
    "Chroma": lambda folder: shutil.rmtree(folder / "chroma"),
    "the words": lambda folder: shutil.rmtree(folder / "lexical"),
    "the courses": lambda folder: (folder / "courses.jsonl").unlink(),
}


def live(workshop: "Workshop") -> Path:
    folder = workshop.generations.current()
    assert folder
    return folder


@pytest.mark.parametrize("part", LOST)
def test_what_is_lost_is_made_anew_without_the_model(part: str, workshop: "Workshop") -> None:
    """Chroma too: its rows come of the plain copy beside it, to the last bit."""
    workshop.ingest()
    before = workshop.open()
    LOST[part](live(workshop))
    report = workshop.ingest()
    assert (report.changed, report.embedded, report.copied) == (True, 0, 8)
    assert (report.why or "").startswith("the live index is damaged")
    after = workshop.open()
    assert (after.chunks, after.courses) == (before.chunks, before.courses)
    assert (after.vectors == before.vectors).all()
    assert (live(workshop) / "chroma" / "chroma.sqlite3").is_file()


@pytest.mark.parametrize("file", ["copy/vectors.npy", "manifest.json"])
def test_vectors_that_are_not_what_they_were_are_not_believed(file: str, workshop: "Workshop") -> None:
    workshop.ingest()
    LOST["Chroma"](live(workshop))
    raw = bytearray((live(workshop) / file).read_bytes())
    raw[-5] ^= 1
    (live(workshop) / file).write_bytes(raw)
    report = workshop.ingest()
    assert (report.embedded, report.copied) == (8, 0)


def test_vectors_of_another_model_are_not_used(workshop: "Workshop") -> None:
    workshop.ingest()
    LOST["Chroma"](live(workshop))
    workshop.embeddings.name = "another model"
    assert workshop.ingest().embedded == 8
