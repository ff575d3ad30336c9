"""The command ``ingest`` as a process: plans, generations, failures, and a watch."""

import json
import signal
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from ingest.locking import only_ingest
from tests.journeys.conftest import DOCUMENT
from tests.journeys.program import Program

pytestmark = pytest.mark.process

QUESTION = "Når møtes Garnlaget?"


def rewrite(program: Program, old: str, new: str) -> None:
    """Change the made-up document where it says something once."""
    file = program.folder / "sources" / "garnlaget.md"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def written(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def test_a_plan_before_the_first_run_writes_nothing(newcomer: Program) -> None:
    """It goes to standard output, because it was asked for."""
    done = newcomer.run("ingest", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Vedtekter for Garnlaget (oppdiktet)" in done.stdout
    assert "texts to embed, " in done.stdout
    assert done.stdout.endswith("Nothing was written.\n")
    assert not newcomer.data_dir.exists()


def test_a_change_is_planned_published_and_taken_back(newcomer: Program) -> None:
    """What people are told follows the pointer: the new day, then the old one, then again what the sources say."""
    first = json.loads(newcomer.run("ingest", "--json").stdout)
    rewrite(newcomer, "hver torsdag", "hver mandag")
    before = written(newcomer.data_dir)

    plan = newcomer.run("ingest", "--dry-run")
    assert "[-torsdag-] {+mandag+}" in plan.stdout
    assert "1 text to embed" in plan.stdout
    row = json.loads(newcomer.run("ingest", "--dry-run", "--json").stdout)
    assert (row["planned"], row["changed"], row["embedded"], row["generation"]) == (True, True, 1, first["generation"])
    assert row["estimated_seconds"] > 0
    assert written(newcomer.data_dir) == before

    done = newcomer.run("ingest", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "mandag" in newcomer.run("ask", QUESTION).stdout

    newest, oldest = json.loads(newcomer.run("ingest", "--list", "--json").stdout)["generations"]
    assert (newest["live"], oldest["live"], oldest["name"]) == (True, False, first["generation"])
    assert newest["changed"] == {"added": 0, "changed": 1, "moved": 0, "retired": 0}
    assert newest["name"] in newcomer.run("ingest", "--list").stdout
    report = newcomer.data_dir / "index" / "generations" / newest["name"] / "report.html"
    assert "<del>torsdag</del>" in report.read_text(encoding="utf-8")

    back = newcomer.run("ingest", "--rollback")
    assert (back.returncode, back.stderr) == (0, "")
    assert back.stdout.startswith(f"Generation {first['generation']} is live.")
    assert "torsdag" in newcomer.run("ask", QUESTION).stdout
    too_far = newcomer.run("ingest", "--rollback", "2", "--json")
    assert too_far.returncode == 2
    assert json.loads(too_far.stdout)["kind"] == "nothing-older"

    again = json.loads(newcomer.run("ingest", "--json").stdout)
    assert (again["changed"], again["embedded"]) == (True, 1)
    checked = newcomer.run("ingest", "--check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith(f"Generation {again['generation']} passes its checks: ")


def test_a_source_that_lost_much_is_rejected_unless_that_is_accepted(newcomer: Program) -> None:
    """Exit code 4; the rejected generation lies beside with its reason, and the old one goes on answering."""
    more = "".join(f"\n## {n}. Regel\n\nRegel nummer {n} er diktet opp for denne prøven.\n" for n in range(4, 12))
    file = newcomer.folder / "sources" / "garnlaget.md"
    file.write_text(DOCUMENT + more, encoding="utf-8")
    assert newcomer.run("ingest", "--quiet").returncode == 0
    file.write_text(DOCUMENT, encoding="utf-8")
    done = newcomer.run("ingest", "--json")
    assert (done.returncode, done.stderr) == (4, "")
    failure = json.loads(done.stdout)
    assert failure["kind"] == "check-failed"
    assert "--accept-loss" in failure["error"]
    listed = newcomer.run("ingest", "--list").stdout
    assert "rejected: " in listed
    assert "torsdag" in newcomer.run("ask", QUESTION).stdout
    assert newcomer.run("ingest", "--accept-loss", "--quiet").returncode == 0


def test_whoever_holds_the_lock_is_named(newcomer: Program) -> None:
    """Exit code 3: a caller may simply try again later."""
    with only_ingest(newcomer.data_dir / "index"):
        told = newcomer.run("ingest")
        row = newcomer.run("ingest", "--json")
    assert (told.returncode, told.stdout) == (3, "")
    assert "Another ingest is at work" in told.stderr
    assert (row.returncode, row.stderr) == (3, "")
    assert json.loads(row.stdout)["kind"] == "ingest-busy"


def test_sources_that_cannot_be_used_are_told_to_a_program_too(newcomer: Program) -> None:
    """One object and exit code 2, and nothing is written."""
    (newcomer.folder / "sources" / "garnlaget.md").unlink()
    done = newcomer.run("ingest", "--json")
    assert (done.returncode, done.stderr) == (2, "")
    failure = json.loads(done.stdout)
    assert failure["kind"] == "sources-rejected"
    assert "garnlaget.md" in failure["error"]


@pytest.mark.parametrize("options", [["--list", "--check"], ["--rollback", "--strict"], ["--dry-run", "--quiet"]])
def test_options_that_make_no_sense_together_are_told(tmp_path: Path, options: list[str]) -> None:
    """Before anything is done; no process is needed to see that."""
    done = CliRunner().invoke(app, ["ingest", *options], env={"DATA_DIR": str(tmp_path / "data")})
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("arguments", [["--rollback", "0"], ["--keep", "0"], ["--rollback=none"]])
def test_numbers_must_count_something(arguments: list[str]) -> None:
    done = CliRunner().invoke(app, ["ingest", *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Invalid value for" in done.stderr


def test_the_exit_codes_stand_in_the_help() -> None:
    told = " ".join(CliRunner().invoke(app, ["ingest", "--help"]).stdout.split())
    for code in ("0 done", "2 the sources", "3 another ingest", "4 the new index", "130 interrupted"):
        assert code in told


def test_a_watch_follows_the_file_and_ends_well(newcomer: Program) -> None:
    """A line for each run; Ctrl-C ends it with exit code 0."""
    command = [*newcomer.command, "ingest", "--watch"]
    with subprocess.Popen(
        command, cwd=newcomer.folder, env=newcomer.environment, stderr=subprocess.PIPE, encoding="utf-8"
    ) as watch:
        try:
            assert watch.stderr is not None
            assert " is live: " in watch.stderr.readline()
            rewrite(newcomer, "hver torsdag", "hver mandag")
            assert "1 changed; 1 embedded" in watch.stderr.readline()
            rewrite(newcomer, "## 1. Møter", "## 1. Møter\n\n\x00")
            assert "1 error in the sources:" in watch.stderr.readline()
            assert "garnlaget.md" in watch.stderr.readline()
            watch.send_signal(signal.SIGINT)
            assert watch.wait(timeout=60) == 0
        finally:
            watch.kill()
