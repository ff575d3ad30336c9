"""How people type when they are in a hurry: one slip of one kind a question."""

import re
from collections.abc import Callable
from random import Random

_WORD = re.compile(r"(?<![\w.])[^\W\d_]{5,}(?![\w.])")
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl",
    "l": "ko", "m": "n", "n": "bm", "o": "ip", "p": "oå", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "y": "tu", "ø": "æl", "å": "pø", "æ": "øå",
}  # fmt: skip


def lower_case(text: str, chance: Random) -> str:
    """No capitals and no mark at the end."""
    del chance
    return text.lower().rstrip("?.")


def other_letters(text: str, chance: Random) -> str:
    """Without æ, ø and å, as on a foreign keyboard."""
    ways = ({"æ": "ae", "ø": "o", "å": "a"}, {"æ": "ae", "ø": "oe", "å": "aa"})
    table = chance.choice(ways)
    if not set(text.lower()) & set(table):
        return lower_case(text, chance)
    return text.lower().translate({ord(letter): plain for letter, plain in table.items()})


def slipped_key(text: str, chance: Random) -> str:
    """One word of five letters or more with a key swapped, left out, doubled or missed by one."""
    words = list(_WORD.finditer(text))
    if not words:
        return lower_case(text, chance)
    match = chance.choice(words)
    word, at = match.group(), chance.randrange(1, len(match.group()) - 1)
    ways: tuple[Callable[[], str], ...] = (
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
        lambda: word[:at] + chance.choice(_NEIGHBOURS.get(word[at], word[at])) + word[at + 1 :],
    )
    return text[: match.start()] + chance.choice(ways)() + text[match.end() :]


SLIPS: tuple[Callable[[str, Random], str], ...] = (slipped_key, lower_case, other_letters)
