"""Where every command comes in: what a failure says, and with which exit code."""

import json

import pytest
import typer

from bot.asking import BadInput
from bot.front_door import as_json, failure_of, front_door, print_json
from ingest.errors import CheckFailed, IngestBusy, SourceError, SourcesRejected
from knowledge.errors import IndexDamaged
from knowledge.settings import KnowledgeSettings

WRONG = SourcesRejected([SourceError("a.md", 3, "title", "a text", "nothing")])


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (BadInput("made up"), "bad-input", 2),
        (WRONG, "sources-rejected", 2),
        (IndexDamaged("made up"), "index-damaged", 2),
        (IngestBusy("made up"), "ingest-busy", 3),
        (CheckFailed("made up"), "check-failed", 4),
    ],
)
def test_each_failure_has_a_kind_and_a_code(error: Exception, kind: str, code: int) -> None:
    failure = failure_of(error)
    assert (failure.text, failure.kind, failure.code) == (str(error), kind, code)


def test_a_failure_leaves_with_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as left, front_door():
        raise WRONG
    assert left.value.exit_code == 2
    assert capsys.readouterr().err == f"{WRONG}\n"


def test_a_foreign_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit), front_door():
        raise SourceError("a\x1b[31m.md", None, "file", "a text", "nothing")
    assert capsys.readouterr().err == "a\\x1b[31m.md: file: expected a text, got nothing.\n"


def test_a_program_gets_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, with nothing on standard error; also where somebody interrupts."""
    for raised, kind, code in ((WRONG, "sources-rejected", 2), (KeyboardInterrupt(), "interrupted", 130)):
        with pytest.raises(typer.Exit) as left, front_door(as_json):
            raise raised
        assert left.value.exit_code == code
        output = capsys.readouterr()
        assert output.err == ""
        assert json.loads(output.out)["kind"] == kind
        assert json.loads(output.out)["error"]


def test_a_setting_is_told_to_a_program_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TODAY", "foo")
    with pytest.raises(typer.Exit), front_door(as_json):
        KnowledgeSettings()
    row = json.loads(capsys.readouterr().out)
    assert row["kind"] == "bad-setting"
    assert row["error"].startswith("The setting TODAY cannot be used: ")


def test_a_broken_file_name_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Its bytes are no UTF-8; a lone surrogate stands for each, and comes back from the JSON."""
    print_json({"file": "a\udcff.md", "title": "Prøve"})
    out = capsys.readouterr().out
    assert json.loads(out) == {"file": "a\udcff.md", "title": "Prøve"}
    assert "Prøve" in out
