"""The names that the sources use: single words always written with a capital, and names of several words."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from knowledge.learnt import LearntChunks, NameTable
from knowledge.models import Chunk, CitationKind
from knowledge.words import words

_WORD = re.compile(r"(?<![./@\w-])[^\W\d_]\w*(?![.@/]\w)")
# "Elements of AI", "Norwegian Cyber Range": words with a capital, with small ones between them.
_SEVERAL = re.compile(r"\b[A-ZÆØÅ][\w-]*(?: (?:(?:of|on|and) )?[A-ZÆØÅ][\w-]*){1,5}")
# "Universitetet i Oslo", "Institutt for ...": what kind of body it is.
_HEAD = re.compile(r"\b([A-ZÆØÅ][a-zæøå]+)\s(?:i\s[A-ZÆØÅ]|for\s)")
_YES = re.compile(
    r"^(?:ja|jo|yes|nei|no)[\s,.!:–-]+"
    r"(?:(?:for eksempel|til dømes|blant annet|mellom anna|for example|the|det er|there is)\s)?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^[«\"“]([^»\"”]{3,60})[»\"”]")
_BETWEEN = ("of", "on", "and")
_HEAD_WORDS = 6
_PARTS_OF_A_PERSON = 3
_SENTENCE_ENDS = ".!?:\n"
_SHORTEST = 3
_OFTEN, _SHARE = 20, 8  # a name that stands in more chunks than that, and than an eighth, singles nothing out


class Names:
    """What may be the subject of a question by its name.

    ``household`` names are everywhere and stand for no subject of a conversation. The tables are long, so each is
    unfolded when it is asked for: those of conversations in the first one.
    """

    def __init__(self, chunks: Iterable[Chunk], household: Collection[str] = ()) -> None:
        self._table = chunks.learnt.names if isinstance(chunks, LearntChunks) else note_names(chunks)
        self._household = {*household, *(f"{name}s" for name in household)}

    @cached_property
    def single(self) -> frozenset[str]:
        """Names of one word in lower case that stand in few chunks."""
        return frozenset(self._table.single.split())

    @cached_property
    def known(self) -> frozenset[str]:
        """Names of one word in lower case that may be the subject of a conversation."""
        return frozenset(self._table.subjects.split()) - self._household

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(self._table.small.split())

    def in_order(self, text: str) -> list[str]:
        """The names that a text holds, as it writes them, longest first where they overlap."""
        spans = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
        spoken = [text[start:end].casefold() for start, end in spans]
        found, i = [], 0
        while i < len(spans):
            sizes = (n for n in self._sizes.get(spoken[i], ()) if i + n <= len(spans))
            size = next((n for n in sizes if " ".join(spoken[i : i + n]) in self._several), 0)
            word = spoken[i]
            length = size or int(word in self.known or word.removesuffix("s") in self.known)
            if length:
                name = text[spans[i][0] : spans[i + length - 1][1]]
                found.append(name if size or word in self.known else name[:-1])
            i += length or 1
        return list(dict.fromkeys(found))

    def opening(self, answer: str) -> str | None:
        """The name with which an answer begins ("Ja, Garnlaget er ...")."""
        begins = _YES.sub("", answer.strip())
        if quoted := _QUOTED.match(begins):
            return quoted[1]
        head = " ".join(begins.split()[:_HEAD_WORDS])
        found = self.in_order(head)
        return found[0] if found and words(head)[: len(words(found[0]))] == words(found[0]) else None

    def person(self, text: str) -> str | None:
        """The first person that an answer names: two or three words that are only ever used as names."""
        for match in _SEVERAL.finditer(text):
            parts = match.group().split()
            alike = len(parts) <= _PARTS_OF_A_PERSON and all(p[0].isupper() and p[1:].islower() for p in parts)
            if alike and not any(part.casefold() in self._small for part in parts):
                return match.group()
        return None

    @cached_property
    def _several(self) -> frozenset[str]:
        return frozenset(self._table.several.splitlines())

    @cached_property
    def _sizes(self) -> dict[str, tuple[int, ...]]:
        """How many words the names of several have, by their first word, most first."""
        sizes: dict[str, set[int]] = {}
        for name in self._several:
            sizes.setdefault(name[: name.index(" ")], set()).add(name.count(" ") + 1)
        return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}


def note_names(chunks: Iterable[Chunk]) -> NameTable:
    """The names of chunks."""
    chunks = list(chunks)
    norwegian = [chunk for chunk in chunks if chunk.language != "en"] or chunks
    spellings = _spellings(norwegian)
    capital, _, small = spellings
    common = max(_OFTEN, len(norwegian) // _SHARE)
    single = [name for name in _names(norwegian, capital, small) if len(capital[name]) <= common]
    told = [chunk for chunk in chunks if chunk.kind is not CitationKind.RECORD] or chunks
    facts = [chunk for chunk in told if chunk.language != "en"] or told
    capital, strong, small = spellings if facts == norwegian else _spellings(facts)
    english = {w for c in chunks if c.language == "en" for w in words(c.text) if f" {w} " in c.text} - strong
    subjects = _names(facts, capital, small) - english
    single_lines, subject_lines, small_lines, several_lines = (
        "\n".join(sorted(found)) for found in (single, subjects, small, _names_of_several(facts, small))
    )
    return NameTable(single_lines, subject_lines, small_lines, several_lines)


def _names_of_several(facts: Iterable[Chunk], small: Collection[str]) -> set[str]:
    found: set[str] = set()
    for chunk in facts:
        for match in _SEVERAL.finditer(chunk.text):
            parts = words(match.group())
            if _opens(chunk.text, match.start()) and parts[0] in small:
                parts = parts[1:]
            if len(parts) > 1 and parts[0] not in _BETWEEN:
                found.add(" ".join(parts))
    return found


def _names(chunks: Iterable[Chunk], capital: Mapping[str, set[int]], small: set[str]) -> set[str]:
    """The words that are only ever written with a capital, but for heads of names and genitives."""
    bodies = Counter(match[1].casefold() for chunk in chunks for match in _HEAD.finditer(chunk.text))
    heads = {name for name, count in bodies.items() if 2 * count > len(capital.get(name, ()))}
    genitives = {f"{name}s" for name in capital}
    return {name for name in capital.keys() - small - heads - genitives if len(name) >= _SHORTEST}


def _spellings(chunks: Iterable[Chunk]) -> tuple[dict[str, set[int]], set[str], set[str]]:
    """The words that stand with a capital within a sentence, with their chunks; and those in small letters.

    The second are the words with a capital within.
    """
    capital: dict[str, set[int]] = {}
    strong: set[str] = set()
    small: set[str] = set()
    for i, chunk in enumerate(chunks):
        for match in _WORD.finditer(chunk.text):
            word = match.group()
            if word.islower() and word[0].islower():
                small.add(word)
            elif (inner := not word[1:].islower() and any(c.isupper() for c in word[1:])) or not _opens(
                chunk.text, match.start()
            ):
                strong |= {word.casefold()} if inner else set()
                capital.setdefault(word.casefold(), set()).add(i)
    return capital, strong, small


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a line begins there, so that a capital says nothing."""
    return start < 2 or text[start - 1] == "\n" or text[start - 2] in _SENTENCE_ENDS
