"""Spelling as people type it, mapped to the words the sources know; used for the search only.

A word the index does not know is replaced by the known word that reads the same without æ, ø and
å, or by the one it most likely slipped from: a near word, and rather a frequent one. Everything that
could be a name or a code is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.learnt import LearntChunks, WordTable
from knowledge.models import Chunk
from knowledge.slips import ONE_SLIP, cost, is_another_key
from knowledge.wordlists import wordpairs
from knowledge.words import LIGHT_WORDS, STOP_WORDS, fold, stem, words

# Written with a hyphen or full stops, and typed without: "nærings-ph.d.".
_JOINED = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)+")
_SHORTEST = 4
_SHORT = 5
_TWO_EDITS_FROM = 7
# A slip weighs as much as a word being e to the power of this times more frequent. Between 3 and 6 it hardly matters:
# 80 % of the words that NorQuAD's queries with two slips had lost were found again.
_PER_SLIP = 4.0
# A short word with a capital is a name; only a name the sources use this often may be meant instead.
_WELL_KNOWN = 4
# Words this long are taken for compounds when both parts, of at least four letters, are known.
_COMPOUND_FROM = 9

# What people type, and what the sources write. Both stay in the search: an abbreviation can be a name.
ABBREVIATIONS: Mapping[str, str] = dict(wordpairs("expansions"))


@dataclass(frozen=True)
class Speller:
    """Knows the words of one generation."""

    counts: Mapping[str, int]
    by_fold: Mapping[str, str]

    @classmethod
    def of(cls, chunks: Iterable[Chunk], extra: Iterable[str] = ()) -> "Speller":
        """Learn the words of chunks, and further texts such as the names of courses."""
        table = chunks.learnt.words if isinstance(chunks, LearntChunks) else count_words(chunks)
        counts, by_fold = dict(table.counts), dict(table.joined)
        for text in extra:
            by_fold |= _joined(text)
            for word in words(text):
                counts[word] = counts.get(word, 0) + 1
        for word in (*STOP_WORDS, *LIGHT_WORDS):
            counts[word] = counts.get(word, 0) + 1
        for word in sorted(counts, key=counts.__getitem__):
            # The most frequent word of a fold comes last and stays.
            by_fold[table.folded.get(word, word) if word in table.counts else fold(word)] = word
        return cls(counts, by_fold)

    def knows(self, word: str) -> bool:
        """Whether the sources use a word, as it is or as a part of a compound."""
        return word in self.counts

    def correct(self, text: str) -> str:
        """The text with unknown words replaced by known ones where one is near enough."""
        return re.sub(r"[^\W\d_]+", lambda match: self._correct_word(match.group()), text)

    def _correct_word(self, word: str) -> str:
        lowered = word.casefold()
        if lowered in self.counts or lowered in STOP_WORDS or len(lowered) < _SHORTEST or word.isupper():
            return word
        folded = fold(lowered)
        if folded in self.by_fold:
            return self.by_fold[folded]
        meant = self._likeliest(folded, name=word[0].isupper())
        return meant if meant and not self._stands(lowered, meant) else word

    def _likeliest(self, folded: str, *, name: bool) -> str | None:
        """The known word that was most likely meant."""
        likely: list[tuple[float, str]] = []
        for key in self._near(folded):
            known = self.by_fold[key]
            often, slip = self.counts.get(known, 1), cost(folded, key)
            if len(folded) <= _SHORT and (slip > ONE_SLIP or _could_be_name(folded, key, name=name, often=often)):
                continue
            likely.append((_PER_SLIP * slip - log(1 + often), known))
        return min(likely)[1] if likely else None

    def _near(self, folded: str) -> set[str]:
        """Known words within one or two edits. The first letter is only ever swapped with the second."""
        limit = 2 if len(folded) >= _TWO_EDITS_FROM else 1
        near = {folded[1] + folded[0] + folded[2:]} & self.by_fold.keys()
        for length in range(max(_SHORTEST, len(folded) - limit), len(folded) + limit + 1):
            alike = self._shelves.get((folded[0], length), ())
            near |= {
                key for key, *_ in process.extract(folded, alike, scorer=OSA.distance, score_cutoff=limit, limit=None)
            }
        return near

    def _stands(self, word: str, meant: str) -> bool:
        """Whether an unknown word is another form of a known one or a compound, rather than a slip."""
        root = stem(word, "nb")
        is_form = len(root) >= _SHORTEST and root in self._roots
        alike = cost(fold(word), fold(meant)) <= ONE_SLIP and root != stem(meant, "nb")
        return not alike and (is_form or self._is_compound(word))

    def _is_compound(self, word: str) -> bool:
        if len(word) < _COMPOUND_FROM:
            return False
        parts = ((word[:i], word[i:]) for i in range(_SHORTEST, len(word) - _SHORTEST + 1))
        return any(
            self.counts.get(last, 0) > 1 and (self.counts.get(first, 0) > 1 or self.counts.get(first[:-1], 0) > 1)
            for first, last in parts
        )

    @cached_property
    def _shelves(self) -> Mapping[tuple[str, int], list[str]]:
        """Folded words by first letter and length: where a slip is looked for."""
        shelves: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key in self.by_fold:
            if len(key) >= _SHORTEST:
                shelves[key[0], len(key)].append(key)
        return dict(shelves)

    @cached_property
    def _roots(self) -> frozenset[str]:
        return frozenset(stem(word, "nb") for word in self.counts)


def _could_be_name(typed: str, known: str, *, name: bool, often: int) -> bool:
    """Whether a short word with another letter in it rather is a name of its own."""
    return name and often < _WELL_KNOWN and is_another_key(typed, known)


def count_words(chunks: Iterable[Chunk]) -> WordTable:
    """The words of chunks, counted."""
    counts: dict[str, int] = {}
    joined: dict[str, str] = {}
    for text in (chunk.embedded_text for chunk in chunks):
        joined |= _joined(text)
        for word in words(text):
            counts[word] = counts.get(word, 0) + 1
    folds = ((word, fold(word)) for word in counts)
    return WordTable(counts, {word: folded for word, folded in folds if folded != word}, joined)


def _joined(text: str) -> dict[str, str]:
    """The words with a hyphen or full stops, by the fold of how they are typed without."""
    return {fold(re.sub(r"[-.]", "", name)): name for name in _JOINED.findall(text)}


def expand(text: str) -> str:
    """Add what the question's abbreviations stand for."""
    added = [ABBREVIATIONS[word] for word in dict.fromkeys(words(text)) if word in ABBREVIATIONS]
    return " ".join([text, *added])
