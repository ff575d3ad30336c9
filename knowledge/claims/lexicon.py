"""Which words may stand for each other: stems, groups of like words, parts of compounds."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from knowledge.claims.words import lines
from knowledge.words import stem

_ENDINGS = re.compile(r"(?:ene|ane|ens|ets|en|et|er|ar|a|e|s|n|t|r)$")
_SHORTEST = 4


@lru_cache(maxsize=50_000)
def roots(word: str) -> frozenset[str]:
    """The stems that a word in lower case may have, Norwegian and English."""
    return frozenset((stem(word, "nb"), stem(word, "en")))


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Phrases of the groups, each with its words, by its first word and the length."""
    found = {word: tuple(word.split("_")) for line in lines("alike") for word in line.split() if "_" in word}
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


@cache
def groups() -> Mapping[str, frozenset[int]]:
    """The groups that a stem, or a phrase with ``_``, belongs to."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(lines("alike")):
        for word in line.split() if number not in _forgotten else ():
            for root in (word,) if "_" in word else roots(word):
                found[root].add(number)
    return {root: frozenset(numbers) for root, numbers in found.items()}


def thin(share: float, turn: int = 0) -> None:
    """Forget a share of the groups, 0 to 1, another one each turn; 0 brings them all back.

    Only for fitting: sentences about other matters use words that the lists lack, and the weights have to know that.
    """
    _forgotten.clear()
    if share:
        _forgotten.update(n for n in range(len(lines("alike"))) if (n * 7919 + turn * 104729) % 1000 < 1000 * share)
    for kept in (groups, meanings, parts):
        kept.cache_clear()


_forgotten: set[int] = set()


@cache
def people() -> Mapping[str, int]:
    """Kinds of people, offices and bodies by their words: whoever is of one kind is of no other."""
    return {word: number for number, line in enumerate(lines("people")) for word in line.split()}


@cache
def vocabulary() -> Mapping[str, int]:
    """Every word of the groups, counted once: what a nynorsk word may be put into."""
    return {word: 1 for line in lines("alike") for word in line.split() if "_" not in word}


@lru_cache(maxsize=50_000)
def meanings(word: str) -> frozenset[int]:
    """The groups of a word in lower case."""
    table = groups()
    return frozenset(number for root in (word, *roots(word)) for number in table.get(root, ()))


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """The known words that a compound is made of, or nothing: ``kunnskapsdeling`` is ``kunnskap`` and ``deling``."""
    if len(word) < 2 * _SHORTEST:
        return ()
    for cut in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        left, right = word[:cut], word[cut:]
        for first in (left, left.removesuffix("s"), left.removesuffix("e")):
            if len(first) >= _SHORTEST - 1 and meanings(first) and meanings(right):
                return first, right
    return ()
