"""Where every command comes in: expected failures leave it as one clear message and an exit code."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer
from pydantic import ValidationError

from bot.asking import BadInput
from ingest.errors import CheckFailed, IngestBusy, IngestError
from ingest.showing import printable
from knowledge.errors import KnowledgeError

BAD_INPUT, BUSY, CHECK_FAILED, INTERRUPTED = 2, 3, 4, 130


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong: ``text`` for a person, ``kind`` for a program, such as ``sources-rejected``."""

    text: str
    kind: str
    code: int


Tell = Callable[[Failure], None]


def to_stderr(failure: Failure) -> None:
    """Tell a person, on standard error; what a foreign file is called must not steer the terminal."""
    if failure.text:
        note("\n".join(printable(line) for line in failure.text.splitlines()))


def as_json(failure: Failure) -> None:
    """Tell a program: one object with ``error`` and ``kind`` on standard output."""
    print_json({"error": failure.text or "interrupted", "kind": failure.kind})


def note(text: str) -> None:
    """Say something that is no answer, on standard error."""
    typer.echo(text, err=True)


def print_json(row: object) -> None:
    """One object on one line of standard output; what is no character, as in a foreign file name, is written out."""
    text = json.dumps(row, ensure_ascii=False)
    typer.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


@contextmanager
def front_door(tell: Tell = to_stderr) -> Iterator[None]:
    """Turn every expected failure into one clear message and its exit code."""
    try:
        yield
    except (BadInput, KnowledgeError, IngestError, ValidationError) as error:
        failure = failure_of(error)
        tell(failure)
        raise typer.Exit(failure.code) from error
    except KeyboardInterrupt:
        tell(Failure("", "interrupted", INTERRUPTED))
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None


def failure_of(error: Exception) -> Failure:
    """An expected failure in words, with its kind and its exit code."""
    if isinstance(error, ValidationError):
        return Failure("\n".join(_settings(error)), "bad-setting", BAD_INPUT)
    code = BUSY if isinstance(error, IngestBusy) else CHECK_FAILED if isinstance(error, CheckFailed) else BAD_INPUT
    return Failure(str(error), _kebab(type(error).__name__), code)


def _settings(error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        name = "_".join(str(part) for part in problem["loc"]).upper()
        got = "" if name.endswith(("TOKEN", "DATABASE_URL")) else f" (got {problem.get('input')!r})"
        yield f"The setting {name} cannot be used: {problem['msg']}{got}."


def _kebab(name: str) -> str:
    """``SourcesRejected`` as ``sources-rejected``."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")
