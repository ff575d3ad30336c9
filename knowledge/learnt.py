"""What a generation's chunks teach about words and names, counted when it is written rather than when it is opened.

To read 100 000 chunks for the words they use takes half a minute, every time anew. So ingest does it once, and
the tables come with the chunks: whoever needs them asks whether the chunks that it was given have any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.models import Chunk


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of some chunks, as the speller counts them.

    ``counts`` has the words in the order in which they first stand, ``folded`` those that read otherwise on a keyboard
    without Norwegian letters, ``joined`` by their fold the words that are written with a hyphen or full stops.
    """

    counts: Mapping[str, int]
    folded: Mapping[str, str]
    joined: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NameTable:
    """The names of some chunks, in small letters, one a line.

    ``single`` and ``subjects`` are names of one word: those that stand in few chunks, and those that a conversation may
    be about. ``small`` are the words that the facts also write without a capital, ``several`` names of several words.
    """

    single: str
    subjects: str
    small: str
    several: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """All of it."""

    words: WordTable
    names: NameTable


class LearntChunks(tuple[Chunk, ...]):
    """Chunks together with what they teach; equal to the same chunks without it."""

    learnt: Learnt

    @classmethod
    def of(cls, chunks: Iterable[Chunk], learnt: Learnt) -> "LearntChunks":
        """Chunks and what was learnt from exactly these."""
        made = cls(chunks)
        made.learnt = learnt
        return made
