"""The answers to all evaluation questions, made once."""

import fcntl
import pickle
from pathlib import Path

import pytest

from knowledge.index import Index, open_current
from knowledge.service import Knowledge
from tests.conftest import TODAY
from tests.evaluation.answers import Asking, ask_all


@pytest.fixture(scope="session")
def asking(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Asking:
    """Every question with its answers, which takes half a minute.

    The tests that use it share an ``xdist_group``, so one worker does it; where groups are not kept, the first
    one does it and the others read what it wrote.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with (shared / "answers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answers = shared / "answers.pickle"
        if not answers.exists():
            answers.write_bytes(pickle.dumps(ask_all(knowledge, TODAY)))
    made: Asking = pickle.loads(answers.read_bytes())
    return made


@pytest.fixture(scope="session")
def index(shipped_data_dir: Path) -> Index:
    """The index that the answers must rest on."""
    return open_current(shipped_data_dir)
