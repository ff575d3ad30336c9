"""What a card or a button says again need not stand in the text, too: the card takes its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_BULLET = "• "


@dataclass(frozen=True, slots=True)
class Card:
    """What one card tells: ``words`` in any wording, and the ``mark`` of its source, such as ``[1]``."""

    words: frozenset[str]
    mark: str

    def says(self, line: str) -> bool:
        """Whether a list line, or one that rests on the same source, tells nothing but what stands on the card."""
        listed = line.startswith(_BULLET) or line.rstrip().endswith(self.mark)
        return listed and words_in(line) <= self.words


def words_in(text: str) -> frozenset[str]:
    """The words and numbers of a text, whatever their case and order."""
    return frozenset(_WORD.findall(text.casefold()))


def around_repeats(text: str, cards: Sequence[Card]) -> tuple[str, str] | None:
    """The text before and after the first line that a card says again.

    Other such lines are left out too. None where no line is repeated; a line that says anything a
    card does not is kept, so that nothing is lost.
    """
    lines = text.split("\n")
    repeated = [any(card.says(line) for card in cards) for line in lines]
    if not any(repeated):
        return None
    first = repeated.index(True)
    kept = [line for line, gone in zip(lines[first:], repeated[first:], strict=True) if not gone]
    return "\n".join(lines[:first]).strip("\n"), "\n".join(kept).strip("\n")


def without_options(text: str, options: Sequence[str]) -> str:
    """The text without list lines that stand on buttons below it."""
    asked = {option.strip() for option in options}
    lines = [line for line in text.split("\n") if not line.startswith(_BULLET) or line[2:].strip() not in asked]
    return "\n".join(lines).strip("\n")
