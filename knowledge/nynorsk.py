"""Nynorsk words and the bokmål the sources use, for the search only.

Most nynorsk is found by stems and 4-grams; these are the words whose forms lie too far apart.
"""

import re
from collections.abc import Mapping

from knowledge.wordlists import wordpairs

WORDS: Mapping[str, str] = dict(wordpairs("nynorsk"))


def to_bokmaal(text: str) -> str:
    """The text with nynorsk words replaced by what the sources write."""
    return re.sub(r"[^\W\d_]+", lambda match: WORDS.get(match.group().casefold(), match.group()), text)
