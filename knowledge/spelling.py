"""Spelling as people type it, mapped to the words the sources know; used for the search only.

A word the index does not know is replaced by the known word that reads the same without æ, ø and
å, or by the nearest one in edit distance. Everything that could be a name or a code is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.models import Chunk
from knowledge.wordlists import wordpairs
from knowledge.words import LIGHT_WORDS, STOP_WORDS, fold, words

# Written with a hyphen or full stops, and typed without: "nærings-ph.d.".
_JOINED = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)+")
_SHORTEST = 4
_SHORT = 5
_TWO_EDITS_FROM = 7

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
        counts: dict[str, int] = defaultdict(int)
        texts = [*(chunk.embedded_text for chunk in chunks), *extra]
        for text in texts:
            for word in words(text):
                counts[word] += 1
        for word in (*STOP_WORDS, *LIGHT_WORDS):
            counts[word] += 1
        by_fold = {fold(re.sub(r"[-.]", "", name)): name for text in texts for name in _JOINED.findall(text)}
        for word in sorted(counts, key=lambda w: counts[w]):
            by_fold[fold(word)] = word  # the most frequent word of a fold comes last and stays
        return cls(dict(counts), by_fold)

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
        return self._nearest(lowered) or word

    def _nearest(self, word: str) -> str | None:
        folded = fold(word)
        if folded in self.by_fold:
            return self.by_fold[folded]
        limit = 2 if len(word) >= _TWO_EDITS_FROM else 1
        near = process.extract(folded, self.by_fold.keys(), scorer=OSA.distance, score_cutoff=limit, limit=5)
        same_start = [
            (distance, key)
            for key, distance, _ in near
            if key[0] == folded[0] and len(key) >= _SHORTEST and (len(word) > _SHORT or _is_slip(folded, key))
        ]
        if not same_start:
            return None
        return min(
            (self.by_fold[key] for _, key in same_start),
            key=lambda known: (OSA.distance(folded, fold(known)), -self.counts.get(known, 0), known),
        )


def _is_slip(typed: str, known: str) -> bool:
    """A letter too many, too few, or two swapped: a short word with another letter in it is another word."""
    return len(typed) != len(known) or sorted(typed) == sorted(known)


def expand(text: str) -> str:
    """Add what the question's abbreviations stand for."""
    added = [ABBREVIATIONS[word] for word in dict.fromkeys(words(text)) if word in ABBREVIATIONS]
    return " ".join([text, *added])
