"""Evaluation questions: what is asked, and how a right answer is told from a wrong one."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from knowledge.errors import BadLine
from knowledge.evaluation.lines import objects
from knowledge.models import Language, Role

Row = Mapping[str, Any]
Accepted = Literal["answered", "clarify", "refused"]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression ({error})") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class _Turn(BaseModel):
    role: Role
    text: str


class _Asked(BaseModel):
    """One line of a file of questions; further fields (``split``) are kept as they are."""

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True)

    id: str
    category: str = "other"
    lang: Language
    style: str = "plain"
    topic: str | None = None
    kind: str | None = None
    question: str = Field(min_length=1)
    history: list[_Turn] = []
    outcome: list[Accepted] = Field(min_length=1)
    must: list[Annotated[list[Pattern], Field(min_length=1)]] = []
    must_on: list[Accepted] | None = None
    must_not: list[Pattern] = []
    cite: list[Pattern] = []
    facts: list[str] = []
    note: str | None = None


def parse_questions(text: str, name: str) -> list[Row]:
    """The questions of a JSON Lines text, every field there and every pattern compiled once.

    ``must_on`` is left out where the line has none. Raises BadLine with ``name``, line and field; also when
    an id is used twice or there are no questions.
    """
    rows: dict[str, Row] = {}
    for where, asked in objects(text, name, _Asked):
        if asked.id in rows:
            raise BadLine(f"{where}: the id {asked.id!r} is used twice.")
        row = asked.model_dump()
        rows[asked.id] = {key: value for key, value in row.items() if key != "must_on" or value is not None}
    if not rows:
        raise BadLine(f"{name} holds no questions.")
    return list(rows.values())


def must_refuse(row: Row) -> bool:
    """Whether only a refusal (or a counter-question) will do."""
    return "refused" in row["outcome"] and "answered" not in row["outcome"]


def answerable(row: Row) -> bool | None:
    """True where a refusal is wrong, False where an answer is, None where both may be right."""
    if must_refuse(row):
        return False
    return None if "refused" in row["outcome"] else True
