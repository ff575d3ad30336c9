# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Proper names in a sentence, and whether the evidence has them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from knowledge.claims.lexicon import meanings, parts
from knowledge.claims.moments import MONTHS
from knowledge.claims.tokens import Token, best_alike
from knowledge.claims.words import lines
from knowledge.words import LIGHT_WORDS, STOP_WORDS

_INFLECTED = re.compile(r"(?:[’']s|s|ens|en|et|a|ene|er|ar)$")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mandag tirsdag onsdag torsdag fredag lørdag søndag".split()
)
_ROMAN = re.compile(r"[IVX]{1,4}")
_CAPITAL = re.compile(r"[A-ZÆØÅ][a-zæøåé]+")
_SAYS = frozenset(
    "skriver skriv sier seier oppgir oppgjev mener meiner omtaler omtalar melder melde writes says states reports".split()
)
_AND = frozenset(("og", "and", "eller", "or"))
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A word that is written as a name; ``certain`` unless it only begins a sentence."""

    token: Token
    word: str
    certain: bool


def names(tokens: Sequence[Token], text: str) -> list[Name]:
    """The words of a sentence that are names, piece by piece where a hyphen joins them."""
    return [name for i, token in enumerate(tokens) for name in _names_of(tokens, i, text, token)]


def _names_of(tokens: Sequence[Token], i: int, text: str, token: Token) -> Iterator[Name]:
    first = _begins(text, token.start)
    for piece in re.split(r"[-/\s]", token.text):
        if not re.search(r"[A-ZÆØÅ]", piece) or len(piece) < 2 or _ROMAN.fullmatch(piece):
            continue
        lowered = piece.lower()
        if lowered in MONTHS or lowered in _DAYS:
            continue
        shouted = sum(c.isupper() for c in piece) > 1
        if first and not shouted and piece == re.split(r"[-/\s]", token.text)[0]:
            if lowered in STOP_WORDS or lowered in LIGHT_WORDS or lowered in _function_words() or meanings(lowered):
                continue
            followed = (
                i + 1 < len(tokens)
                and tokens[i + 1].start - token.end == 1
                and bool(_CAPITAL.match(tokens[i + 1].text))
            )
            followed = followed and not parts(lowered)
            followed = followed or (i + 1 < len(tokens) and tokens[i + 1].lower in _SAYS)
            followed = followed or (
                i + 2 < len(tokens) and tokens[i + 1].lower in _AND and tokens[i + 2].text[0].isupper()
            )
            yield Name(token, piece, certain=followed)
            continue
        if piece[0].isupper() or shouted:
            yield Name(token, piece, certain=True)


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip().rstrip("«\"'“(–-•").rstrip()
    return not before or before[-1] in ".!?:"


class KnownNames:
    """The words in which the evidence may name something."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self._tokens = tokens
        self._places: dict[str, list[int]] = defaultdict(list)
        for i, token in enumerate(tokens):
            for piece in {token.lower, *re.split(r"[-/.\s]", token.lower), *re.split(r"[_]", token.lower)}:
                self._places[piece].append(i)
                self._places[_bare(piece)].append(i)
        self._text = f" {re.sub(r'[^a-zæøåé0-9.-]+', ' ', text.lower())} "
        self._initials = {m.lower() for m in _initials(text)}

    def places(self, word: str) -> list[int]:
        """Where a name's word stands, as numbers of tokens."""
        lowered = word.lower()
        for form in (lowered, _bare(lowered), lowered.removesuffix("s")):
            if form in self._places:
                return self._places[form]
        return []

    def has(self, name: Name) -> bool:
        """Whether the evidence names this, in this form or one that stands for it."""
        lowered = name.word.lower()
        if self.places(name.word) or _bare(lowered) in self._initials or lowered in self._initials:
            return True
        if any(f" {other} " in self._text or f" {other}s " in self._text for other in _other_names(_bare(lowered))):
            return True
        if best_alike(name.token, self._tokens) >= 0.9:
            return True
        return len(lowered) > 5 and any(
            p.startswith(_bare(lowered)) or _close(p, lowered) for p in self._places if len(p) > 4
        )


def apart(found: Sequence[Name], known: KnownNames) -> list[str]:
    """First and last names that stand side by side in a claim, but nowhere in the evidence."""
    bad = []
    for one, two in pairwise(found):
        if two.token.start - one.token.end != 1 or not (one.certain and two.certain):
            continue
        if not (_like_person(one.word) and _like_person(two.word)):
            continue
        here, there = known.places(one.word), known.places(two.word)
        if here and there and not any(0 < b - a <= _NEAR for a in here for b in there):
            bad.append(f"{one.word} {two.word}")
    return bad


def translated_whole(sentence: str, known_text: str) -> list[tuple[int, int]]:
    """Spans of a sentence that are a name whose other form stands in the evidence."""
    lowered, known = sentence.lower(), f" {re.sub(r'[^a-zæøåé0-9.-]+', ' ', known_text.lower())} "
    spans = []
    for group in _name_groups():
        stands = {form for form in group if f" {form} " in known or f" {form}s " in known or f" {form}-" in known}
        for form in set(group) - stands if stands else ():
            spans += [m.span() for m in re.finditer(rf"(?<!\w){re.escape(form)}s?(?!\w)", lowered)]
    return spans


def _like_person(word: str) -> bool:
    return word[0].isupper() and word[1:].islower() and not meanings(word.lower()) and word.lower() not in STOP_WORDS


def _bare(word: str) -> str:
    return _INFLECTED.sub("", word) if len(word) > 4 else word.removesuffix("s") if len(word) > 2 else word


def _close(one: str, other: str) -> bool:
    """The same word with another ending."""
    shared = min(len(one), len(other))
    return shared >= 6 and one[: shared - 1] == other[: shared - 1] and abs(len(one) - len(other)) <= 2


def _initials(text: str) -> Iterator[str]:
    for run in re.finditer(r"[A-ZÆØÅ][\w-]*(?:\s(?:(?:i|og|for|of|and|the|in)\s)?[\w-]+){1,6}", text):
        words = [w for w in re.split(r"[\s-]", run.group()) if w]
        for end in range(2, len(words) + 1):
            yield "".join(w[0] for w in words[:end])
            yield "".join(w[0] for w in words[:end] if w.lower() not in STOP_WORDS)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for line in lines("function") for word in line.split())


@cache
def _name_groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(form.replace("_", " ") for form in line.split()) for line in lines("names"))


@cache
def _names_index() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in _name_groups():
        for form in group:
            if " " not in form:
                found[form] = (*found.get(form, ()), *group)
    return found


@lru_cache(maxsize=10_000)
def _other_names(word: str) -> tuple[str, ...]:
    return _names_index().get(word, ())
