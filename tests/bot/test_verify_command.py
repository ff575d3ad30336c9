# ruff: noqa: E501 - a table of lines reads better unbroken
"""``brobygger verify`` reads labelled sentences and says which their sources support; the sentences are made up."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.verify_report import Checked, report
from knowledge.claims.claim import Verdict
from knowledge.claims.reading import ClaimRow

PASSAGE = {"id": "TST-01", "text": "Garnlaget i Nøstevik har 12 medlemmer."}
TRUE = {"id": "t-1", "lang": "nb", "sentence": "Garnlaget har tolv medlemmer.", "passages": [PASSAGE], "records": []}
FALSE = TRUE | {"id": "t-2", "sentence": "Garnlaget har 13 medlemmer.", "supported": False, "kind": "number"}


def run(tmp_path: Path, *lines: Any, options: tuple[str, ...] = ()) -> Result:
    """Runs the command on a file with these lines."""
    file = tmp_path / "sentences.jsonl"
    file.write_text(
        "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), encoding="utf-8"
    )
    arguments = ["verify", str(file), "--today", "2026-11-21", *options]
    return CliRunner().invoke(app, arguments, env={"DATA_DIR": str(tmp_path / "none"), "NLI_MODEL": ""})


def test_json_gives_one_verdict_a_line_in_the_files_order(tmp_path: Path) -> None:
    """And nothing else on standard output; no index is made."""
    done = run(tmp_path, TRUE, "", FALSE, options=("--json",))
    assert done.exit_code == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], row["supported"]) for row in rows] == [("t-1", True), ("t-2", False)]
    assert rows[1]["reasons"][0] == "number: 13"
    assert not (tmp_path / "none").exists()


def test_a_table_by_kind_is_printed_where_labels_are(tmp_path: Path) -> None:
    done = run(tmp_path, TRUE | {"supported": True, "kind": "paraphrase"}, FALSE)
    assert done.exit_code == 0
    assert "1 of 2 sentences are supported" in done.stdout
    assert "number" in done.stdout
    assert "paraphrase" in done.stdout


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: not JSON"), ({"id": "t-3"}, "line 2: sentence"), (TRUE | {"passages": []}, "needs passages or records"),
        (TRUE, "line 2: id 't-1' occurs twice"), (TRUE | {"id": "t-3", "lang": "sv"}, "line 2: lang"), ("[1]", "line 2"),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_with_its_number(tmp_path: Path, line: Any, says: str) -> None:
    done = run(tmp_path, TRUE, line)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["verify", str(tmp_path / "nothing.jsonl")])
    assert done.exit_code == 2
    assert "cannot be read" in done.stderr


def test_the_report_counts_what_was_dropped_and_what_passed() -> None:
    """By kind, and shows the sentences that were judged wrongly with their reasons."""
    rows = [
        Checked(
            ClaimRow.model_validate(TRUE | {"supported": True, "kind": "quoted"}),
            Verdict(supported=False, reasons=("name: Nøstevik",)),
        ),
        Checked(ClaimRow.model_validate(FALSE), Verdict(supported=True)),
    ]
    told = "\n".join(report(rows, failures=1))
    assert "1/1" in told
    assert "dropped t-1" in told
    assert "name: Nøstevik" in told
    assert "and 1 more" in told
