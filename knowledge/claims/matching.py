# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Which words of a sentence stand in the evidence, and where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.claims.document import Document, Part
from knowledge.claims.hard import Sentence
from knowledge.claims.names import translated_whole
from knowledge.claims.tokens import Token, alike, tokenise
from knowledge.claims.wordsets import wordset
from knowledge.words import LIGHT_WORDS, STOP_WORDS

_CLAUSE = re.compile(
    r"[;:–]\s|\s[–-]\s|\s(?:men|mens|medan|while|whereas|but|fordi|because|slik at|dersom|hvis|if|da|når|when|etter at)\s|\((?=(?:[^\s)]+\s){4})|"
    r"\s(?=(?:og|and)\s(?:ikke|ikkje|not)\s)"
)
_COMMA = re.compile(r",\s")
_AND = re.compile(r"^\s*(?:og|eller|and|or)\b")
_IN_A_LIST = 3
_RELATIVE = re.compile(r"\s(?:som|who|which|that)\s")
_PALE, _LIGHT = 0.25, 0.5
_MATCHES = 0.5


@dataclass(frozen=True)
class Word:
    """A word of a claim that has to be borne out, and how much it counts."""

    token: Token
    weight: float


def to_cover(sentence: Sentence, known: str) -> list[Word]:
    """The words of a claim that its evidence has to cover: no function words, hard facts, or translated names."""
    spans = [(a.start, a.end) for a in sentence.addresses]
    spans += [(m.start, m.end) for m in sentence.moments] + [(q.start, q.end) for q in sentence.quantities]
    spans += translated_whole(sentence.text, known)
    words = []
    for token in sentence.tokens:
        if any(start <= token.start < end for start, end in spans):
            continue
        weight = weight_of(token)
        if weight:
            words.append(Word(token, weight))
    return words


def weight_of(token: Token) -> float:
    """How much a word says: nothing where it only holds a sentence together or speaks of sources."""
    if token.stop or token.lower in wordset("function") or token.lower in wordset("meta") or len(token.lower) < 2:
        return 0.0
    if "_" in token.lower and "_" not in token.text:  # a phrase says what its words say
        if len(token.lower.rpartition("_")[2]) == 1:
            return 1.0  # "del B"
        return max((_weight_of_word(piece) for piece in token.lower.split("_")), default=0.0)
    return _weight_of_word(token.lower)


def _weight_of_word(word: str) -> float:
    if word in STOP_WORDS or word in wordset("function") or word in wordset("meta"):
        return 0.0
    if word in wordset("pale"):
        return _PALE
    return _LIGHT if word in wordset("default") or word in LIGHT_WORDS else 1.0


def clauses(text: str, tokens: Sequence[Token], *, relative: bool = True, least: int = 2) -> list[tuple[Token, ...]]:
    """A sentence's words, clause by clause; a clause of fewer than ``least`` telling words goes with the one before.

    ``relative`` parts the clauses that begin with "som" too.
    """
    patterns = (_CLAUSE, *([_RELATIVE] if relative else ()))
    borders = sorted([m.start() for pattern in patterns for m in pattern.finditer(text)] + _commas(text))
    found: list[list[Token]] = [[]]
    for token in tokens:
        while borders and token.start >= borders[0]:
            borders.pop(0)
            if found[-1]:
                found.append([])
        found[-1].append(token)
    return [tuple(clause) for clause in _merged(found, least) if clause]


def _merged(found: Sequence[list[Token]], least: int) -> list[list[Token]]:
    merged: list[list[Token]] = []
    for clause in found:
        if merged and sum(weight_of(t) > 0 for t in clause) < least:
            merged[-1] += clause
        else:
            merged.append(clause)
    if len(merged) > 1 and sum(weight_of(t) > 0 for t in merged[0]) < least:
        merged[1] = merged[0] + merged[1]
        merged.pop(0)
    return merged


def _commas(text: str) -> list[int]:
    """The commas that part clauses; those between the items of a list stand close to each other."""
    places = [m.start() for m in _COMMA.finditer(text)]
    ends = [*places, len(text)][1:]
    return [
        place
        for place, end in zip(places, ends, strict=True)
        if len(re.split(r"\s(?:og|eller|and|or)\s", _AND.sub("", text[place + 1 : end]))[0].split()) > _IN_A_LIST
    ]


class Matching:
    """A claim beside its evidence, word by word."""

    def __init__(self, sentence: Sentence, document: Document) -> None:
        self.sentence, self.document = sentence, document
        self.words = to_cover(sentence, document.text)

    @cached_property
    def grades(self) -> list[list[float]]:
        """How well each word agrees with each part's best word."""
        return [
            [max((alike(word.token, token) for token in part.tokens), default=0.0) for part in self.document.parts]
            for word in self.words
        ]

    @cached_property
    def in_context(self) -> list[float]:
        """How well each word agrees with what stands above the evidence."""
        above = tokenise(self.document.context)
        return [max((alike(word.token, token) for token in above), default=0.0) for word in self.words]

    @cached_property
    def best(self) -> list[float]:
        """How well each word agrees with the best word of all the evidence that says anything."""
        said = [i for i, part in enumerate(self.document.parts) if part.stated]
        return [max([above, *(row[i] for i in said)]) for row, above in zip(self.grades, self.in_context, strict=True)]

    def uncovered(self) -> list[Word]:
        """The words that nothing in the evidence agrees with."""
        return [word for word, grade in zip(self.words, self.best, strict=True) if grade < _MATCHES]

    def share(self, chosen: Sequence[int]) -> float:
        """How much of the claim's weight some parts cover, 0 to 1."""
        total = sum(word.weight for word in self.words)
        if not total:
            return 1.0
        got = sum(
            word.weight * max((row[i] for i in chosen), default=0.0)
            for word, row in zip(self.words, self.grades, strict=True)
        )
        return got / total

    @cached_property
    def focus(self) -> list[int]:
        """The parts, three at most, that together cover most of the claim; the best one first."""
        chosen: list[int] = []
        reached = 0.0
        for _ in range(3):
            rest = [i for i in range(len(self.document.parts)) if i not in chosen]
            if not rest:
                break
            best = max(rest, key=lambda i: self.share([*chosen, i]))
            share = self.share([*chosen, best])
            if chosen and share < reached + 0.08:
                break
            chosen.append(best)
            reached = share
        return chosen

    @property
    def focused(self) -> list[Part]:
        """The parts of :attr:`focus`."""
        return [self.document.parts[i] for i in self.focus]
