"""The command line with a model: the answer on standard output, what it is not on standard error."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.program import Program
from tests.knowledge.writing.beside import served_beside
from tests.knowledge.writing.openai_server import KEY, Reply, says

pytestmark = pytest.mark.process

ASKED = "Hvem leder Nemonoor?"
PROVEN = "Digital Norway leder Nemonoor"


def program(folder: Path, data_dir: Path, url: str, **settings: str) -> Program:
    """The program with a played model."""
    model = {"LLM_MODEL": "openai:made-up", "LLM_BASE_URL": url, "LLM_API_KEY": KEY}
    return Program(folder, data_dir, model | settings)


@pytest.fixture
def data_dir(tmp_path: Path, copy_shipped_index: Callable[[Path], Path]) -> Path:
    """A data directory of one's own with the shipped index."""
    return copy_shipped_index(tmp_path / "data")


def test_ask_prints_what_the_model_wrote_and_the_sources_prove(tmp_path: Path, data_dir: Path) -> None:
    """By the house's own verifier: the invention beside it is not shown."""
    lines = *(f"{PROVEN} [{n}]." for n in (1, 2, 3)), "Kari Oppdiktet overtok ledelsen i 2031 [1]."
    with served_beside([says(*lines), *[says("NO ANSWER")] * 3]) as url:
        done = program(tmp_path, data_dir, url).run("ask", "--today", "2026-11-21", ASKED)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{PROVEN}. [1]")
    assert "Oppdiktet" not in done.stdout
    assert "Kilder:" in done.stdout
    assert "Språkmodellen" not in done.stderr


def test_ask_tells_on_standard_error_that_the_model_did_not_answer(tmp_path: Path, data_dir: Path) -> None:
    with served_beside([Reply(status=401)]) as url:
        done = program(tmp_path, data_dir, url).run("ask", "--today", "2026-11-21", ASKED)
    assert done.returncode == 0
    assert "Digital Norway" in done.stdout
    assert "Språkmodellen svarte ikke denne gangen" in done.stderr
    assert "Språkmodellen" not in done.stdout


def test_a_wrong_model_is_told_once_and_by_the_doctor(tmp_path: Path, data_dir: Path) -> None:
    wrong = program(tmp_path, data_dir, "http://127.0.0.1:9", LLM_MODEL="made-up")
    asked, examined = wrong.run("ask", ASKED), wrong.run("doctor")
    assert asked.returncode == 0
    assert asked.stderr.count("LLM_MODEL=made-up is no provider:name") == 1
    assert "Digital Norway" in asked.stdout
    assert "!!  writer" in examined.stdout
    assert "LLM_MODEL=made-up is no provider:name" in examined.stdout


def test_the_doctor_tells_what_was_used_today_and_when_it_is_spent(tmp_path: Path, data_dir: Path) -> None:
    with served_beside([says(f"{PROVEN} [1].", f"{PROVEN} [2].", usage=(90, 10)), says("NO ANSWER")]) as url:
        with_model = program(tmp_path, data_dir, url)
        with_model.run("ask", "--today", "2026-11-21", ASKED)
        told = with_model.run("doctor").stdout
    assert "ok  writer       openai:made-up (not tried); today " in told
    spent = program(tmp_path, data_dir, url, LLM_TOKENS_PER_DAY="50").run("doctor").stdout
    assert "--  writer       The language model's budget of the day is spent: " in spent
