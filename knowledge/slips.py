"""How likely a slip of the fingers is: what turned one word into another, as a cost.

Costs are in units of one ordinary slip. People hit the key beside, swap two letters, drop one or type one twice;
another letter from across the keyboard is rarer, and makes another word rather than a slip. Words are compared as
:func:`knowledge.words.fold` writes them.
"""

from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from knowledge.words import fold

_ROWS = ("qwertyuiopå", "asdfghjkløæ", "zxcvbnm")
_DOUBLED, _SWAPPED, _BESIDE, _LETTER, _FAR, _TWO = 0.8, 0.9, 0.9, 1.0, 1.7, 2.3

# A word that costs more is another word, when it is short.
ONE_SLIP = 1.0


def cost(typed: str, meant: str) -> float:
    """What typing one folded word instead of another costs; 0 for the same word, at most that of two slips."""
    distance = OSA.distance(typed, meant)
    if distance != 1:
        return _TWO if distance else 0.0
    if len(typed) != len(meant):
        shorter, longer = sorted((typed, meant), key=len)
        at = next((i for i in range(len(shorter)) if longer[i] != shorter[i]), len(shorter))
        return _DOUBLED if at and longer[at] == longer[at - 1] else _LETTER
    if is_swap(typed, meant):
        return _SWAPPED
    pair = next((a, b) for a, b in zip(typed, meant, strict=True) if a != b)
    return _BESIDE if pair in _neighbours() else _FAR


def is_swap(typed: str, meant: str) -> bool:
    """Whether two words have the same letters."""
    return sorted(typed) == sorted(meant)


def is_another_key(typed: str, meant: str) -> bool:
    """Whether one letter stands for another of the word, as against one too many, too few or two swapped."""
    return len(typed) == len(meant) and not is_swap(typed, meant)


@cache
def _neighbours() -> frozenset[tuple[str, str]]:
    """Keys that touch on a Norwegian keyboard, both ways round."""
    pairs: set[tuple[str, str]] = set()
    for upper, lower in zip(_ROWS, (*_ROWS[1:], ""), strict=True):
        # A row begins half a key to the right of the one above: a key touches the one below it and that to its left.
        below = [(key, other) for i, key in enumerate(upper) for other in lower[max(0, i - 1) : i + 1]]
        for a, b in (*pairwise(upper), *below):
            if a == fold(a) or b == fold(b):  # a slip from å to ø is none from a to o
                pairs |= {(fold(a), fold(b)), (fold(b), fold(a))}
    return frozenset(pairs)
