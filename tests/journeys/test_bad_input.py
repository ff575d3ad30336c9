"""Whatever is wrong: exit status 2, one clear sentence on standard error, nothing on standard output."""

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from knowledge.generations import Generations
from tests.journeys.program import Program

QUESTION = "Hvem leder Nemonoor?"
NOTHING_YET = "There is no index yet: reading the sources first. This takes a minute and happens once."

FILES = {
    "second.jsonl": b'{"question": "Hei"}\n{"question":\n',
    "list.jsonl": b'["Hei"]\n',
    "number.jsonl": b'{"question": 7}\n',
    "turns.jsonl": b'{"question": "Hei", "history": [{"role": "boss", "text": "Hei"}]}\n',
    "blank.jsonl": b"\n\n",
    "binary": b"\x89PNG\n\x00\xff\xfe",
    "half.json": b'[{"role": "user",',
    "object.json": b'{"role": "user", "text": "Hei"}',
    "roles.json": b'[{"role": "user"}]',
    "typo.toml": b'[[source]]\nkind = "document"\npath =\n',
    "kind.toml": b'[[source]]\nkind = "film"\npath = "x"\n',
}

ARGUMENTS: dict[str, tuple[list[str], str]] = {
    "empty question": (["ask", "  "], "The question is empty."),
    "20 000 characters": (["ask", "å" * 20_000], "has 20000 characters; at most 4000 are read"),
    "control characters": (["ask", "Hei\x07\x00"], "The question is not text"),
    "broken UTF-8": (["ask", "Hei\udcff"], "The question is not text"),
    "no question": (["ask"], "Give either a question or --batch FILE."),
    "two questions": (["ask", QUESTION, "--batch", "second.jsonl"], "Give either a question or --batch FILE."),
    "unknown option": (["ask", QUESTION, "--loud"], "No such option: --loud"),
    "unknown command": (["answer"], "No such command 'answer'."),
    "no such batch": (["ask", "--batch", "none.jsonl"], "none.jsonl cannot be read: No such file or directory."),
    "a folder as batch": (["ask", "--batch", "."], ". cannot be read: Is a directory."),
    "broken line": (["ask", "--batch", "second.jsonl"], "second.jsonl, line 2: not JSON"),
    "not an object": (["ask", "--batch", "list.jsonl"], "list.jsonl, line 1: expected an object with the key question"),
    "not a text": (["ask", "--batch", "number.jsonl"], "number.jsonl, line 1: expected an object"),
    "unknown role": (["ask", "--batch", "turns.jsonl"], "turns.jsonl, line 1: each turn of the history needs role"),
    "empty batch": (["ask", "--batch", "blank.jsonl"], "blank.jsonl holds no questions."),
    "binary batch": (["ask", "--batch", "binary"], "binary, line 1: not UTF-8 text."),
    "no such history": (["ask", QUESTION, "--history", "none.json"], "none.json cannot be read"),
    "half a history": (["ask", QUESTION, "--history", "half.json"], "half.json: not JSON"),
    "no list": (["ask", QUESTION, "--history", "object.json"], "object.json: history must be a list"),
    "no text": (["ask", QUESTION, "--history", "roles.json"], "roles.json: each turn of the history needs role"),
    "binary history": (["ask", QUESTION, "--history", "binary"], "binary, line 1: not UTF-8 text."),
    "no day": (["ask", QUESTION, "--today", "i morgen"], "'i morgen' does not match the formats '%Y-%m-%d'"),
    "no port": (["demo", "--port", "0"], "Invalid value for '--port'"),
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line in a folder with the files above and nothing ingested; settings are given by name."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    def invoke(arguments: list[str], **settings: str | Path) -> Result:
        environment = {name: str(value) for name, value in settings.items()}
        return CliRunner().invoke(app, arguments, env=environment)

    return invoke


def refused(result: Result) -> str:
    """What a refusal says, when it is a clean one."""
    assert result.exit_code == 2, result.stderr or repr(result.exception)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


@pytest.mark.parametrize(("arguments", "sentence"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_what_is_typed_is_checked_before_anything_is_done(
    run: Callable[..., Result], arguments: list[str], sentence: str
) -> None:
    """One line of a sentence, or the usage and the error; no index is built for nothing."""
    said = refused(run(arguments)).splitlines()
    assert sentence in said[-1]
    assert len(said) == 1 or said[0].startswith("Usage: ")
    assert len(said[-1]) < 300
    assert not Path(".brobygger").exists()


@pytest.mark.parametrize(
    ("sources", "place"),
    [
        ("none.toml", "none.toml: file: expected a file that can be read, got No such file or directory."),
        ("typo.toml", "typo.toml, line 3: syntax: expected valid TOML, got Invalid value."),
        (
            "kind.toml",
            "kind.toml, line 2: kind: expected one of document, factsheet, courses, contacts, questions, checks, "
            "crawl, ntnu-courses, got 'film'.",
        ),
        ("binary", "binary, line 1: "),
    ],
)
@pytest.mark.parametrize("command", [["ask", QUESTION], ["ingest"]], ids=lambda command: str(command[0]))
def test_a_list_of_sources_is_blamed_by_file_and_line(
    run: Callable[..., Result], command: list[str], sources: str, place: str
) -> None:
    """The line that is wrong is named whichever command comes across it."""
    *before, said = refused(run(command, SOURCES=sources)).splitlines()
    assert said.startswith(place)
    assert before in ([NOTHING_YET, "1 error in the sources:"], ["1 error in the sources:"])


@pytest.mark.parametrize(
    ("command", "name", "value"),
    [
        (["ask", QUESTION], "TODAY", "foo"),
        (["serve"], "RETENTION_DAYS", "0"),
        (["serve"], "LANGUAGE", "latin"),
        (["serve"], "LOG_LEVEL", "loud"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    run: Callable[..., Result], command: list[str], name: str, value: str
) -> None:
    said = refused(run(command, **{name: value}))
    assert said.startswith(f"The setting {name} cannot be used: ")
    assert repr(value) in said.casefold()
    assert len(said.splitlines()) == 1


@pytest.mark.process
def test_a_log_level_nobody_knows_is_named_by_the_demo_too(brobygger: Program) -> None:
    """In a process, because a test's own handlers keep logging from being set up."""
    done = brobygger.run("demo", "--no-browser", LOG_LEVEL="loud")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The setting LOG_LEVEL cannot be used: ")


@pytest.mark.parametrize("command", ["serve", "doctor"])
def test_a_database_address_that_is_none_is_told_without_its_value(
    run: Callable[..., Result], shipped_data_dir: Path, command: str
) -> None:
    """The value may hold a password."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-made-up", "SLACK_APP_TOKEN": "xapp-made-up"}
    result = run([command], DATABASE_URL="secret", DATA_DIR=shipped_data_dir, **tokens)
    assert isinstance(result.exception, SystemExit)
    assert "DATABASE_URL" in result.output
    assert "secret" not in result.output


def test_serve_without_tokens_names_both(run: Callable[..., Result]) -> None:
    """And says where each comes from."""
    said = refused(run(["serve"])).splitlines()
    assert said[0] == "Slack needs settings that are missing:"
    assert [line.split(":")[0].strip() for line in said[1:]] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert all("https://api.slack.com/apps" in line for line in said[1:])


def test_a_port_that_is_taken_is_named(run: Callable[..., Result], damaged: Path) -> None:
    """A port that was asked for is never silently replaced."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(run(["demo", "--no-browser", "--port", str(port)], DATA_DIR=damaged))
    assert said == f"port {port} is in use: stop what listens there, or choose another port"


def test_an_index_of_another_model_is_refused_with_advice(run: Callable[..., Result], shipped_data_dir: Path) -> None:
    """Nothing is loaded to find that out, so the model need not exist."""
    said = refused(run(["ask", QUESTION], EMBEDDING_MODEL="another-model", DATA_DIR=shipped_data_dir))
    assert "the settings ask for another-model (sentence-transformers)" in said
    assert "Run `brobygger ingest` to rebuild it, or set EMBEDDING_MODEL back." in said


@pytest.mark.process
@pytest.mark.model
def test_a_model_that_does_not_exist_is_named(newcomer: Program) -> None:
    """The advice says what may stand there; what was there stays, here nothing."""
    done = newcomer.run("ingest", EMBEDDING_MODEL=str(newcomer.folder / "no-such-model"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "no-such-model cannot be loaded" in done.stderr.splitlines()[-1]
    assert "leave the setting empty for the bundled model" in done.stderr.splitlines()[-1]
    assert Generations(newcomer.data_dir).current() is None


@pytest.mark.parametrize("torn", [b"", b"2026", b"../..", b"\xff\xfe\x00"], ids=["empty", "cut", "astray", "noise"])
def test_a_torn_pointer_is_told_with_advice(run: Callable[..., Result], damaged: Path, torn: bytes) -> None:
    """The pointer file is named, and ingest mends it."""
    (damaged / "index" / "current").write_bytes(torn)
    said = refused(run(["ask", QUESTION], DATA_DIR=damaged))
    assert str(damaged / "index" / "current") in said
    assert "Run `brobygger ingest` to build a new one." in said
    assert len(said.splitlines()) == 1


def test_a_generation_without_its_manifest_is_told_with_advice(run: Callable[..., Result], damaged: Path) -> None:
    live = Generations(damaged).current()
    assert live is not None
    (live / "manifest.json").unlink()
    said = refused(run(["ask", QUESTION], DATA_DIR=damaged))
    assert str(live) in said
    assert "Run `brobygger ingest` to build a new generation." in said


@pytest.mark.parametrize("part", ["chroma", "lexical/stems", "courses.jsonl"])
def test_a_generation_with_a_part_missing_is_told_with_advice(
    run: Callable[..., Result], damaged: Path, part: str
) -> None:
    live = Generations(damaged).current()
    assert live is not None
    (live / part).rename(damaged / "lost")
    said = refused(run(["ask", QUESTION], DATA_DIR=damaged))
    assert str(live) in said
    assert "Run `brobygger ingest` to build a new one." in said


def test_a_manifest_of_another_version_is_told_with_advice(run: Callable[..., Result], damaged: Path) -> None:
    live = Generations(damaged).current()
    assert live is not None
    manifest = json.loads((live / "manifest.json").read_text(encoding="utf-8"))
    (live / "manifest.json").write_text(json.dumps({**manifest, "format": 99}), encoding="utf-8")
    said = refused(run(["ask", QUESTION], DATA_DIR=damaged))
    assert "was written by another version. Run `brobygger ingest`." in said


@pytest.mark.parametrize("command", [["ask", QUESTION], ["ingest"]], ids=lambda command: str(command[0]))
def test_a_data_directory_that_is_a_file_is_named(run: Callable[..., Result], command: list[str]) -> None:
    """Nothing can be read or written there."""
    said = refused(run(command, DATA_DIR="binary"))
    assert "binary" in said
