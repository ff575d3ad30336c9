"""A text as words that can be compared."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.claims.lexicon import meanings, parts, people, phrases, roots, vocabulary
from knowledge.nynorsk import in_sources_words
from knowledge.words import LIGHT_WORDS, STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:[-'’./&][^\W_]+)*\+?")
_SHOUTED_GENITIVE = re.compile(r"[A-ZÆØÅ]{2,}s")
_STILL_WORDS = frozenset("ph.d smb-er it ikt".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a known phrase of several, with its place in the text.

    ``pieces`` are the words it may be compared by: itself, the halves of what a hyphen or a slash joins, the parts of
    a compound. ``groups`` are the numbers of its like words.
    """

    text: str
    lower: str
    start: int
    end: int
    stems: frozenset[str]
    groups: frozenset[int]
    pieces: tuple[str, ...] = ()

    @property
    def stop(self) -> bool:
        """Whether it only holds a sentence together."""
        return self.lower in STOP_WORDS

    @property
    def light(self) -> bool:
        """Whether it says little."""
        return self.lower in LIGHT_WORDS


@lru_cache(maxsize=4096)
def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text in order; phrases of the lexicon are one token."""
    single = [_token(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    found, i = [], 0
    while i < len(single):
        size = _phrase_at(single, i)
        if size > 1:
            joined = "_".join(t.lower for t in single[i : i + size])
            span = single[i].start, single[i + size - 1].end
            found.append(
                Token(text[span[0] : span[1]], joined, *span, frozenset((joined,)), meanings(joined),
                      tuple(t.lower for t in single[i : i + size] if not t.stop))
            )  # fmt: skip
        else:
            found.append(single[i])
        i += max(size, 1)
    return tuple(found)


def in_bokmaal(text: str, evidence_words: Mapping[str, int]) -> str:
    """A nynorsk sentence in the evidence's words, as far as rules go."""
    counts = {**vocabulary(), **dict.fromkeys(evidence_words, 50)}
    return in_sources_words(text, counts, is_nynorsk=True)


def alike(one: Token, other: Token) -> float:
    """How well two words agree: 1 the same word, 0.9 like words, less for parts of compounds, 0 nothing."""
    if one.stems & other.stems:
        return 1.0
    kinds = people()
    mine, theirs = kinds.get(one.lower, -1), kinds.get(other.lower, -1)
    if mine >= 0 and theirs >= 0:
        return 0.95 if mine == theirs else 0.0
    if one.groups & other.groups:
        return 0.9 if mine < 0 else 0.7
    if _pieces_meet(one, other):
        return 0.75
    return 0.6 if _same_beginning(one.lower, other.lower) else 0.0


def best_alike(token: Token, others: Sequence[Token]) -> float:
    """How well a word agrees with the best of some others."""
    return max((alike(token, other) for other in others), default=0.0)


def _token(text: str, start: int, end: int) -> Token:
    lower = text.lower().replace("’", "'").removesuffix("'s")
    if _SHOUTED_GENITIVE.fullmatch(text):
        lower = lower[:-1]
    halves = re.split(r"[-/]", lower) if lower not in _STILL_WORDS else [lower]
    pieces = tuple(p for half in halves for p in (half, *parts(half)) if len(p) > 1)
    return Token(text, lower, start, end, roots(lower), meanings(lower), pieces)


def _phrase_at(tokens: Sequence[Token], i: int) -> int:
    for joined, words in _phrases_from(tokens[i].lower):
        del joined
        if len(words) <= len(tokens) - i and all(tokens[i + n].lower == w for n, w in enumerate(words)):
            return len(words)
    return 0


@lru_cache(maxsize=10_000)
def _phrases_from(first: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((joined, words) for joined, words in phrases().items() if words[0] == first)


def _pieces_meet(one: Token, other: Token) -> bool:
    for a in one.pieces:
        for b in other.pieces:
            if a in STOP_WORDS or b in STOP_WORDS or len(a) < 3 or len(b) < 3:
                if a == b and a not in STOP_WORDS:
                    return True
                continue
            if roots(a) & roots(b) or meanings(a) & meanings(b):
                return True
            if min(len(a), len(b)) >= 5 and (a in b or b in a) and max(len(a), len(b)) >= min(len(a), len(b)) + 3:
                return True
    return False


def _same_beginning(a: str, b: str) -> bool:
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= 5 and shared >= 0.65 * min(len(a), len(b)) and shared >= 0.5 * max(len(a), len(b))
