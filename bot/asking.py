"""Questions from the command line: reading them, answering them, showing the answers."""

import json
import logging
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.terminal import shown
from knowledge.answer_json import to_json
from knowledge.answering import LONGEST_QUESTION
from knowledge.models import Answer, Outcome, Question, Turn
from knowledge.service import Knowledge

log = logging.getLogger(__name__)

_GOODBYES = {"exit", "quit", "slutt", "avslutt", "q"}


class BadInput(Exception):
    """Something the person at the keyboard can put right; the message says how."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a batch with its id."""

    id: str
    question: Question


def usable(text: str) -> str:
    """The question, or BadInput that says what is wrong with it."""
    if not text.strip():
        raise BadInput('The question is empty. Example: brobygger ask "Hvem leder Nemonoor?"')
    if len(text) > LONGEST_QUESTION:
        raise BadInput(
            f"The question has {len(text)} characters; at most {LONGEST_QUESTION} are read. Please shorten it."
        )
    if any((ord(char) < ord(" ") and char not in "\t\n\r") or "\ud800" <= char <= "\udfff" for char in text):
        raise BadInput("The question is not text: it holds control characters or broken UTF-8.")
    return text


def read_history(file: Path) -> tuple[Turn, ...]:
    """Earlier turns from a JSON file: a list of ``{"role": "user"|"assistant", "text": …}``."""
    try:
        return _turns(json.loads(text_of(file)), str(file))
    except ValueError as error:
        raise BadInput(f"{file}: not JSON ({error}). Expected a list of {{role, text}}.") from error


def read_batch(file: Path) -> list[Asked]:
    """All questions of a JSON Lines file (``-``: standard input). Every line is checked before any is answered."""
    name = "standard input" if str(file) == "-" else str(file)
    text = _decoded(sys.stdin.buffer.read(), name) if str(file) == "-" else text_of(file)
    asked = [_asked(line, f"{name}, line {n}", n) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not asked:
        raise BadInput(f'{name} holds no questions. Expected lines such as {{"id": "1", "question": "Hva er NAIL?"}}.')
    return asked


def answer_one(knowledge: Knowledge, text: str, history: Sequence[Turn], *, today: date, as_json: bool) -> str:
    """One answer, as a reader sees it or as JSON."""
    question = Question(text, tuple(history))
    started = time.perf_counter()
    answer = knowledge.answer_now(question, today=today)
    if answer.note:
        print(answer.note, file=sys.stderr)  # noqa: T201 - no part of the answer
    if not as_json:
        return shown(answer)
    took = (time.perf_counter() - started) * 1000
    return json.dumps(to_json(answer, question_id=None, question=text, latency_ms=took), ensure_ascii=False, indent=2)


def answer_batch(knowledge: Knowledge, questions: Sequence[Asked], *, today: date) -> Iterator[dict[str, Any]]:
    """One JSON object a question, in order. A question that breaks something yields ``failed`` and the rest go on."""
    for asked in questions:
        started = time.perf_counter()
        try:
            answer = knowledge.answer_now(asked.question, today=today)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("answering %s failed, reference %s", asked.id, reference)
            answer = Answer(Outcome.FAILED, "nb", f"Noe gikk galt hos meg. Referanse: {reference}")
        took = (time.perf_counter() - started) * 1000
        yield to_json(answer, question_id=asked.id, question=asked.question.text, latency_ms=took)


def converse(knowledge: Knowledge, *, today: date) -> None:
    """A conversation: a line in, an answer out, until an empty line, "slutt" or the end of input."""
    history: list[Turn] = []
    prompt = "> " if sys.stdin.isatty() else ""
    while True:
        try:
            text = input(prompt).strip()
        except EOFError:
            return
        if not text or text.casefold() in _GOODBYES:
            return
        try:
            answer = knowledge.answer_now(Question(usable(text), tuple(history)), today=today)
        except BadInput as error:
            print(error, file=sys.stderr)  # noqa: T201 - a conversation
            continue
        if answer.note:
            print(answer.note, file=sys.stderr)  # noqa: T201 - no part of the answer
        print(shown(answer), end="\n\n")  # noqa: T201 - a conversation
        history += [Turn("user", text), Turn("assistant", answer.text)]


def text_of(file: Path) -> str:
    """A file's text, or BadInput that says why it cannot be read."""
    try:
        return _decoded(file.read_bytes(), str(file))
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from error


def _asked(line: str, where: str, number: int) -> Asked:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadInput(f"{where}: not JSON ({error}).") from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise BadInput(f"{where}: expected an object with the key question (a text).")
    return Asked(str(row.get("id", number)), Question(row["question"], _turns(row.get("history") or [], where)))


def _turns(rows: Any, where: str) -> tuple[Turn, ...]:
    if not isinstance(rows, list):
        raise BadInput(f"{where}: history must be a list of {{role, text}}.")
    for row in rows:
        if (
            not isinstance(row, dict)
            or row.get("role") not in ("user", "assistant")
            or not isinstance(row.get("text"), str)
        ):
            raise BadInput(f"{where}: each turn of the history needs role (user or assistant) and text, got {row!r}.")
    return tuple(Turn(row["role"], row["text"]) for row in rows)


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadInput(f"{name}, line {line}: not UTF-8 text.") from error
