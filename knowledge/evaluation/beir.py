"""Retrieval sets in BEIR's form: a corpus, queries, and which passages each query should find (qrels)."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knowledge.errors import BadLine
from knowledge.evaluation.lines import objects
from knowledge.models import Chunk, CitationKind, Language, Provenance

_COLUMNS = 3


class _Line(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    id: str = Field(alias="_id", min_length=1)
    text: str


class _Passage(_Line):
    title: str | None = None


class _Query(_Line):
    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("the query is empty")
        return text


@dataclass(frozen=True, slots=True)
class Passage:
    """One row of a corpus."""

    id: str
    title: str
    text: str

    def as_chunk(self, language: Language) -> Chunk:
        """The row as the index knows it: not cut anew, a source of its own."""
        return Chunk(
            id=self.id,
            source_id=self.id,
            document_id=self.id,
            document_title=self.title,
            heading_path=(),
            text=self.text,
            kind=CitationKind.VERBATIM,
            language=language,
            provenance=Provenance(publisher="evaluation"),
        )


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Passages, queries by id, and by query the grade (above 0) of each passage that answers it."""

    passages: tuple[Passage, ...]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    def judged(self) -> dict[str, str]:
        """The queries that have a relevant passage: only they can be measured."""
        return {key: text for key, text in self.queries.items() if self.grades.get(key)}

    def lost(self) -> int:
        """How many relevant passages are missing from the corpus: nobody can find them."""
        known = {passage.id for passage in self.passages}
        return sum(passage not in known for query in self.judged() for passage in self.grades[query])


def parse_corpus(text: str, name: str) -> tuple[Passage, ...]:
    """Lines of ``_id``, ``title`` and ``text``. Raises BadLine with ``name``, line and field."""
    found: dict[str, Passage] = {}
    for where, row in objects(text, name, _Passage):
        _once(row.id, found, where)
        found[row.id] = Passage(row.id, row.title or "", row.text)
    if not found:
        raise BadLine(f"{name} holds no passages.")
    return tuple(found.values())


def parse_queries(text: str, name: str) -> dict[str, str]:
    """Lines of ``_id`` and ``text``, by id. Raises BadLine with ``name``, line and field."""
    found: dict[str, str] = {}
    for where, row in objects(text, name, _Query):
        _once(row.id, found, where)
        found[row.id] = row.text
    if not found:
        raise BadLine(f"{name} holds no queries.")
    return found


def parse_qrels(text: str, name: str) -> dict[str, dict[str, int]]:
    """Tab-separated ``query-id corpus-id score`` below a header; scores of 0 and less are not relevant.

    Raises BadLine with ``name`` and line.
    """
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or (number == 1 and cells[-1] == "score"):
            continue
        try:
            query, passage, grade = cells[0], cells[1], int(cells[2])
        except (IndexError, ValueError):
            raise BadLine(
                f"{name}, line {number}: expected query-id, corpus-id and a whole score, tab-separated."
            ) from None
        if len(cells) > _COLUMNS:
            raise BadLine(f"{name}, line {number}: {len(cells)} columns instead of {_COLUMNS}.")
        if grade > 0:
            found.setdefault(query, {})[passage] = grade
    if not found:
        raise BadLine(f"{name} names no relevant passage.")
    return found


def _once(key: str, found: Mapping[str, object], where: str) -> None:
    if key in found:
        raise BadLine(f"{where}: the _id {key!r} is used twice.")
