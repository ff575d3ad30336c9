"""``brobygger evaluate`` with a language model, which a server on loopback plays; its sentences are partly made up."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.asking import BadInput
from bot.cli import app
from bot.evaluating import settings_for
from knowledge.settings import KnowledgeSettings
from tests.knowledge.writing.beside import served_beside
from tests.knowledge.writing.openai_server import KEY, Reply, says

LEADER = {
    "id": "M1", "category": "made up", "lang": "nb", "question": "Hvem leder Nemonoor?", "outcome": ["answered"],
    "must": [["Digital Norway"]],
}  # fmt: skip
UNKNOWN = {
    "id": "M2", "category": "made up", "lang": "nb", "question": "Hva koster melk på Månen?", "outcome": ["refused"],
}  # fmt: skip
PROVEN = [f"Digital Norway leder Nemonoor [{n}]." for n in (1, 2, 3)]
INVENTED = "Kari Oppdiktet overtok ledelsen i 2031 [1]."


@pytest.fixture
def data_dir(tmp_path: Path, copy_shipped_index: Callable[[Path], Path]) -> Path:
    """A data directory of one's own with the shipped index."""
    return copy_shipped_index(tmp_path / "data")


def evaluate(
    folder: Path,
    *options: str,
    rows: Sequence[dict[str, Any]] = (LEADER, UNKNOWN),
    env: Mapping[str, str] | None = None,
) -> Result:
    """Run the command on questions in a folder."""
    file = folder / "questions.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    arguments = ["evaluate", str(file), "--today", "2026-11-21", *options]
    return CliRunner().invoke(app, arguments, env={"DATA_DIR": str(folder / "data"), "COLUMNS": "200", **(env or {})})


def played(url: str, **other: str) -> dict[str, str]:
    """The settings of the played model."""
    return {"LLM_MODEL": "openai:made-up", "LLM_BASE_URL": url, "LLM_API_KEY": KEY} | other


@pytest.mark.usefixtures("data_dir")
def test_a_models_part_is_measured_shown_and_written(tmp_path: Path) -> None:
    """Its proven sentence is shown, its invention dropped; the run is compared with one without it."""
    before, after, page = (tmp_path / name for name in ("before.json", "after.json", "page.html"))
    assert evaluate(tmp_path, "--json", str(before)).exit_code == 0
    script = [says(*PROVEN, INVENTED), *[says("NO ANSWER")] * 3]
    with served_beside(script) as url:
        options = ("--llm", "--json", str(after), "--html", str(page), "--compare", str(before))
        done = evaluate(tmp_path, *options, env=played(url, LLM_PRICE_IN="1", LLM_PRICE_OUT="2"))
    assert done.exit_code == 0, done.stderr
    assert "written by openai:made-up" in done.stderr
    for told in (
        "Right: 100.0% of 2", "citation recall", "Support was judged by Brobygger's own verifier.", "upper bounds",
        "Written by: openai:made-up, 1 of the 1 answers", "Fallbacks: 0", "Tokens: ", "Cost: 0.0",
        "First sentence: p50",
        "+0.0% right over 2 common questions",
    ):  # fmt: skip
        assert told in done.stdout, told
    run, earlier = (json.loads(file.read_text("utf-8")) for file in (after, before))
    written = run["questions"][0]["writing"]
    assert (written["kept"], written["failure"]) == (1, None)
    assert "Oppdiktet" not in run["questions"][0]["answer"]
    assert run["writing"]["reasons"]["name"] >= 1
    assert run["citations"]["recall"] == 1.0
    assert run["questions"][1]["citations"] is None
    assert earlier["writing"] is None
    assert earlier["citations"]["answers"] == 1
    assert "Written by a language model" in page.read_text("utf-8")


@pytest.mark.usefixtures("data_dir")
def test_a_model_that_fails_is_told_by_kind(tmp_path: Path) -> None:
    with served_beside([Reply(status=401)]) as url:
        done = evaluate(tmp_path, "--llm", rows=(LEADER,), env=played(url))
    assert done.exit_code == 0, done.stderr
    assert "Fallbacks: 1 answers in the sources' own sentences (denied 1)" in done.stdout
    assert "Right: 100.0% of 1" in done.stdout
    assert "not known (LLM_PRICE_IN" in done.stdout


@pytest.mark.usefixtures("data_dir")
def test_without_llm_a_model_that_is_set_is_not_asked(tmp_path: Path) -> None:
    """And that is said; nothing listens at the address."""
    done = evaluate(tmp_path, rows=(LEADER,), env=played("http://127.0.0.1:9"))
    assert done.exit_code == 0, done.stderr
    assert "LLM_MODEL=openai:made-up is not asked" in done.stderr
    assert "Written by" not in done.stdout
    assert "Citation recall: 100.0%" in done.stdout


@pytest.mark.usefixtures("data_dir")
def test_nobody_need_judge_the_citations(tmp_path: Path) -> None:
    done = evaluate(tmp_path, "--judge", "none", rows=(LEADER,))
    assert done.exit_code == 0, done.stderr
    assert "Right: 100.0% of 1" in done.stdout
    assert "itation recall" not in done.stdout


@pytest.mark.parametrize(
    ("options", "env", "sentence"),
    [
        (("--llm",), {}, "--llm needs a language model: set LLM_MODEL=provider:name"),
        (("--llm",), {"LLM_MODEL": "made-up"}, "LLM_MODEL=made-up is no provider:name"),
        (("--judge", "nli"), {}, "--judge nli needs a model to judge with: set NLI_MODEL"),
        (("--judge", "chance"), {}, "Invalid value for '--judge'"),
    ],
)
def test_what_is_not_set_up_is_told_before_anything_is_done(
    options: tuple[str, ...], env: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    """Exit status 2 and a sentence; no index is made."""
    done = evaluate(tmp_path, *options, env=env)
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert not (tmp_path / "data").exists()


def settings(**values: Any) -> KnowledgeSettings:
    return KnowledgeSettings(_env_file=None, **values)  # type: ignore[call-arg]  # mypy does not know _env_file


def test_a_cross_encoder_that_judges_is_not_the_gate_too() -> None:
    """A judge that had let the sentences through would judge itself."""
    given = settings(llm_model="openai:made-up", llm_api_key=KEY, nli_model="made-up-nli")
    assert settings_for(given, llm=True, judge="nli", say=print).nli_model is None
    assert settings_for(given, llm=True, judge="verifier", say=print).nli_model == "made-up-nli"


def test_a_judge_that_is_missing_is_bad_input() -> None:
    with pytest.raises(BadInput, match="NLI_MODEL"):
        settings_for(settings(), llm=False, judge="nli", say=print)
