"""The lists of marks and of words that say little, as sets."""

from collections.abc import Iterable, Mapping
from functools import cache

from knowledge.claims.tokens import Token
from knowledge.claims.words import lines


@cache
def marks() -> Mapping[str, frozenset[str]]:
    """Words by what they mark: ``not``, ``all``, ``only``, ``must``, ``may``, ``plan``, ``now`` and others."""
    return {line.split(":")[0]: frozenset(line.split(":")[1].split()) for line in lines("marks")}


@cache
def wordset(name: str) -> frozenset[str]:
    """The words of a list, whatever line they stand on."""
    return frozenset(word for line in lines(name) for word in line.split())


def forms(tokens: Iterable[Token]) -> set[str]:
    """The words of some tokens in lower case, and those of their phrases one by one."""
    return {form for token in tokens for form in (token.lower, *token.lower.split("_"))}
