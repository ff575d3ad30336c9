"""With a Chroma server, a generation is a collection on it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from knowledge.errors import StoreUnreachable
from knowledge.index import drop_collection, open_index
from knowledge.vectors import VectorStore
from tests.knowledge.made_up import HashedWords
from tests.knowledge.village import VILLAGE

PATIENCE = 90  # seconds; it takes three on a free machine


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers; it has no other way to say that it is ready."""
    for _ in range(PATIENCE * 10):
        assert server.poll() is None, "the server ended"
        try:
            httpx.get(f"{url}/api/v2/heartbeat", timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer")


@pytest.fixture(scope="module")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of its own on loopback."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1", "--port", str(port)]
    folder = tmp_path_factory.mktemp("server")
    server = subprocess.Popen(
        [*command, "--path", str(folder)],
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.process
@pytest.mark.xdist_group("chroma-server")
def test_a_generation_is_written_to_and_read_from_a_server(chroma_url: str, tmp_path: Path) -> None:
    """Only the lexical side and the records stay in the folder."""
    VILLAGE.write(tmp_path, "g1", chroma_url)
    assert not (tmp_path / "chroma").exists()
    opened = open_index(tmp_path, embedding_model=HashedWords.name, chroma_url=chroma_url)
    assert opened.chunks == VILLAGE.chunks
    assert opened.vectors.shape == VILLAGE.index().vectors.shape


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
