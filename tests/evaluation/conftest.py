"""The answers to all evaluation questions, made once."""

from pathlib import Path

import pytest

from knowledge.index import Index, open_current
from knowledge.service import Knowledge
from tests.conftest import TODAY
from tests.evaluation.answers import Asking, ask_all


@pytest.fixture(scope="session")
def asking(knowledge: Knowledge) -> Asking:
    """Every question with its answers. The tests that use it share an ``xdist_group``, so one worker does it."""
    return ask_all(knowledge, TODAY)


@pytest.fixture(scope="session")
def index(shipped_data_dir: Path) -> Index:
    """The index that the answers must rest on."""
    return open_current(shipped_data_dir)
