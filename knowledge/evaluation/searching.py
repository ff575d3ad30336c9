"""How good the search is on a retrieval set, on the way that a person's question goes: mend, embed, search."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from knowledge.evaluation.beir import Passage, RetrievalSet
from knowledge.evaluation.measures import ndcg, recall, reciprocal_rank
from knowledge.evaluation.vector_cache import RememberingEmbeddings
from knowledge.index import Index, Manifest
from knowledge.keywords import Keywords
from knowledge.language import detect
from knowledge.models import Chunk, Language
from knowledge.querying import mended, plain_query
from knowledge.retrieval import Retriever
from knowledge.spelling import Speller

DEPTH = 10
# So many passages tell a corpus's language.
_SAMPLE = 500

Spoken = Language | Literal["auto"]


@dataclass(frozen=True, slots=True)
class Found:
    """What one query found, best first, and the milliseconds it took with its embedding."""

    query: str
    ranked: tuple[str, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Means over the queries that have a relevant passage; times are milliseconds."""

    recall_1: float
    recall_5: float
    recall_10: float
    mrr_10: float
    ndcg_10: float
    ms_p50: float
    ms_p95: float
    queries: int
    passages: int

    def as_row(self) -> dict[str, float]:
        """The measures by the names that programs read."""
        return {
            "recall@1": self.recall_1,
            "recall@5": self.recall_5,
            "recall@10": self.recall_10,
            "mrr@10": self.mrr_10,
            "ndcg@10": self.ndcg_10,
            "ms_p50": self.ms_p50,
            "ms_p95": self.ms_p95,
            "queries": self.queries,
            "passages": self.passages,
        }


class Searcher:
    """A corpus, indexed and searched as the product does it."""

    def __init__(self, passages: Sequence[Passage], embeddings: RememberingEmbeddings, spoken: Spoken = "auto") -> None:
        """Embed and index. ``spoken`` is the queries' language; "auto" tells it for each by itself."""
        self._english = corpus_language(passages) == "en"
        self._spoken = spoken
        self._embeddings = embeddings
        chunks = tuple(passage.as_chunk("en" if self._english else "nb") for passage in passages)
        self._speller = Speller.of(chunks)
        self._retriever = Retriever(_index(chunks, embeddings), embeddings)

    def find(self, key: str, text: str) -> Found:
        """Search for one query."""
        started = time.perf_counter()
        language = self._language(text)
        query = plain_query(mended(text.strip(), language, self._speller), self._searched(language))
        spared = self._embeddings.spared_ms(query.dense)
        passages = self._retriever.search(query, DEPTH)
        took = (time.perf_counter() - started) * 1000 + spared
        return Found(key, tuple(passage.chunk.id for passage in passages), took)

    def _language(self, text: str) -> Language:
        if self._spoken != "auto":
            return self._spoken
        return detect(text, fallback="en" if self._english else "nb")

    def _searched(self, language: Language) -> Language:
        """Norwegian askers are shown no English passages: over an English corpus everybody searches in English."""
        return "en" if self._english else language


def measure(asked: RetrievalSet, found: Sequence[Found]) -> Measured:
    """The means. Raises ValueError when nothing was found for, as without a single judged query."""
    if not found:
        raise ValueError("nothing to measure: no query has a relevant passage")
    ranked = [(one.ranked, asked.grades[one.query]) for one in found]
    p50, p95 = np.quantile([one.ms for one in found], [0.5, 0.95])
    return Measured(
        recall_1=_mean([recall(names, grades, 1) for names, grades in ranked]),
        recall_5=_mean([recall(names, grades, 5) for names, grades in ranked]),
        recall_10=_mean([recall(names, grades, DEPTH) for names, grades in ranked]),
        mrr_10=_mean([reciprocal_rank(names, grades, DEPTH) for names, grades in ranked]),
        ndcg_10=_mean([ndcg(names, grades, DEPTH) for names, grades in ranked]),
        ms_p50=round(float(p50), 2),
        ms_p95=round(float(p95), 2),
        queries=len(found),
        passages=len(asked.passages),
    )


def corpus_language(passages: Sequence[Passage]) -> Language:
    """English or Norwegian, whichever most passages are: one language lets every passage be found."""
    step = max(1, len(passages) // _SAMPLE)
    counts = Counter(detect(passage.text) == "en" for passage in passages[::step])
    return "en" if counts[True] > counts[False] else "nb"


def _index(chunks: tuple[Chunk, ...], embeddings: RememberingEmbeddings) -> Index:
    vectors = embeddings.embed_documents([chunk.embedded_text for chunk in chunks])
    manifest = Manifest(
        name="evaluation",
        built_at="",
        embedding_model=embeddings.name,
        chunk_rule="one row, one chunk",
        chunks=len(chunks),
        courses=0,
        contacts=0,
        content_hash="",
        sources=(),
        chunk_hashes={},
    )
    matrix = np.asarray(vectors, dtype=np.float32)
    return Index(manifest, chunks, matrix, Keywords.build(chunks), courses=(), contacts=())


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4)
