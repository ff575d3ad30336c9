"""Words that a line's end parted: joined when the joined word is right, left alone when it is not sure."""

import re
from collections.abc import Iterable, Sequence

_PARTED = re.compile(r"(\w+)[-\u2010\u00ad]$")
_FIRST = re.compile(r"^\w+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_AND = ("og", "eller", "and", "or", "samt", "til", "to")


class Known:
    """The words of a document, to see which of two spellings it uses itself."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = {word.lower() for text in texts for word in _WORD.findall(text)}

    def joined(self, lines: Sequence[str]) -> str:
        """The lines of a paragraph as one text."""
        text = ""
        for line in lines:
            text = self._pair(text, line) if text else line
        return text.removesuffix("\u00ad")

    def _pair(self, before: str, after: str) -> str:
        parted, first = _PARTED.search(before), _FIRST.match(after)
        if before.endswith("\u00ad"):
            return before[:-1] + after
        if not parted or not first:
            return f"{before} {after}"
        left, right = parted.group(1), first.group()
        if right.lower() in _AND:  # "etter- og videreutdanning"
            return f"{before} {after}"
        return (before[:-1] if self._is_one_word(left, right) else before) + after

    def _is_one_word(self, left: str, right: str) -> bool:
        """The document's own spelling decides; else small letters on both sides are one word, "KI-kurs" is two."""
        one, two = f"{left}{right}".lower(), f"{left}-{right}".lower()
        if (one in self._words) != (two in self._words):
            return one in self._words
        return left[-1:].islower() and not left.isupper() and right.islower()
