"""What the person at the terminal sees of a run, and the run with the bundled model."""

from typing import TYPE_CHECKING

import pytest

from ingest.console import run_ingest
from knowledge.embedding import BUNDLED, load_embeddings
from knowledge.index import open_current

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop


def test_the_bundled_model_builds_an_index_that_answers(
    workshop: "Workshop", capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a setting the bundled weights are used, and everything is told on standard error."""
    report = run_ingest(workshop.data_dir, workshop.list, None)
    output = capsys.readouterr()
    assert output.out == ""
    assert f"Generation {report.generation} is live." in output.err
    index = open_current(workshop.data_dir, embedding_model=BUNDLED)
    question = load_embeddings().embed_query("When does the test house close?")
    scores = index.vectors @ question
    assert index.chunks[int(scores.argmax())].id == "huset.en#TST-02"


def test_quiet_is_quiet(workshop: "Workshop", capsys: pytest.CaptureFixture[str]) -> None:
    workshop.ingest()
    run_ingest(workshop.data_dir, workshop.list, None, quiet=True)
    output = capsys.readouterr()
    assert output.out + output.err == ""
