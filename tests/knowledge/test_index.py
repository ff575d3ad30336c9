"""A generation is opened exactly as it was written, or says what is wrong and what to do."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.errors import IndexDamaged, IndexMismatch, IndexMissing
from knowledge.index import open_current, open_index
from knowledge.models import CitationKind, Provenance
from knowledge.vectors import VectorStore, cosines
from tests.knowledge.made_up import DATED, HashedWords, World, chunk, vectors_of
from tests.knowledge.village import VILLAGE

MANY_FIELDS = (
    chunk("alt", "Alt er fylt ut: «æøå», 1 000 kr – og mer.", heading_path=("Ett", "To › tre", "[fire]"),
          kind=CitationKind.VERBATIM,
          provenance=Provenance("Prøvehuset", "https://eksempel.no/a?b=c", "2020-02", "udatert, trolig februar", True,
                                ("https://eksempel.no/1", "https://eksempel.no/2"), "2020", "2021-06-30", "2022-01-02",
                                "CC BY 4.0")),
    chunk("lite", "Nesten ingenting er fylt ut.", heading_path=(), provenance=Provenance("Prøvehuset")),
    chunk("alt", "Everything is filled in.", language="en"),
    chunk("nynorsk", "Dette er på nynorsk.\n\n- med liste\n- og linjer", language="nn"),
)  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village on disk, to be read or copied."""
    return VILLAGE.write(tmp_path_factory.mktemp("written"))


@pytest.fixture
def copied(written: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    return shutil.copytree(written, tmp_path / "copy")


def test_chunks_come_back_with_every_field_and_in_order(tmp_path: Path) -> None:
    """Headings, kind, language and all of the provenance, present or absent."""
    store = VectorStore(tmp_path / "chroma", "brobygger-test")
    vectors = vectors_of(MANY_FIELDS)
    store.write(MANY_FIELDS, vectors)
    chunks, matrix = store.read()
    assert tuple(chunks) == MANY_FIELDS
    assert matrix.dtype == np.float32
    assert np.allclose(matrix, vectors, atol=1e-6)


def test_a_written_generation_opens_whole(written: Path) -> None:
    """Chunks, vectors, keywords, courses and contacts are those that were written."""
    opened, meant = open_index(written, embedding_model=HashedWords.name), VILLAGE.index()
    assert (opened.chunks, opened.courses, opened.contacts) == (meant.chunks, meant.courses, meant.contacts)
    assert opened.manifest == meant.manifest
    assert np.allclose(opened.vectors, meant.vectors, atol=1e-6)
    assert np.allclose(opened.keywords.by_stems("votter av ull", "nb"), meant.keywords.by_stems("votter av ull", "nb"))
    assert np.allclose(opened.keywords.by_grams("vevstoler"), meant.keywords.by_grams("vevstoler"))


def test_a_generation_tells_of_itself(written: Path) -> None:
    info = open_index(written).info()
    assert (info.generation, info.embedding_model, info.newest_date) == ("g1", HashedWords.name, "2020-03-04")
    assert (info.chunks, info.courses, info.contacts) == (len(VILLAGE.chunks), 4, 3)


def test_an_index_with_one_chunk_and_no_records_opens(tmp_path: Path) -> None:
    world = World(facts=(chunk("ene", "Bare dette."),))
    assert open_index(world.write(tmp_path)).chunks == world.chunks


def test_nothing_ingested_is_an_error_with_advice(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="Run `brobygger ingest`"):
        open_current(tmp_path)


def test_another_model_is_refused_by_name(written: Path) -> None:
    """Vectors of two models are never mixed."""
    with pytest.raises(IndexMismatch, match=r"hashed words.*another model.*brobygger ingest"):
        open_index(written, embedding_model="another model")


def without(name: str) -> Callable[[Path], Any]:
    """Damage: a part is gone."""

    def damage(folder: Path) -> None:
        part = folder / name
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink()

    return damage


def with_manifest(**fields: Any) -> Callable[[Path], Any]:
    """Damage: the manifest says something else."""

    def damage(folder: Path) -> None:
        row = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        (folder / "manifest.json").write_text(json.dumps(row | fields), encoding="utf-8")

    return damage


def with_text(name: str, text: str) -> Callable[[Path], Any]:
    """Damage: a file holds something else."""
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


DAMAGES: dict[str, Callable[[Path], Any]] = {
    "no manifest": without("manifest.json"),
    "an empty manifest": with_text("manifest.json", ""),
    "half a manifest": with_text("manifest.json", '{"name": "g1", "chu'),
    "a manifest that is a list": with_text("manifest.json", "[]"),
    "an unknown field in the manifest": with_manifest(surprise=1),
    "a manifest of another format": with_manifest(format=99),
    "a manifest of the format before": with_manifest(format=2),
    "no lexical folder": without("lexical"),
    "half a lexical folder": without("lexical/grams"),
    "no vectors": without("chroma"),
    "no courses": without("courses.jsonl"),
    "no contacts": without("contacts.jsonl"),
    "a torn course": with_text("courses.jsonl", '{"id": "k1", "ti'),
    "a course without a title": with_text("courses.jsonl", '{"id": "k1"}\n'),
    "fewer courses than the manifest says": with_text("courses.jsonl", ""),
    "more chunks in the manifest": with_manifest(chunks=999),
    "more contacts in the manifest": with_manifest(contacts=4),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_generation_is_refused_with_advice(damage: Callable[[Path], Any], copied: Path) -> None:
    """Whatever is torn, the operator learns to ingest again."""
    damage(copied)
    with pytest.raises(IndexDamaged, match="Run `brobygger ingest`"):
        open_index(copied, embedding_model=HashedWords.name)


def test_two_chunks_with_the_same_text_keep_their_own_provenance(tmp_path: Path) -> None:
    """A sentence that two sources share is stored for each of them."""
    twins = (chunk("a", "Samme tekst."), chunk("b", "Samme tekst.", provenance=replace(DATED, publisher="Garnlaget")))
    store = VectorStore(tmp_path / "chroma", "brobygger-twins")
    store.write(twins, vectors_of(twins))
    assert tuple(store.read()[0]) == twins


def test_dropping_a_local_collection_does_nothing(written: Path) -> None:
    """It goes with its folder."""
    VectorStore(written / "chroma", "brobygger-g1").drop()
    assert open_index(written).chunks == VILLAGE.chunks


@pytest.mark.parametrize("rows", [0, 1, 5, 2500, 12_501])
def test_cosines_of_many_rows_are_those_of_each_row(rows: int) -> None:
    """However many there are at a time."""
    drawn = np.random.default_rng(1)
    vectors, vector = (drawn.standard_normal((n, 64)).astype(np.float32) for n in (rows, 1))
    assert np.allclose(cosines(vectors, vector[0]), vectors @ vector[0], atol=1e-5)
