"""The names that the sources use: single words always written with a capital, and names of several words."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

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

    ``single`` are names of one word, in lower case, that stand in few chunks. ``household`` names are everywhere and
    stand for no subject of a conversation.
    """

    def __init__(self, chunks: Iterable[Chunk], household: Collection[str] = ()) -> None:
        chunks = list(chunks)
        self._all = chunks
        self._household = {*household, *(f"{name}s" for name in household)}
        norwegian = [chunk for chunk in chunks if chunk.language != "en"] or chunks
        capital, _, small = _spellings(norwegian)
        common = max(_OFTEN, len(norwegian) // _SHARE)
        names = _names(norwegian, capital, small)
        self.single = frozenset(name for name in names if len(capital[name]) <= common)

    @cached_property
    def known(self) -> frozenset[str]:
        """Names of one word in lower case that may be the subject of a conversation."""
        capital, strong, _ = _spellings(self._facts)
        english = {w for c in self._all if c.language == "en" for w in words(c.text) if f" {w} " in c.text} - strong
        return frozenset(_names(self._facts, capital, self._small) - english - self._household)

    @cached_property
    def _facts(self) -> list[Chunk]:
        told = [chunk for chunk in self._all if chunk.kind is not CitationKind.RECORD] or self._all
        return [chunk for chunk in told if chunk.language != "en"] or told

    @cached_property
    def _small(self) -> set[str]:
        return _spellings(self._facts)[2]

    def in_order(self, text: str) -> list[str]:
        """The names that a text holds, as it writes them, longest first where they overlap."""
        spans = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
        spoken = [text[start:end].casefold() for start, end in spans]
        found, i = [], 0
        while i < len(spans):
            size = next((n for n in self._several.get(spoken[i], ()) if tuple(spoken[i : i + len(n)]) == n), None)
            word = spoken[i]
            length = len(size) if size else int(word in self.known or word.removesuffix("s") in self.known)
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
    def _several(self) -> dict[str, list[tuple[str, ...]]]:
        """Names of several words by their first word, longest first; looked for when a conversation needs them."""
        found: set[tuple[str, ...]] = set()
        for chunk in self._facts:
            for match in _SEVERAL.finditer(chunk.text):
                parts = tuple(words(match.group()))
                if _opens(chunk.text, match.start()) and parts[0] in self._small:
                    parts = parts[1:]
                if len(parts) > 1 and parts[0] not in _BETWEEN:
                    found.add(parts)
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for parts in sorted(found, key=lambda p: -len(p)):
            by_first.setdefault(parts[0], []).append(parts)
        return by_first


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
            if word[0].islower() and not any(c.isupper() for c in word):
                small.add(word)
            elif (inner := any(c.isupper() for c in word[1:])) or not _opens(chunk.text, match.start()):
                strong |= {word.casefold()} if inner else set()
                capital.setdefault(word.casefold(), set()).add(i)
    return capital, strong, small


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a line begins there, so that a capital says nothing."""
    return start < 2 or text[start - 1] == "\n" or text[start - 2] in _SENTENCE_ENDS
