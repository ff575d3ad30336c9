"""With a Chroma server, a generation is a collection on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import StoreUnreachable
from knowledge.index import drop_collection, open_index
from knowledge.vectors import VectorStore
from tests.chroma_server import chroma_server, free_port
from tests.knowledge.made_up import HashedWords
from tests.knowledge.village import VILLAGE


@pytest.fixture(scope="module")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of its own on loopback."""
    with chroma_server(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.mark.process
@pytest.mark.xdist_group("chroma-server")
def test_a_generation_is_written_to_and_read_from_a_server(chroma_url: str, tmp_path: Path) -> None:
    """Only the lexical side and the records stay in the folder."""
    VILLAGE.write(tmp_path, "g1", chroma_url)
    assert not (tmp_path / "chroma").exists()
    opened = open_index(tmp_path, embedding_model=HashedWords.name, chroma_url=chroma_url)
    assert opened.chunks == VILLAGE.chunks
    assert (opened.vectors == VILLAGE.index().vectors).all()  # to the last bit: what is copied on does not wander


@pytest.mark.process
@pytest.mark.xdist_group("chroma-server")
def test_dropping_removes_one_collection_and_no_other(chroma_url: str) -> None:
    """Pruning an old generation leaves the live one; dropping twice does no harm."""
    index = VILLAGE.index()
    old, live = (VectorStore(Path(), f"brobygger-{name}", chroma_url) for name in ("old", "live"))
    for store in (old, live):
        store.write(index.chunks, index.vectors)
    drop_collection("old", chroma_url)
    drop_collection("old", chroma_url)
    assert tuple(live.read()[0]) == VILLAGE.chunks
    with pytest.raises(Exception, match="brobygger-old"):
        old.read()


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    """Not a damaged index: the operator learns to look at CHROMA_URL."""
    url = f"http://127.0.0.1:{free_port()}"
    VILLAGE.write(tmp_path)
    with pytest.raises(StoreUnreachable, match=f"CHROMA_URL={url}"):
        open_index(tmp_path, chroma_url=url)
    index = VILLAGE.index()
    with pytest.raises(StoreUnreachable, match="Start it"):
        VectorStore(tmp_path / "chroma", "brobygger-g1", url).write(index.chunks, index.vectors)
