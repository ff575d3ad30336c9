"""``brobygger evaluate`` as a person runs it: on questions about the shipped sources, and on a retrieval set."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from knowledge.evaluation.scoring import KNOWN_ADDRESSES, known_addresses
from knowledge.service import Knowledge
from tests.evaluation.scoring import QUESTIONS
from tests.journeys.program import Program

pytestmark = pytest.mark.process

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
EVALUATE = [line.removeprefix("$ ") for line in README.splitlines() if line.startswith("$ brobygger evaluate")]

LEADER = {"id": "M1", "category": "made up", "lang": "nb", "question": "Hvem leder Nemonoor?", "outcome": ["answered"]}
RIGHT = LEADER | {"must": [["Digital Norway"]]}
WRONG = LEADER | {"id": "M2", "must": [["Per Oppdiktet"]], "category": "[bold]"}

CORPUS = [
    {"_id": "huset", "title": "Prøvehuset (oppdiktet)", "text": "Huset åpner klokken ni om morgenen."},
    {"_id": "garn", "title": "", "text": "Garnlaget strikker votter av ull."},
    {"_id": "vev", "title": "", "text": "Medlemmene låner vevstoler gratis."},
]
QUERIES = [
    {"_id": "q1", "text": "Når åpner huset?"},
    {"_id": "q2", "text": "hvem strikker vottr"},
    {"_id": "q3", "text": "Hva koster melk?"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\thuset\t1\nq2\tgarn\t1\n"
MEASURES = "recall@1 recall@5 recall@10 mrr@10 ndcg@10 ms_p50 ms_p95 queries passages".split()


def write(file: Path, *rows: dict[str, Any]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def retrieval(tmp_path: Path) -> Program:
    """The program without an index, in a folder with a made-up retrieval set."""
    write(tmp_path / "corpus.jsonl", *CORPUS)
    write(tmp_path / "queries.jsonl", *QUERIES)
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return Program(tmp_path, tmp_path / "data")


def test_answers_are_counted_shown_and_written(brobygger: Program) -> None:
    """One right and one wrong answer; a later run is compared with the first."""
    write(brobygger.folder / "questions.jsonl", RIGHT, WRONG)
    done = brobygger.run(
        "evaluate", "questions.jsonl", "--today", "2026-11-21", "--json", "run.json", "--html", "report.html"
    )
    assert (done.returncode, done.stderr) == (0, "Asking 2 questions as of 2026-11-21.\n")
    assert "Right: 50.0% of 2" in done.stdout
    assert "M2 (nb) Hvem leder Nemonoor?\n  - missing: Per Oppdiktet\n  answered: " in done.stdout
    assert "[bold]" in done.stdout
    run = json.loads((brobygger.folder / "run.json").read_text("utf-8"))
    assert [(row["id"], row["right"]) for row in run["questions"]] == [("M1", True), ("M2", False)]
    assert all(0 < row["probability"] < 1 and row["latency_ms"] > 0 for row in run["questions"])
    assert run["totals"]["accuracy"] == 0.5
    assert (brobygger.folder / "report.html").read_text("utf-8").startswith("<!doctype html>")

    write(brobygger.folder / "questions.jsonl", RIGHT, WRONG | {"must": []})
    again = brobygger.run("evaluate", "questions.jsonl", "--compare", "run.json", "--by", "topic", "--failures", "0")
    assert again.returncode == 0
    assert "+50.0% right over 2 common questions" in again.stdout
    assert "Turned right: 1\n  M2 (nb)" in again.stdout


def test_too_few_right_answers_end_with_status_one(brobygger: Program) -> None:
    """The run is printed as JSON alone where --json names standard output."""
    write(brobygger.folder / "questions.jsonl", RIGHT, WRONG)
    done = brobygger.run("evaluate", "questions.jsonl", "--fail-under", "0.6", "--json", "-")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["questions"]) == 2


def test_the_search_is_measured_without_an_index(retrieval: Program) -> None:
    """One JSON object with the documented keys; a query without a relevant passage is reported and left out."""
    command = ["evaluate", "--retrieval", "corpus.jsonl", "queries.jsonl", "qrels.tsv", "--json"]
    done = retrieval.run(*command)
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout)
    assert list(measured) == MEASURES
    assert (measured["recall@1"], measured["ndcg@10"], measured["queries"], measured["passages"]) == (1.0, 1.0, 2, 3)
    assert measured["ms_p50"] > 0
    assert "Left out, for want of a relevant passage in qrels.tsv: 1 of 3 queries." in done.stderr
    assert "Embedding passages" in done.stderr
    assert [path.name for path in retrieval.data_dir.iterdir()] == ["evaluation"]

    again = retrieval.run(*command)
    assert "Embedding passages" not in again.stderr
    assert json.loads(again.stdout)["ndcg@10"] == 1.0


def test_measures_can_be_read_by_people(retrieval: Program) -> None:
    """Without --json a table; --cache names another folder."""
    files = ["corpus.jsonl", "queries.jsonl", "qrels.tsv"]
    done = retrieval.run("evaluate", *files, "--retrieval", "--language", "nb", "--cache", "vectors")
    assert done.returncode == 0, done.stderr
    assert "1.0000" in done.stdout
    assert (retrieval.folder / "vectors").is_dir()
    assert not retrieval.data_dir.exists()


BAD: dict[str, tuple[list[str], str]] = {
    "no file": (["none.jsonl"], "none.jsonl cannot be read: No such file or directory."),
    "two files": (["questions.jsonl", "questions.jsonl"], "Give one file of questions, or --retrieval CORPUS"),
    "a broken line": (["broken.jsonl"], "broken.jsonl, line 2: not JSON"),
    "a broken pattern": (
        ["pattern.jsonl"],
        "pattern.jsonl, line 1: must.0.0: Value error, '(' is no regular expression",
    ),
    "not a run": (["questions.jsonl", "--compare", "questions.jsonl"], "questions.jsonl is no run that"),
    "no such run": (["questions.jsonl", "--compare", "none.json"], "none.json cannot be read"),
    "another run": (["questions.jsonl", "--compare", "other.json"], "have no question in common"),
    "nowhere to write": (["questions.jsonl", "--html", "no/where.html"], "no/where.html cannot be written"),
    "a folder to write": (["questions.jsonl", "--json", "."], ". cannot be written"),
    "too few files": (["--retrieval", "corpus.jsonl", "queries.jsonl"], "Give one file of questions, or --retrieval"),
    "options of questions": (
        ["--retrieval", "corpus.jsonl", "queries.jsonl", "qrels.tsv", "--fail-under", "1"],
        "belong to questions, not to --retrieval.",
    ),
    "files in another order": (
        ["--retrieval", "corpus.jsonl", "qrels.tsv", "queries.jsonl"],
        "qrels.tsv, line 1: not JSON",
    ),
    "nothing in common": (
        ["--retrieval", "corpus.jsonl", "queries.jsonl", "other.tsv"],
        "No query of queries.jsonl has a relevant passage in other.tsv",
    ),
    "a share above one": (["questions.jsonl", "--fail-under", "90"], "Invalid value for '--fail-under'"),
    "an unknown group": (["questions.jsonl", "--by", "weather"], "Invalid value for '--by'"),
}


@pytest.mark.parametrize(("arguments", "sentence"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_told_before_anything_is_done(
    arguments: list[str], sentence: str, retrieval: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 2 and a sentence; no index is built and nothing is embedded."""
    folder = retrieval.folder
    write(folder / "questions.jsonl", RIGHT)
    write(folder / "pattern.jsonl", RIGHT | {"must": [["("]]})
    (folder / "broken.jsonl").write_text(json.dumps(RIGHT) + "\n{\n", encoding="utf-8")
    (folder / "other.tsv").write_text("q99\thuset\t1\n", encoding="utf-8")
    row = {"id": "x", "category": "c", "lang": "nb", "question": "?", "outcome": "answered", "right": True}
    row |= {"reasons": [], "probability": None, "latency_ms": 1, "answer": ""}
    run = {"format": 1, "today": "", "generation": "", "embedding_model": "", "totals": {}, "questions": [row]}
    write(folder / "other.json", run)
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(app, ["evaluate", *arguments], env={"DATA_DIR": str(retrieval.data_dir)})
    assert (done.exit_code, done.stdout) == (2, ""), done.stderr or repr(done.exception)
    assert sentence in done.stderr.splitlines()[-1]
    assert not retrieval.data_dir.exists()


def test_the_addresses_that_answers_may_name_are_those_of_the_index(knowledge: Knowledge) -> None:
    """Whoever has sources of their own is not blamed for the addresses in them."""
    assert known_addresses(knowledge.texts()) == KNOWN_ADDRESSES


@pytest.mark.parametrize("command", EVALUATE)
def test_the_commands_of_the_readme_work(command: str, brobygger: Program, retrieval: Program) -> None:
    """Each of them, on the first of our own questions and on a made-up retrieval set."""
    folder = brobygger.folder
    (folder / "tests" / "evaluation").mkdir(parents=True)
    first = QUESTIONS.read_text("utf-8").splitlines(keepends=True)[:3]
    (folder / "tests" / "evaluation" / "questions.jsonl").write_text("".join(first), encoding="utf-8")
    program = retrieval if "--retrieval" in command else brobygger
    if named := re.search(r"--compare (\S+)", command):
        assert program.run("evaluate", "tests/evaluation/questions.jsonl", "--json", named[1]).returncode == 0
    done = program.run(*shlex.split(command)[1:])
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_readme_shows_both_ways_of_measuring() -> None:
    assert any("--retrieval" in command for command in EVALUATE)
    assert any("--html" in command for command in EVALUATE)
