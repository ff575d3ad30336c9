"""Which language a question is written in: bokmål, nynorsk or English.

Short questions carry few words, so the telling ones are counted: words that only one of the
languages has. A tie goes to the language of the conversation, then to bokmål.
"""

from collections.abc import Iterable

from knowledge.models import Language
from knowledge.wordlists import wordlist
from knowledge.words import words

_ONLY_NB, _ONLY_NN, _ONLY_EN = wordlist("nb"), wordlist("nn"), wordlist("en")

_TELLING: tuple[tuple[Language, frozenset[str]], ...] = (
    ("nb", _ONLY_NB),
    ("nn", _ONLY_NN),
    ("en", _ONLY_EN - _ONLY_NB - _ONLY_NN),
)


def detect(text: str, *, context: Iterable[str] = (), fallback: Language | None = None) -> Language:
    """The language of a question; ``context`` holds the asker's earlier questions, newest last.

    English wins only with a clear lead, since names of courses are often English.
    """
    found = _best(text)
    for earlier in reversed(list(context)):
        found = found or _best(earlier)
    return found or fallback or "nb"


def _best(text: str) -> Language | None:
    tokens = words(text)
    counts = {language: sum(token in telling for token in tokens) for language, telling in _TELLING}
    norwegian: Language = "nn" if counts["nn"] > counts["nb"] else "nb"
    if counts["en"] > counts[norwegian]:
        return "en"
    if counts[norwegian] or any(letter in text.casefold() for letter in "æøå"):
        return norwegian
    return None
