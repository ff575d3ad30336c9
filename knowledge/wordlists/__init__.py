"""Lists of words as data: one ``.txt`` of words or ``.tsv`` of pairs per list.

``stop`` says nothing, ``light`` says little, ``frame`` only asks, and ``kinds`` are nouns that name a kind of
thing; ``nb``, ``nn`` and ``en`` are the words by which a language is told; ``nynorsk`` maps to bokmål, as do
``nynorsk_parts`` parts of words and ``nynorsk_endings`` their endings; ``expansions`` adds what the sources call a
thing.
"""

from functools import cache
from importlib.resources import files


@cache
def wordlist(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_read(f"{name}.txt").split())


@cache
def wordpairs(name: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a list: a word, and what it stands for."""
    lines = (line.split("\t") for line in _read(f"{name}.tsv").splitlines() if line)
    return tuple((left, right) for left, right in lines)


def _read(name: str) -> str:
    return (files("knowledge.wordlists") / name).read_text(encoding="utf-8")
