"""Lines of labelled sentences, read from a file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.claims.claim import Claim, Evidence
from knowledge.errors import KnowledgeError
from knowledge.models import Language


class UnreadableClaims(KnowledgeError):
    """A file of sentences cannot be read; says the line and what is wrong with it."""


class PassageRow(BaseModel):
    """A cited passage as a line gives it."""

    model_config = ConfigDict(extra="allow")

    id: str
    text: str


class ClaimRow(BaseModel):
    """One line: a sentence, what it cites, and, where it is known, whether that supports it."""

    model_config = ConfigDict(extra="allow")

    id: str
    sentence: str = Field(min_length=1)
    lang: Language = "nb"
    passages: tuple[PassageRow, ...] = ()
    records: tuple[dict[str, Any], ...] = ()
    supported: bool | None = None
    kind: str = ""

    @model_validator(mode="after")
    def _cites_something(self) -> "ClaimRow":
        if not self.passages and not self.records:
            raise ValueError("needs passages or records")
        return self

    def claim(self) -> Claim:
        """The sentence as it is checked."""
        passages = (Evidence(p.id, p.text) for p in self.passages)
        records = (
            Evidence(str(r.get("id") or r.get("course_code") or f"record {n}"), fields=r)
            for n, r in enumerate(self.records, start=1)
        )
        return Claim(self.sentence, self.lang, (*passages, *records))


def read_claims(path: Path) -> list[ClaimRow]:
    """Read a JSON Lines file. Raises UnreadableClaims with the number of the first bad line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableClaims(f"{path} cannot be read: {error}") from error
    rows = list(_rows(path, text))
    if not rows:
        raise UnreadableClaims(f"{path} holds no sentences.")
    return rows


def _rows(path: Path, text: str) -> Iterator[ClaimRow]:
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = ClaimRow.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the line"
            raise UnreadableClaims(f"{path}, line {number}: {where}: {first['msg']}.") from error
        except ValueError as error:
            raise UnreadableClaims(f"{path}, line {number}: not JSON ({error}).") from error
        if row.id in seen:
            raise UnreadableClaims(f"{path}, line {number}: id {row.id!r} occurs twice.")
        seen.add(row.id)
        yield row
