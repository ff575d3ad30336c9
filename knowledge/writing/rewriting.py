"""A follow-up as a question that stands alone, written by the model and taken only when it adds nothing."""

import re
from collections.abc import Sequence
from functools import cache

from knowledge.dates import spell
from knowledge.models import Language, Question, Turn
from knowledge.wordlists import wordlist
from knowledge.words import LIGHT_WORDS, STOP_WORDS, fold, stem, words
from knowledge.writing.tongue import other_language

LONGEST = 300  # characters
# So many ordinary words may be new, to make a sentence of what the conversation holds.
_MOST_NEW = 3
_TURNS = 6
_LONGEST_TURN = 1_200  # characters; an answer's beginning says what it is about

_ORDINARY = STOP_WORDS | LIGHT_WORDS | wordlist("frame") | wordlist("nb") | wordlist("nn") | wordlist("en")

_ADDRESS = re.compile(
    r"\S+@\S+|\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:no|com|eu|org|ai|net|edu|io)\b\S*", re.I
)
_TOKEN = re.compile(r"[^\W_]+(?:[-./:][^\W_]+)*")


def recent(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """As much of a conversation as a follow-up may lean on."""
    return tuple(Turn(turn.role, turn.text[:_LONGEST_TURN]) for turn in history[-_TURNS:])


def accepted(written: str, question: Question, language: Language) -> str | None:
    """The question that the model wrote, or None when it is no question of one line that only says what was said."""
    lines = [line.strip() for line in written.strip().splitlines() if line.strip()]
    if len(lines) != 1 or not 0 < len(lines[0]) <= max(LONGEST, 2 * len(question.text)):
        return None
    line = lines[0].strip('"“”«» ')
    if not line or other_language(line, language) or not line.isprintable():
        return None
    said = "\n".join([*(turn.text for turn in question.history), question.text])
    return line if adds_nothing(line, said, language) else None


def adds_nothing(text: str, said: str, language: Language) -> bool:
    """Whether every number, date, name, code and address of a text was said, and nearly every other word."""
    if any(address.casefold().rstrip(".?!,") not in said.casefold() for address in _ADDRESS.findall(text)):
        return False
    known = {form for word in _spoken(said) for form in _forms(word, language)}
    new = [(word, first) for word, first in _with_place(text) if not _forms(word, language) & known]
    if any(_is_hard(word) and not (first and _is_ordinary(word)) for word, first in new):
        return False
    return sum(word.casefold() not in _ORDINARY for word, _ in new) <= _MOST_NEW


def _with_place(text: str) -> list[tuple[str, bool]]:
    """The words, each with whether it is the first."""
    return [(word, place == 0) for place, word in enumerate(_spoken(text))]


def _spoken(text: str) -> list[str]:
    """The words of a text, and the parts of those with hyphens."""
    tokens = _TOKEN.findall(text)
    return [*tokens, *(part for token in tokens if "-" in token for part in token.split("-"))]


def _forms(word: str, language: Language) -> set[str]:
    """A word as it is compared: whatever its case, its ending and its genitive s."""
    lowered = word.casefold()
    bare = lowered.removesuffix("s") if len(lowered) > 2 else lowered
    return {lowered, bare, stem(lowered, language), fold(lowered)}


def _is_hard(word: str) -> bool:
    """Whether a word says something that must have been said: a figure, a name or code, a month."""
    return any(char.isdigit() or char.isupper() for char in word) or word.casefold() in _months()


def _is_ordinary(word: str) -> bool:
    """A word that has its capital from its place alone."""
    return word[1:].islower() and word.isalpha() and word.casefold() in _ORDINARY


@cache
def _months() -> frozenset[str]:
    languages: tuple[Language, ...] = ("nb", "en")
    named = (words(spell(f"2000-{month:02}", language))[0] for language in languages for month in range(1, 13))
    return frozenset(named) - {"may"}
