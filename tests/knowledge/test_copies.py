"""A local generation opens from plain copies of what Chroma holds, and only while they are what they were."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.copies import read_copy, write_copy
from knowledge.errors import IndexDamaged, IndexMismatch
from knowledge.index import Manifest, open_index
from knowledge.vectors import VectorStore
from tests.knowledge.made_up import HashedWords, chunk, vectors_of
from tests.knowledge.village import VILLAGE

CHUNKS = [chunk("en", "Første linje.\nAndre\u2028linje: «æøå»."), chunk("to", "Noe annet.", heading_path=())]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village on disk, to be copied."""
    return VILLAGE.write(tmp_path_factory.mktemp("written"))


@pytest.fixture
def generation(written: Path, tmp_path: Path) -> Path:
    """The village on disk, to be damaged."""
    return shutil.copytree(written, tmp_path / "generation")


def empty_chroma(folder: Path) -> None:
    """Leave a store behind that looks whole and holds nothing: whoever reads it fails."""
    shutil.rmtree(folder / "chroma")
    VectorStore(folder / "chroma", "another").write(CHUNKS, vectors_of(CHUNKS))


def test_a_copy_comes_back_with_every_field_and_vector(tmp_path: Path) -> None:
    """Line breaks of every kind in a text do not break the lines of the file."""
    vectors = vectors_of(CHUNKS)
    found = read_copy(tmp_path / "copy", write_copy(tmp_path / "copy", CHUNKS, vectors))
    assert found is not None
    assert found[0] == CHUNKS
    assert np.array_equal(found[1], vectors)
    assert sorted(file.name for file in (tmp_path / "copy").iterdir()) == ["chunks.jsonl", "vectors.npy"]


def test_the_same_content_makes_the_same_files(tmp_path: Path) -> None:
    """A copy that is made again passes the manifest's hashes."""
    vectors = vectors_of(CHUNKS)
    assert write_copy(tmp_path / "a", CHUNKS, vectors) == write_copy(tmp_path / "b", CHUNKS, vectors.copy())


def test_a_generation_opens_from_its_copy_without_reading_chroma(generation: Path) -> None:
    opened = open_index(generation, embedding_model=HashedWords.name)
    empty_chroma(generation)
    again = open_index(generation, embedding_model=HashedWords.name)
    assert again.chunks == opened.chunks == VILLAGE.chunks
    assert np.array_equal(again.vectors, opened.vectors)


def test_the_copy_is_what_chroma_gives_back(generation: Path) -> None:
    """To the last bit: an answer does not depend on which of the two was read."""
    chunks, vectors = VectorStore(generation / "chroma", "brobygger-g1").read()
    opened = open_index(generation)
    assert list(opened.chunks) == chunks
    assert np.array_equal(opened.vectors, vectors)


def torn(name: str) -> Callable[[Path], Any]:
    return lambda copy: (copy / name).write_bytes((copy / name).read_bytes()[:-10])


def changed(name: str) -> Callable[[Path], Any]:
    def change(copy: Path) -> None:
        raw = bytearray((copy / name).read_bytes())
        raw[-5] ^= 1
        (copy / name).write_bytes(raw)

    return change


DAMAGES: dict[str, Callable[[Path], Any]] = {
    "no copy at all": shutil.rmtree,
    "no chunks": lambda copy: (copy / "chunks.jsonl").unlink(),
    "no vectors": lambda copy: (copy / "vectors.npy").unlink(),
    "empty vectors": lambda copy: (copy / "vectors.npy").write_bytes(b""),
    "torn chunks": torn("chunks.jsonl"),
    "torn vectors": torn("vectors.npy"),
    "one bit of a chunk": changed("chunks.jsonl"),
    "one bit of a vector": changed("vectors.npy"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_copy_is_made_again_from_chroma(
    damage: Callable[[Path], Any], generation: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody who asks notices; whoever operates it reads it in the log, once."""
    damage(generation / "copy")
    assert open_index(generation).chunks == VILLAGE.chunks
    assert "is missing or damaged" in caplog.text
    caplog.clear()
    assert read_copy(generation / "copy", Manifest.load(generation).copy_hashes) is not None
    open_index(generation)
    assert "is missing or damaged" not in caplog.text


def test_a_damaged_copy_over_a_damaged_chroma_is_refused_with_advice(generation: Path) -> None:
    (generation / "copy" / "chunks.jsonl").unlink()
    empty_chroma(generation)
    with pytest.raises(IndexDamaged, match="Run `brobygger ingest`"):
        open_index(generation)


def test_the_copy_of_another_model_is_refused(generation: Path) -> None:
    """The model is asked for before any vector is read."""
    empty_chroma(generation)
    with pytest.raises(IndexMismatch, match="another model"):
        open_index(generation, embedding_model="another model")


def test_the_copy_of_another_generation_is_not_believed(generation: Path, tmp_path: Path) -> None:
    write_copy(generation / "copy", CHUNKS, vectors_of(CHUNKS))
    assert open_index(generation).chunks == VILLAGE.chunks


def test_a_generation_without_a_copy_is_read_from_chroma(generation: Path) -> None:
    """As one that was written before there were copies."""
    file = generation / "manifest.json"
    row = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(row | {"copy_hashes": {}}), encoding="utf-8")
    shutil.rmtree(generation / "copy")
    assert open_index(generation).chunks == VILLAGE.chunks
    assert not (generation / "copy").exists()


def test_vectors_come_back_to_the_last_bit(tmp_path: Path) -> None:
    """Else a vector that is copied from one generation to the next would wander away from the one its text has."""
    store, vectors = VectorStore(tmp_path, "bits"), np.random.default_rng(4).normal(size=(2, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    store.write(CHUNKS, vectors)
    assert np.array_equal(store.read()[1], vectors)


def test_lost_files_of_chroma_are_no_silent_loss(tmp_path: Path) -> None:
    """From 1 000 rows on Chroma keeps vectors in files of their own; without them it would give back the last few."""
    chunks = [chunk(f"c{n}", f"Linje {n}.") for n in range(1100)]
    store = VectorStore(tmp_path, "many")
    store.write(chunks, np.ones((1100, 1), dtype=np.float32))
    files = [folder for folder in tmp_path.iterdir() if folder.is_dir()]
    assert files
    for folder in files:
        shutil.rmtree(folder)
    with pytest.raises(Exception, match=r"."):
        store.read()
