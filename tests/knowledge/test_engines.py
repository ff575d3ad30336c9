"""The bundled model answers alike whatever its threads do, and stands behind LangChain's interface."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from knowledge.embedding import BundledE5, load_embeddings
from knowledge.engines import BUNDLED, E5Engine, NamedEmbeddings, embedding_name

ROOT = Path(__file__).parents[2]
TEXTS = ["Votter av ull strikkes om høsten.", "Mittens are knitted from wool.", "Hva?"]
LOAD_AND_LIST = """
import os
from knowledge.engines import load_engine
load_engine()
print(*(os.environ.get(name, "-") for name in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "OMP_NUM_THREADS")))
"""


@pytest.fixture(scope="module")
def engine() -> E5Engine:
    return E5Engine()


def threads_after_loading(**settings: str) -> list[str]:
    """What a fresh process tells OpenMP: how to wait, how long to spin, how many threads."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("OMP_", "GOMP_"))}
    environment = {**bare, "PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, "-c", LOAD_AND_LIST]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=True)
    return done.stdout.split()


def test_what_is_handed_to_langchain_is_langchains() -> None:
    loaded = load_embeddings()
    assert isinstance(loaded, Embeddings)
    assert isinstance(loaded, BundledE5)
    assert isinstance(loaded, NamedEmbeddings)
    assert loaded.name == embedding_name() == BUNDLED


def test_the_vectors_do_not_depend_on_who_asks_for_them(engine: E5Engine) -> None:
    """Ingest embeds through LangChain's interface and a question without it: the vectors are the same to the bit."""
    assert load_embeddings().embed_query(TEXTS[0]) == engine.embed_query(TEXTS[0])


def test_a_vector_does_not_depend_on_its_neighbours(engine: E5Engine) -> None:
    """Nor on the threads that share the work."""
    alone = [engine.embed_documents([text])[0] for text in TEXTS]
    assert engine.embed_documents(TEXTS) == alone
    assert engine.embed_documents(TEXTS * 4) == alone * 4


@pytest.mark.process
def test_threads_soon_sleep_while_they_wait() -> None:
    """Threads that spun on made a question take a second beside other work."""
    _, spins, count = threads_after_loading()
    assert int(spins) <= 1000
    assert int(count) <= 2


@pytest.mark.process
def test_what_the_user_says_of_threads_stands() -> None:
    assert threads_after_loading(GOMP_SPINCOUNT="7", OMP_NUM_THREADS="3") == ["-", "7", "3"]
    assert threads_after_loading(OMP_WAIT_POLICY="active")[:2] == ["active", "-"]
