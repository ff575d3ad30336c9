"""Ingest is killed at every point of its way, and somebody asks the index right after."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

BEFORE_PUBLISHING = (
    "collect",
    "read",
    "chunk",
    "compare",
    "embed",
    "embedding",
    "check",
    "staged",
    "written",
    "publish",
    "sealed",
)


def killed_at(point: str, workshop: "Workshop") -> int:
    """Run ingest in a process of its own and kill it there; gives the process's return code."""
    program = Path(__file__).with_name("interrupted_run.py")
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    command = [sys.executable, str(program), str(workshop.folder), point]
    command += [workshop.chroma_url] if workshop.chroma_url else []
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=False, timeout=120).returncode


@pytest.mark.process
@pytest.mark.parametrize("point", BEFORE_PUBLISHING)
def test_the_generation_before_still_answers(point: str, workshop: "Workshop") -> None:
    """Wherever the process dies before the pointer is swapped, the old index opens, answers, and can be renewed."""
    first = workshop.ingest()
    workshop.edit("huset.nb.md", "klokken fire", "klokken fem")
    assert killed_at(point, workshop) == -signal.SIGKILL
    assert workshop.open().manifest.name == first.generation
    assert workshop.search("Prøvehuset stenger klokken fire.")[0] == "huset.nb#TST-02"
    again = workshop.ingest()
    assert (again.changed, again.embedded) == (True, 1)
    assert "klokken fem" in next(c.text for c in workshop.open().chunks if c.id == "huset.nb#TST-02")


@pytest.mark.process
def test_a_death_after_publishing_loses_nothing(workshop: "Workshop") -> None:
    """Once the pointer is swapped the new index is live, though the process had no time to tidy up."""
    workshop.ingest()
    workshop.edit("huset.nb.md", "klokken fire", "klokken fem")
    assert killed_at("published", workshop) == -signal.SIGKILL
    assert workshop.search("Prøvehuset stenger klokken fem.")[0] == "huset.nb#TST-02"
    assert not workshop.ingest().changed


@pytest.mark.process
def test_a_death_in_the_first_run_leaves_no_index(workshop: "Workshop") -> None:
    """Nothing half-made is taken for an index, and the next run makes one."""
    assert killed_at("written", workshop) == -signal.SIGKILL
    assert workshop.generations.current() is None
    assert workshop.ingest().changed
