"""Vectors that come with the shipped questions."""

from pathlib import Path

import numpy as np
import pytest

from ingest.collecting import SHIPPED
from ingest.reading.questions import read_questions
from ingest.ready_vectors import ready_vectors, write
from knowledge.engines import E5Engine
from tests.knowledge.made_up import HashedWords

TEXTS = [question.text for question in read_questions(SHIPPED.with_name("questions.jsonl"))]


class OtherWeights(HashedWords):
    """The same name, and other vectors."""

    def embed_query(self, text: str) -> list[float]:
        """Embed something else."""
        return super().embed_query(f"{text} annerledes på alle måter")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("vectors") / "questions.vectors.npz"
    assert write(HashedWords(), written) == len(set(TEXTS))
    return written


def test_what_lies_ready_is_what_the_model_makes(file: Path) -> None:
    """But for the fourth decimal; a text that is not there is left to be embedded."""
    some = TEXTS[:50]
    ready = ready_vectors([*some, "Et spørsmål som ingen har skrevet ned?"], HashedWords(), file)
    assert list(ready) == list(dict.fromkeys(some))
    made = np.array(HashedWords().embed_queries(list(ready)))
    assert np.sum(made * np.array(list(ready.values())), axis=1).min() > 0.999


@pytest.mark.parametrize("other", [OtherWeights(), HashedWords("another made-up model")])
def test_another_model_gets_none(file: Path, other: HashedWords) -> None:
    """Whether it says so or not."""
    assert ready_vectors(TEXTS[:5], other, file) == {}


def test_without_the_file_everything_is_embedded(tmp_path: Path) -> None:
    assert ready_vectors(TEXTS[:5], HashedWords(), tmp_path / "nothing.npz") == {}


def test_the_shipped_vectors_are_the_bundled_models_and_complete() -> None:
    """Run `python -m ingest.ready_vectors` after a change to the questions."""
    assert len(ready_vectors(TEXTS, E5Engine())) == len(set(TEXTS))
