"""With a Chroma server: what holds of generations in folders holds of collections too."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.errors import CheckFailed
from ingest.history import rollback
from knowledge.errors import IndexDamaged, StoreUnreachable
from knowledge.vectors import VectorStore
from tests.chroma_server import chroma_server, free_port
from tests.ingest.conftest import Workshop
from tests.ingest.test_interrupted import killed_at

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("chroma-server")]
HOURS = ("fire", "fem", "seks", "sju", "åtte")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture
def workshop(server: str, tmp_path: Path) -> Iterator[Workshop]:
    """Sources whose index goes to the server; another's collection is there too."""
    made = Workshop(tmp_path, chroma_url=server)
    made.fill()
    with _client(server) as client:
        client.get_or_create_collection("another-program")
    yield made
    with _client(server) as client:
        assert "another-program" in [c.name for c in client.list_collections()]
        for collection in client.list_collections():
            client.delete_collection(collection.name)


@contextmanager
def _client(url: str) -> Iterator["ClientAPI"]:
    """As our own code reaches the server."""
    with VectorStore(Path(), "none", url)._client() as client:
        yield client


def collections(workshop: Workshop) -> list[str]:
    """The generations that have a collection, oldest first."""
    assert workshop.chroma_url
    with _client(workshop.chroma_url) as client:
        names = [collection.name for collection in client.list_collections()]
    return sorted(name.removeprefix("brobygger-") for name in names if name.startswith("brobygger-"))


def later(workshop: Workshop, hour: int) -> None:
    """The house closes an hour later."""
    workshop.edit("huset.nb.md", f"klokken {HOURS[hour - 1]}", f"klokken {HOURS[hour]}")


def test_old_generations_go_with_their_collections(workshop: Workshop) -> None:
    """Publishing embeds only what changed, copies the rest to the last bit, and keeps three."""
    names = [workshop.ingest().generation]
    first = workshop.open()
    for hour in (1, 2, 3):
        later(workshop, hour)
        report = workshop.ingest()
        assert (report.embedded, report.copied) == (1, 7)
        names.append(report.generation)
    assert collections(workshop) == workshop.generations.names() == names[1:]
    same = [n for n, chunk in enumerate(first.chunks) if chunk.id != "huset.nb#TST-02"]
    assert (workshop.open().vectors[same] == first.vectors[same]).all()
    assert not workshop.ingest().changed


def test_going_back_finds_the_older_collection(workshop: Workshop) -> None:
    first = workshop.ingest().generation
    later(workshop, 1)
    workshop.ingest()
    assert rollback(workshop.data_dir, chroma_url=workshop.chroma_url) == first
    assert workshop.search("Prøvehuset stenger klokken fire.")[0] == "huset.nb#TST-02"
    assert workshop.ingest().changed


def test_a_rejected_generation_leaves_no_collection(workshop: Workshop) -> None:
    first = workshop.ingest().generation
    later(workshop, 1)

    def change_weights(point: str) -> None:
        if point == "written":
            workshop.embeddings.salt = "other weights from now on"

    with pytest.raises(CheckFailed):
        workshop.ingest(checkpoint=change_weights)
    assert collections(workshop) == [first]


@pytest.mark.parametrize("point", ["staged", "written", "sealed", "published"])
def test_a_killed_run_leaves_nothing_that_the_next_one_does_not_sweep(point: str, workshop: Workshop) -> None:
    """A run that died when it was sealed leaves a complete generation, which grows old like any other."""
    workshop.ingest()
    later(workshop, 1)
    assert killed_at(point, workshop) == -signal.SIGKILL
    workshop.open()
    later(workshop, 2)
    live = workshop.ingest().generation
    assert workshop.search("Prøvehuset stenger klokken seks.")[0] == "huset.nb#TST-02"
    assert collections(workshop) == workshop.generations.names()
    assert workshop.generations.names()[-1] == live


def test_a_collection_that_is_gone_is_told_and_made_anew(workshop: Workshop) -> None:
    first = workshop.ingest().generation
    assert workshop.chroma_url
    with _client(workshop.chroma_url) as client:
        client.delete_collection(f"brobygger-{first}")
    with pytest.raises(IndexDamaged, match="Run `brobygger ingest`"):
        workshop.open()
    assert (workshop.ingest().why or "").startswith("the live index is damaged")
    assert collections(workshop)


def test_a_collection_that_lost_a_row_is_told(workshop: Workshop) -> None:
    first = workshop.ingest().generation
    assert workshop.chroma_url
    with _client(workshop.chroma_url) as client:
        client.get_collection(f"brobygger-{first}", embedding_function=None).delete(ids=["record#k1"])
    with pytest.raises(IndexDamaged, match="holds 7 chunks, its manifest says 8"):
        workshop.open()


def test_a_server_that_is_away_changes_nothing(workshop: Workshop) -> None:
    first = workshop.ingest().generation
    later(workshop, 1)
    there, workshop.chroma_url = workshop.chroma_url, f"http://127.0.0.1:{free_port()}"
    with pytest.raises(StoreUnreachable, match="CHROMA_URL"):
        workshop.ingest()
    workshop.chroma_url = there
    assert workshop.open().manifest.name == first


def test_a_server_that_goes_away_in_a_first_run_is_told(tmp_path: Path) -> None:
    """What was begun is swept by the next run, on the server too."""
    workshop = Workshop(tmp_path / "workshop")
    workshop.fill()

    with ExitStack() as stack:
        workshop.chroma_url = stack.enter_context(chroma_server(tmp_path / "server"))

        def leave(point: str) -> None:
            if point == "staged":
                stack.close()

        with pytest.raises(StoreUnreachable, match="CHROMA_URL"):
            workshop.ingest(checkpoint=leave)
    (begun,) = (workshop.data_dir / "index" / "generations").iterdir()
    with chroma_server(tmp_path / "server") as workshop.chroma_url:
        live = workshop.ingest().generation
        assert collections(workshop) == [live]
    assert not begun.exists() or begun.name == live
