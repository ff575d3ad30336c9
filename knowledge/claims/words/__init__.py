"""General lists of words as data, one ``.txt`` a list: each line holds words that belong together.

``alike`` lists words that may stand for each other in bokmål, nynorsk and English, ``opposite`` words of which one
denies the other (left and right of ``|``); ``_`` joins the words of a phrase.
"""

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a list that are not empty."""
    text = (files("knowledge.claims.words") / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip())
