"""``kill -9`` at random moments of ingest, while somebody asks all the time."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.conftest import Workshop, quick_folder
from tests.journeys.versions import Numberless, write_version

KILLS, SEED = 50, 4


def start(program: str, *arguments: str, output: Path) -> subprocess.Popen[bytes]:
    """Start one of the programs beside this file."""
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    with output.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", f"tests.journeys.{program}", *arguments],
            env={**os.environ, "PYTHONPATH": paths},
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=stream,
        )


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.process
def test_every_answer_comes_from_one_complete_generation() -> None:
    """Whoever asks, and whenever a run dies; the run after it succeeds by itself."""
    with quick_folder() as folder:
        _kill_and_ask(folder)


def _kill_and_ask(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, Numberless())
    write_version(workshop, 0)
    workshop.ingest()
    with (
        start("asking_all_the_time", str(workshop.data_dir), output=tmp_path / "answers") as asking,
        start("killed_runs", str(tmp_path), str(SEED), str(KILLS), output=tmp_path / "runs") as runs,
    ):
        assert runs.wait(timeout=300) == 0
        assert asking.poll() is None, "whoever asked has ended"
        asking.communicate(b"enough", timeout=60)
        assert asking.returncode == 0
    ended = lines(tmp_path / "runs")
    assert [run["then"] for run in ended] == [0] * KILLS
    deaths = Counter(run["killed"] for run in ended)
    assert set(deaths) <= {-9, 0}
    assert deaths[-9] > KILLS // 2
    answers = lines(tmp_path / "answers")
    assert len(answers) > KILLS
    assert {answer["outcome"] for answer in answers} == {"answered"}
    assert all(len(answer["versions"]) == 1 and not answer["failed"] for answer in answers)
    assert all(answer.get("held", answer["versions"]) == answer["versions"] for answer in answers)
    for who in ("bot", "newcomer"):
        told = [int(answer["versions"][0]) for answer in answers if answer["who"] == who]
        assert told == sorted(told)
        assert len(set(told)) > KILLS // 4
    folder = workshop.data_dir / "index" / "generations"
    assert len(list(folder.iterdir())) == len(workshop.generations.names()) == 3
