"""The poisoned sources, ingested once for all workers."""

import fcntl
from pathlib import Path

import pytest

from knowledge.engines import NamedEmbeddings, load_engine
from tests.injection.world import World, cleaned, open_world


@pytest.fixture(scope="session")
def embeddings() -> NamedEmbeddings:
    """The bundled model."""
    return load_engine(None)


@pytest.fixture(scope="session")
def data_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that is kept between runs, for the vectors in it."""
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    return cache.mkdir("poisoned-index") if cache else tmp_path_factory.mktemp("poisoned-index")


@pytest.fixture(scope="session")
def world(data_dir: Path, embeddings: NamedEmbeddings) -> World:
    """The poisoned generation, opened."""
    with (data_dir / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return open_world(data_dir, embeddings)


@pytest.fixture(scope="session")
def clean_world(data_dir: Path, embeddings: NamedEmbeddings, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same sources without their instructions."""
    folder = data_dir / "clean"
    folder.mkdir(exist_ok=True)
    with (data_dir / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return open_world(folder, embeddings, cleaned(tmp_path_factory.mktemp("clean") / "sources"))
