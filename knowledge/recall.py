"""Which sources an earlier answer told from, found again from its text, and what lies around them.

Our answers consist of the sources' sentences, so those are looked for as they stand; a text of other words
is matched by its rare ones.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.keywords import Keywords, Scores
from knowledge.models import Chunk, CitationKind, Language
from knowledge.sentences import split_sentences

# What stands near the subject of a conversation is likelier meant; in units of the fused score.
_TOLD, _SECTION, _DOCUMENT = 0.4, 1.0, 0.3
_AGAIN = 3.0
_LOOKED_AT = 16  # chunks near an answer's words that are compared with its sentences
_LOW = 0.3  # of the highest score
_ALIKE = 0.45  # coverage of an answer's words by a chunk that retells it
_AS_GOOD = 0.8  # of the best such chunk
_MOST_RETOLD = 3

Places = NDArray[np.int64]


class Recall:
    """Finds the chunks behind an answer."""

    def __init__(self, chunks: Sequence[Chunk], keywords: Keywords) -> None:
        self._chunks = chunks
        self._keywords = keywords

    def told(self, answer: str, language: Language) -> list[int]:
        """The rows of the facts that an answer was made of, first told first; else of those that say the same."""
        return self.quoted(answer, language) or self._retold(answer, language)

    def quoted(self, answer: str, language: Language) -> list[int]:
        """The rows of the facts whose sentences stand in an answer, in their order."""
        scores = self._keywords.by_stems(answer, language)
        near = _highest(scores, _LOOKED_AT)
        flat = " ".join(answer.split())
        found: dict[int, int] = {}
        for row in near:
            if self._chunks[row].kind is CitationKind.RECORD:
                continue
            places = [
                flat.find(" ".join(s.split()).removeprefix("- ")) for s in split_sentences(self._chunks[row].text)
            ]
            if any(place >= 0 for place in places):
                found[row] = min(place for place in places if place >= 0)
        return sorted(found, key=lambda row: found[row])

    def _retold(self, answer: str, language: Language) -> list[int]:
        scores = self._keywords.by_stems(answer, language)
        near = [row for row in _highest(scores, _LOOKED_AT) if self._chunks[row].kind is not CitationKind.RECORD]
        facts = [row for row in near if scores[row] > _ALIKE]
        return [row for row in facts if scores[row] >= _AS_GOOD * scores[facts[0]]][:_MOST_RETOLD]

    def sources(self, rows: Sequence[int]) -> frozenset[str]:
        """The sources of some rows: a fact and its translation are one."""
        return frozenset(self._chunks[row].source_id for row in rows)

    def of(self, rows: Sequence[int]) -> Scores:
        """1 for each chunk of the sources of some rows, else 0."""
        sources = self._places[0]
        return np.isin(sources, sources[list(rows)]).astype(np.float32)

    def around(self, rows: Sequence[int], *, others: bool = False) -> Scores:
        """What each chunk gains by lying near what was told: in the same fact, section or document.

        With ``others``, what was told already loses instead.
        """
        gains: Scores = np.zeros(len(self._chunks), dtype=np.float32)
        for places, gain in zip(self._places, (-_AGAIN if others else _TOLD, _SECTION, _DOCUMENT), strict=True):
            gains += gain * np.isin(places, places[list(rows)])
        return gains

    def surroundings(self, rows: Sequence[int]) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """The rows of the documents, of the sections and of the sources that some rows stand in."""
        sources, sections, documents = (
            [int(row) for row in np.flatnonzero(np.isin(places, places[list(rows)]))] for places in self._places
        )
        return documents, sections, sources

    def gained(self, sources: Collection[str], gain: Callable[[Chunk], float]) -> Scores:
        """What each chunk of some sources gains; 0 for all others."""
        gains: Scores = np.zeros(len(self._chunks), dtype=np.float32)
        for row in (row for source in sources for row in self._rows.get(source, ())):
            gains[row] = gain(self._chunks[row])
        return gains

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        """The rows of each source."""
        rows: dict[str, list[int]] = {}
        for row, chunk in enumerate(self._chunks):
            rows.setdefault(chunk.source_id, []).append(row)
        return rows

    @cached_property
    def _places(self) -> tuple[Places, Places, Places]:
        """For each chunk the numbers of its source, its section and its document."""
        return (
            _numbered(chunk.source_id for chunk in self._chunks),
            _numbered((chunk.document_id, chunk.heading_path) for chunk in self._chunks),
            _numbered(chunk.document_id for chunk in self._chunks),
        )

    def speaks_of(self, rows: Sequence[int], names: Sequence[str], word: str) -> bool:
        """Whether a word stands in what was told, or in a chunk that names the subject."""
        lowered, called = word.casefold(), [name.casefold() for name in names]
        if any(lowered in self._chunks[row].embedded_text.casefold() for row in rows):
            return True
        if not called:
            return False
        near = _highest(self._keywords.by_grams(f"{' '.join(names)} {word}"), _LOOKED_AT)
        texts = [self._chunks[row].embedded_text.casefold() for row in near]
        return any(lowered in text and any(name in text for name in called) for text in texts)


def _numbered(keys: Iterable[Hashable]) -> Places:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _highest(scores: Scores, count: int) -> list[int]:
    """The rows with the highest scores above 0, highest first; of equal ones the earlier."""
    rows = np.flatnonzero(scores > _LOW * scores.max(initial=0.0))
    if len(rows) < count:  # most often a few score far above all others, and the others need no sorting
        rows = np.flatnonzero(scores > 0)
    return [int(row) for row in rows[np.argsort(-scores[rows], kind="stable")][:count]]
