"""What the tests of the int8 graph share: the bundled weights, and the graph built from them once."""

from pathlib import Path

import pytest

from knowledge.e5_graph.cached import GraphCache
from knowledge.e5_graph.engine import GraphEngine
from knowledge.e5_graph.weights import Weights, bundled_file, read_weights


@pytest.fixture(scope="session")
def weights() -> Weights:
    """The weights of the installed package."""
    return read_weights(bundled_file())


@pytest.fixture(scope="session")
def graph_cache(tmp_path_factory: pytest.TempPathFactory) -> GraphCache:
    """A cache that holds the graph of the bundled weights."""
    cache = GraphCache.under(tmp_path_factory.mktemp("data"))
    cache.prepare()
    return cache


@pytest.fixture(scope="session")
def graph(graph_cache: GraphCache) -> GraphEngine:
    """The graph of the bundled weights."""
    return graph_cache.prepare()()


@pytest.fixture
def other_file(tmp_path: Path) -> Path:
    """A file that is no weights file."""
    file = tmp_path / "weights.bin"
    file.write_bytes(b"E5S1" + bytes(200))
    return file
