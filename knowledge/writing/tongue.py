"""Whether a sentence is written in the language it should be in."""

import re

from knowledge.language import detect
from knowledge.models import Language
from knowledge.wordlists import wordlist
from knowledge.words import words

# What stands in quotation marks may be in the source's language.
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
# A shorter sentence may be made of names; bokmål and nynorsk share most words, so telling them apart takes more.
_FEWEST, _FEWEST_NORWEGIAN = 5, 9
# More foreign letters than this share are another script.
_FOREIGN_LETTERS = 0.2
_LATIN = re.compile(r"[A-Za-zÆØÅæøåÀ-ž]")
_NORWEGIAN: frozenset[Language] = frozenset({"nb", "nn"})


def other_language(text: str, wanted: Language) -> str | None:
    """The language of a sentence where it is plainly not the one that is wanted; None for a short or doubtful one."""
    own = _QUOTED.sub(" ", text)
    letters = [char for char in own if char.isalpha()]
    if letters and sum(not _LATIN.match(char) for char in letters) > _FOREIGN_LETTERS * len(letters):
        return "another script"
    spoken = [word for word in words(own) if word.isalpha()]
    found = detect(own, fallback=wanted)
    if found == wanted or len(spoken) < _FEWEST:
        return None
    if {found, wanted} != _NORWEGIAN:
        return found
    doubtful = len(spoken) < _FEWEST_NORWEGIAN or any(word in wordlist(wanted) for word in spoken)
    return None if doubtful else found
