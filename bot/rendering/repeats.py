"""List lines that a card says again, word for word, need not stand twice: the card takes their place."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")


def words_in(text: str) -> frozenset[str]:
    """The words and numbers of a text, whatever their case and order."""
    return frozenset(_WORD.findall(text.casefold()))


def around_repeats(text: str, cards: Sequence[str]) -> tuple[str, str] | None:
    """The text before and after the first list line whose every word stands on one of the cards.

    Other such lines are left out too. None where no line is repeated; a line that says anything a
    card does not is kept, so that nothing is lost.
    """
    said = [words_in(card) for card in cards]
    lines = text.split("\n")
    repeated = [line.startswith("• ") and any(words_in(line) <= card for card in said) for line in lines]
    if not any(repeated):
        return None
    first = repeated.index(True)
    kept = [line for line, gone in zip(lines[first:], repeated[first:], strict=True) if not gone]
    return "\n".join(lines[:first]).strip("\n"), "\n".join(kept).strip("\n")
