"""The answers to all evaluation questions, made once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from knowledge.index import Index, open_current
from knowledge.service import Knowledge
from tests.conftest import TODAY
from tests.evaluation.answers import Asking, ask_all
from tests.evaluation.made_once import MadeOnce


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Where the workers of this run share what takes long to make."""
    own = tmp_path_factory.getbasetemp()
    return MadeOnce(own if worker_id == "master" else own.parent)


@pytest.fixture(scope="session")
def asking(knowledge: Knowledge, made_once: MadeOnce) -> Asking:
    """Every question with its answers, which takes half a minute.

    The tests that use it share an ``xdist_group``, so one worker does it; where groups are not kept, the first
    one does it and the others read what it wrote.
    """
    return made_once.get("answers", lambda: ask_all(knowledge, TODAY))


@pytest.fixture(scope="session")
def index(shipped_data_dir: Path) -> Index:
    """The index that the answers must rest on."""
    return open_current(shipped_data_dir)


@pytest.fixture(scope="session")
def texts(index: Index) -> Mapping[str, Collection[str]]:
    """What is stored, by the id of its source."""
    stored: dict[str, list[str]] = defaultdict(list)
    for chunk in index.chunks:
        stored[chunk.source_id].append(chunk.text)
    return stored
