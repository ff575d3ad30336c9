"""Hybrid retrieval: dense and lexical rankings, fused by coverage of the question.

``score = (cosine - MEAN) / SPREAD + 4 * stems + 6 * grams``, where stems and grams are the shares of the
question's idf that a chunk covers. Rank fusion lost 0.03 nDCG@10 to this on NorQuAD, because it gives a
hopeless ranking the same say as a good one. A chunk that answers a known question near the one that is asked
(:mod:`knowledge.known_questions`) is lifted by that nearness. The best of them get a second look
(:mod:`knowledge.second_look`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.engines import NamedEmbeddings
from knowledge.index import Index
from knowledge.keywords import Scores
from knowledge.known_questions import Nearest, Recogniser
from knowledge.masks import ANYWHERE, Mask, Masks, Within
from knowledge.models import Chunk, CitationKind, Language
from knowledge.second_look import UNSEEN, Asked, Seen
from knowledge.vectors import cosines

# Mean and standard deviation of all question-passage cosines of the NorQuAD development half.
MEAN, SPREAD = 0.769, 0.0225
# On the NorQuAD development half, whole steps nearby change nDCG@10 by less than 0.003.
STEMS, GRAMS = 4.0, 6.0

Vector = NDArray[np.float32]

# So many of the best are sorted at first, for each passage wanted: several chunks may be of one source.
_SPARE = 8
# So many of the best get a second look; more of them add less than 0.001 nDCG@10. One costs 0.1 ms at first, then 0.01.
_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a question, with the signals that brought it.

    ``cosine`` is the similarity of the vectors; ``stems`` and ``grams`` are shares (0 to 1) of the question's idf;
    ``known`` is the nearness of a known question that it answers (``asked``: whether it
    answers any at all), ``gain`` what its place speaks for it
    (:attr:`Query.gains`), ``seen`` what a second look saw.
    """

    chunk: Chunk
    score: float
    cosine: float
    stems: float
    grams: float
    known: float = 0.0
    gain: float = 0.0
    seen: Seen = UNSEEN
    asked: bool = False

    @property
    def signals(self) -> Mapping[str, float]:
        """What each signal contributed; together they are the score."""
        return {
            "meaning": (self.cosine - MEAN) / SPREAD,
            "words": STEMS * self.stems,
            "letters": GRAMS * self.grams,
            "known questions": self.known,
            "place": self.gain,
            **self.seen.signals,
        }


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: the text for the dense side, and weighted texts for the lexical side.

    ``gains`` holds for each chunk what its place speaks for it, in units of the score.
    """

    dense: str
    lexical: tuple[tuple[str, float], ...]
    language: Language
    gains: Scores | None = field(default=None, compare=False)


class Retriever:
    """Searches one open generation. Safe for threads: what it keeps is replaced whole."""

    def __init__(self, index: Index, embeddings: NamedEmbeddings) -> None:
        self._index = index
        self._embeddings = embeddings
        self._kept: tuple[str, Vector] | None = None
        self._comparison: tuple[Query, tuple[Scores, Scores]] | None = None
        self._scores: tuple[Query, tuple[Scores, Scores, Scores, Scores]] | None = None
        self._masks = Masks(index.chunks)
        self._recogniser = Recogniser(index.known, index.chunks) if index.known else None

    def search(
        self,
        query: Query,
        k: int = 10,
        *,
        within: Within = ANYWHERE,
        keep: Callable[[Chunk], bool] | None = None,
    ) -> list[Passage]:
        """The ``k`` best passages, best first, one per source, in the question's language where there is a choice.

        ``within`` narrows the search at no cost; ``keep`` asks the best chunks one by one, until ``k`` are found.
        """
        chunks = self._index.chunks
        if not chunks:
            return []
        cosine, stems, grams, known = self._scored(query)
        gains = np.zeros_like(known) if query.gains is None else query.gains
        fused = (cosine - MEAN) / SPREAD + STEMS * stems + GRAMS * grams + known + gains
        found: dict[str, Passage] = {}
        allowed = self._masks.readable(query.language) & self._masks.of(within)
        for i in _best_first(fused, allowed, _SPARE * k):
            key = _said_once(chunks[i])
            if key not in found and (keep is None or keep(chunks[i])):
                found[key] = Passage(
                    chunk=chunks[i],
                    score=float(fused[i]),
                    cosine=float(cosine[i]),
                    stems=float(stems[i]),
                    grams=float(grams[i]),
                    known=float(known[i]),
                    gain=float(gains[i]),
                    asked=bool(self._recogniser and self._recogniser.asked[i]),
                )
            if len(found) == max(k, _LOOKED_AT):
                break
        return self._looked_at(query, list(found.values()))[:k]

    def _scored(self, query: Query) -> tuple[Scores, Scores, Scores, Scores]:
        """Cosine, stems, grams and known questions of every chunk, kept for a second search within other bounds."""
        kept = self._scores
        if kept is None or kept[0] != query:
            found = (
                cosines(self._index.vectors, self._vector(query.dense)),
                self._lexical(query, lambda text: self._index.keywords.by_stems(text, query.language)),
                self._lexical(query, self._index.keywords.by_grams),
                self._known(query),
            )
            kept = self._scores = (query, found)
        return kept[1]

    def _looked_at(self, query: Query, passages: list[Passage]) -> list[Passage]:
        """The passages in the order that a second look at the first of them gives; no score falls by it."""
        asked = Asked.of(query.lexical[0][0], query.language, self._index.keywords.stems)
        seen = [(passage, asked.look(passage.chunk)) for passage in passages[:_LOOKED_AT]]
        again = [replace(passage, score=passage.score + look.worth, seen=look) for passage, look in seen]
        return [*sorted(again, key=lambda p: -p.score), *passages[_LOOKED_AT:]]

    def nearest(
        self, query: Query, *, within: Within = ANYWHERE, keep: Callable[[Chunk], bool] | None = None
    ) -> Nearest:
        """The known questions nearest to one; of those with an answer, the ones whose answer may be found."""
        if not self._recogniser:
            return Nearest()
        findable = self._masks.of(within)
        if keep is not None:
            findable = findable & np.array([keep(chunk) for chunk in self._index.chunks], dtype=bool)
        nearness, cosine = self._compared(query, self._recogniser)
        return self._recogniser.nearest(nearness, cosine, findable)

    def _known(self, query: Query) -> Scores:
        """How much known questions lift each chunk."""
        if not self._recogniser:
            return np.zeros(len(self._index.chunks), dtype=np.float32)
        nearness, _ = self._compared(query, self._recogniser)
        return self._recogniser.lift(nearness)

    def _compared(self, query: Query, recogniser: Recogniser) -> tuple[Scores, Scores]:
        """Nearness and cosine of the known questions, kept for the judge, who asks right after the search."""
        kept = self._comparison
        if kept is None or kept[0] != query:
            found = recogniser.compare(self._vector(query.dense), query.lexical[0][0], query.language)
            kept = self._comparison = (query, found)
        return kept[1]

    def _vector(self, text: str) -> Vector:
        """A text's vector, kept for the second search that an answer may need."""
        kept = self._kept
        if kept is None or kept[0] != text:
            kept = self._kept = (text, np.asarray(self._embeddings.embed_query(text), dtype=np.float32))
        return kept[1]

    def _lexical(self, query: Query, scores: Callable[[str], Scores]) -> Scores:
        total = sum(weight for _, weight in query.lexical) or 1.0
        parts: Sequence[Scores] = [weight / total * scores(text) for text, weight in query.lexical if text]
        if not parts:
            return np.zeros(len(self._index.chunks), dtype=np.float32)
        summed: Scores = np.sum(parts, axis=0)
        return summed


def _best_first(scores: Scores, allowed: Mask, first: int) -> Iterator[int]:
    """Rows that are allowed, best first; only the ``first`` are sorted at once, the others when they are asked for."""
    rows = np.flatnonzero(allowed)
    if len(rows) > first:
        worst = -np.partition(-scores[rows], first - 1)[first - 1]
        ahead = scores[rows] >= worst
        yield from _sorted(rows[ahead], scores)
        rows = rows[~ahead]
    yield from _sorted(rows, scores)


def _sorted(rows: NDArray[np.intp], scores: Scores) -> list[int]:
    found: list[int] = rows[np.argsort(-scores[rows], kind="stable")].tolist()
    return found


def _said_once(chunk: Chunk) -> str:
    """What is shown once: a source, but for a verbatim text, which is quoted part by part."""
    return chunk.id if chunk.kind is CitationKind.VERBATIM else chunk.source_id
