"""What is compared: passages, questions, and what each question should find."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.console import run_ingest
from knowledge.evaluation.beir import Passage, RetrievalSet, parse_corpus, parse_qrels, parse_queries
from knowledge.index import open_current
from knowledge.models import Chunk, CitationKind, Language
from tests.evaluation.scoring import load


@dataclass(frozen=True)
class ShippedPassage(Passage):
    """A chunk of the shipped sources; Brobygger sees the chunk, the libraries its title and text."""

    chunk: Chunk

    def as_chunk(self, language: Language) -> Chunk:
        """The chunk as ingest made it, with its own language and source."""
        return self.chunk


@dataclass(frozen=True)
class Task:
    """One comparison. ``found_by`` names what a passage counts as: ``grades`` go by those names."""

    name: str
    passages: tuple[Passage, ...]
    found_by: Mapping[str, str]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    def limited(self, most: int | None) -> "Task":
        """The task with ``most`` questions, spread evenly over all of them."""
        keys = list(self.queries)
        if most is None or most >= len(keys):
            return self
        kept = {keys[i * len(keys) // most] for i in range(most)}
        return replace(self, queries={key: text for key, text in self.queries.items() if key in kept})


def library_text(passage: Passage) -> str:
    """What every library gets to index: the title, where there is one, an empty line, the text."""
    return f"{passage.title}\n\n{passage.text}" if passage.title else passage.text


def from_files(corpus: Path, queries: Path, qrels: Path) -> Task:
    """A data set in BEIR's form. Raises BadLine when a file is of another form."""
    asked = RetrievalSet(
        parse_corpus(corpus.read_text(encoding="utf-8"), str(corpus)),
        parse_queries(queries.read_text(encoding="utf-8"), str(queries)),
        parse_qrels(qrels.read_text(encoding="utf-8"), str(qrels)),
    )
    ids = {passage.id: passage.id for passage in asked.passages}
    return Task(corpus.resolve().parent.name, asked.passages, ids, asked.judged(), asked.grades)


def from_shipped_sources(data_dir: Path | None) -> Task:
    """The shipped sources and the test half of the evaluation questions that name their facts.

    A passage counts as its fact, in whichever language: a library that finds a fact twice is credited once, at
    the better rank. Left out are questions that need an earlier turn (no library here knows of one), and the
    agreement's own text, whose sections the labels do not name. Without ``data_dir`` the index is made first.
    """
    if data_dir is None:
        with tempfile.TemporaryDirectory() as folder:
            run_ingest(Path(folder), None, None, quiet=True)
            return from_shipped_sources(Path(folder))
    chunks = [chunk for chunk in open_current(data_dir).chunks if chunk.kind is not CitationKind.VERBATIM]
    rows = [row for row in load("test") if row["facts"] and not row["history"]]
    return Task(
        name="shipped sources",
        passages=tuple(_passage(chunk) for chunk in chunks),
        found_by={chunk.id: chunk.source_id for chunk in chunks},
        queries={row["id"]: row["question"] for row in rows},
        grades={row["id"]: dict.fromkeys(row["facts"], 1) for row in rows},
    )


def _passage(chunk: Chunk) -> ShippedPassage:
    return ShippedPassage(chunk.id, " / ".join((chunk.document_title, *chunk.heading_path)), chunk.text, chunk)
