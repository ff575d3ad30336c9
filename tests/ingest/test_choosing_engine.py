"""Which engine embeds a generation's passages: what the generation holds decides, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.deferred import Choice, DeferredEmbeddings, choose, engine_of
from knowledge.e5_graph.cached import GraphUnavailable
from knowledge.engines import BUNDLED, GRAPH, NamedEmbeddings
from knowledge.models import Chunk
from tests.knowledge.made_up import HashedWords
from tests.knowledge.village import VILLAGE

CHUNKS = VILLAGE.index().chunks
TEXTS = len({chunk.embedded_text for chunk in CHUNKS})
FASTER = HashedWords("made-up graph")


def there(_: Path) -> Callable[[], NamedEmbeddings]:
    return lambda: FASTER


def not_there(_: Path) -> Callable[[], NamedEmbeddings]:
    raise GraphUnavailable("the package onnx is not installed")


def chosen(
    data_dir: Path, many: int, chunks: tuple[Chunk, ...] = CHUNKS, prepare: Callable[[Path], object] = there
) -> Choice:
    return choose(HashedWords(BUNDLED), chunks, data_dir, many=many, prepare=prepare)  # type: ignore[arg-type]


def test_few_passages_stay_with_the_bundled_engine(tmp_path: Path) -> None:
    """It says why, for the case that it was another one before."""
    choice = chosen(tmp_path, TEXTS + 1)
    assert choice.embeddings.name == BUNDLED
    assert choice.because == f"from {TEXTS + 1} different passages on a faster engine is used, and there are {TEXTS}"
    assert choice.note is None


def test_many_get_the_faster_one(tmp_path: Path) -> None:
    choice = chosen(tmp_path, TEXTS)
    assert choice.embeddings.name == GRAPH
    assert choice.embeddings.embed_documents(["x"]) == FASTER.embed_documents(["x"])
    assert choice.because == f"from {TEXTS} different passages on a faster engine is used, and there are {TEXTS}"


def test_passages_that_say_the_same_count_once(tmp_path: Path) -> None:
    """They cost one embedding; and a renamed file must not change the engine."""
    again = tuple(replace(chunk, id=f"{chunk.id}-igjen", document_id="igjen") for chunk in CHUNKS)
    assert chosen(tmp_path, TEXTS + 1, (*CHUNKS, *again)).embeddings.name == BUNDLED


def test_where_it_cannot_be_had_a_note_says_why(tmp_path: Path) -> None:
    choice = chosen(tmp_path, 1, prepare=not_there)
    assert choice.embeddings.name == BUNDLED
    assert choice.note == (
        "The faster engine for many passages cannot be used here: the package onnx is not installed. "
        "The usual one takes several times as long."
    )


def test_another_model_is_left_alone(tmp_path: Path) -> None:
    """Only the bundled weights have a graph."""
    other = HashedWords("somebody's model")
    assert choose(other, CHUNKS, tmp_path, many=1, prepare=not_there) == Choice(other)


def test_a_choice_loads_nothing(tmp_path: Path) -> None:
    """A run that changes nothing needs no engine, only its name."""

    def never() -> NamedEmbeddings:
        pytest.fail("it was loaded")

    deferred = DeferredEmbeddings(None)
    choice = choose(deferred, CHUNKS, tmp_path, many=1, prepare=lambda _: never)
    assert choice.embeddings.name == GRAPH


def test_a_live_generation_is_tried_with_the_engine_that_made_it(tmp_path: Path) -> None:
    """Other vectors of the same passage lie beside it, and a near neighbour may be nearer."""
    bundled = HashedWords(BUNDLED)
    assert engine_of(GRAPH, bundled, tmp_path, prepare=there).name == GRAPH
    assert engine_of(BUNDLED, bundled, tmp_path, prepare=there) is bundled
    other = HashedWords("somebody's model")
    assert engine_of(GRAPH, other, tmp_path, prepare=there) is other
