"""The names that the sources use: single words always written with a capital, and names of several words."""

import re
from collections.abc import Collection, Iterable
from functools import cached_property

from knowledge.models import Chunk
from knowledge.words import words

_WORD = re.compile(r"(?<![./@\w-])[^\W\d_]\w*(?![.@/]\w)")
# "Elements of AI", "Norwegian Cyber Range": words with a capital, with small ones between them.
_SEVERAL = re.compile(r"\b[A-ZÆØÅ][\w-]*(?:\s(?:(?:of|on|for|and)\s)?[A-ZÆØÅ][\w-]*){1,5}")
# "Universitetet i Oslo", "Institutt for ...": what kind of body it is.
_HEAD = re.compile(r"\b([A-ZÆØÅ][a-zæøå]+)\s(?:i|for|på)\s")
_YES = re.compile(
    r"^(?:ja|jo|yes|nei|no)[\s,.!:–-]+(?:(?:for eksempel|til dømes|blant annet|mellom anna|for example|the|det er|there is)\s)?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^[«\"“]([^»\"”]{3,60})[»\"”]")
_HEAD_WORDS = 6
_SENTENCE_ENDS = ".!?:\n"
_SHORTEST = 3
_OFTEN, _SHARE = 20, 8  # a name that stands in more chunks than that, and than an eighth, singles nothing out


class Names:
    """What may be the subject of a question by its name.

    ``known`` are names of one word in lower case; ``single`` those among them that stand in few chunks. ``household``
    names are everywhere and stand for no subject.
    """

    def __init__(self, chunks: Iterable[Chunk], household: Collection[str] = ()) -> None:
        chunks = list(chunks)
        self._chunks = [chunk for chunk in chunks if chunk.language != "en"] or chunks
        capital, strong, self._small = _spellings(self._chunks)
        heads = {match[1].casefold() for chunk in self._chunks for match in _HEAD.finditer(chunk.text)}
        english = {w for c in chunks if c.language == "en" for w in words(c.text) if f" {w} " in c.text} - strong
        left_out = self._small | heads | english | {*household, *(f"{name}s" for name in household)}
        common = max(_OFTEN, len(self._chunks) // _SHARE)
        self.known = frozenset(name for name in capital if name not in left_out and len(name) >= _SHORTEST)
        self.single = frozenset(name for name in self.known if len(capital[name]) <= common)

    def in_order(self, text: str) -> list[str]:
        """The names that a text holds, as it writes them, longest first where they overlap."""
        spans = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
        spoken = [text[start:end].casefold() for start, end in spans]
        found, i = [], 0
        while i < len(spans):
            size = next((n for n in self._several.get(spoken[i], ()) if tuple(spoken[i : i + len(n)]) == n), None)
            length = len(size) if size else int(spoken[i] in self.known)
            if length:
                found.append(text[spans[i][0] : spans[i + length - 1][1]])
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
            if len(parts) <= 3 and all(part[0].isupper() and part[1:].islower() for part in parts):
                if not any(part.casefold() in self._small for part in parts):
                    return match.group()
        return None

    @cached_property
    def _several(self) -> dict[str, list[tuple[str, ...]]]:
        """Names of several words by their first word, longest first; looked for when a conversation needs them."""
        found: set[tuple[str, ...]] = set()
        for chunk in self._chunks:
            for match in _SEVERAL.finditer(chunk.text):
                parts = tuple(words(match.group()))
                opens = match.start() < 2 or chunk.text[match.start() - 2] in _SENTENCE_ENDS
                if opens and parts[0] in self._small:
                    parts = parts[1:]
                if len(parts) > 1:
                    found.add(parts)
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for parts in sorted(found, key=lambda p: -len(p)):
            by_first.setdefault(parts[0], []).append(parts)
        return by_first


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
            elif (inner := any(c.isupper() for c in word[1:])) or (
                match.start() > 1 and chunk.text[match.start() - 2] not in _SENTENCE_ENDS
            ):
                strong |= {word.casefold()} if inner else set()
                capital.setdefault(word.casefold(), set()).add(i)
    return capital, strong, small
