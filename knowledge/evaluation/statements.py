"""An answer's text as statements with the citations they carry, and apart from them what the house says itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.models import Language
from knowledge.sentences import split_sentences
from knowledge.wording import phrases

_MARKS = re.compile(r"((?:\s*\[\d+\])+)")
_MARK = re.compile(r"\[(\d+)\]")
_BLANK = re.compile(r"(?:\\\[)?\\\{\w+\\\}(?:\\\])?")
_BULLET = "• "
# A phrase with fewer letters of its own could be anybody's sentence.
_OWN_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or list item without its marks, and the numbers that it cites, in order and each once."""

    text: str
    marks: tuple[int, ...]


def statements(text: str, language: Language) -> tuple[tuple[Statement, ...], int]:
    """The statements of an answer's text, and how many lines of it are the house's own.

    A mark counts for all that was said since the mark before, as the answers are written; what comes after the last
    mark cites nothing. The house's own are sentences that stand in :mod:`knowledge.wording`, without a mark in their
    line: a greeting, how old a source is; and leads, which end with a colon.
    """
    found: list[Statement] = []
    own = 0
    for line in reversed(text.split("\n")):
        said = list(_of_line(line.removeprefix(_BULLET)))
        for statement in reversed(said):
            if not statement.marks and is_own(statement.text, language):
                own += 1
            else:
                found.append(Statement(statement.text, statement.marks or (found[-1].marks if found else ())))
    return tuple(reversed(found)), own


def is_own(sentence: str, language: Language) -> bool:
    """Whether a sentence is one of the house's phrases with its blanks filled, or leads to what follows."""
    return sentence.endswith(":") or any(pattern.fullmatch(sentence) for pattern in _own(language))


def _of_line(line: str) -> Iterator[Statement]:
    pieces = [*_MARKS.split(line), ""]
    for text, marks in zip(pieces[::2], pieces[1::2], strict=True):
        numbers = tuple(dict.fromkeys(int(n) for n in _MARK.findall(marks)))
        for sentence in _split(text):
            yield Statement(sentence, numbers)


def _split(text: str) -> list[str]:
    """The sentences of a text; what holds no letter or digit, such as a full stop after a mark, is none."""
    return [part for part in (part.strip() for part in split_sentences(text.strip())) if any(map(str.isalnum, part))]


@cache
def _own(language: Language) -> tuple[re.Pattern[str], ...]:
    sentences = {s for phrase in phrases(language).values() for line in phrase.split("\n") for s in _split(line)}
    told = {sentence: _BLANK.sub("", re.escape(sentence)) for sentence in sentences}
    return tuple(
        re.compile(_BLANK.sub(".*", re.escape(sentence)))
        for sentence, fixed in told.items()
        if sum(map(str.isalpha, fixed)) >= _OWN_LETTERS
    )
