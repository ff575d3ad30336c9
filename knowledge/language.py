"""Which language a question is written in: bokmål, nynorsk or English.

Short questions carry few words, so the telling ones are counted: words that only one of the
languages has. A tie goes to the language of the conversation, then to bokmål.
"""

import re
from collections.abc import Iterable

from knowledge.models import Language
from knowledge.wordlists import wordlist, wordpairs
from knowledge.words import words

_ONLY_NB, _ONLY_EN = wordlist("nb"), wordlist("en")
_ONLY_NN = wordlist("nn") | {word for word, _ in wordpairs("nynorsk")} - wordlist("nb")
# Endings that only nynorsk has, in words long enough to have them as endings: "samlingar", "fortelje", "personleg".
_NN_ENDING = re.compile(
    r"^(?!(?:olje|linje|vilje|familje)$)\w{3,}(?:ingar|arar|ingane|arane|[kg]je|elje|ørje|[^e]leg|elege?)$"
)

# Nobody writes these in the other form; they count twice, since the rest of the sentence is often the same in both,
# and names of courses and bodies may be in either.
_ASKING_NN = frozenset("kva kven kvar kvifor korleis kvens ikkje eg".split())
_ASKING_NB = frozenset("hva hvem hvor hvorfor hvordan hvilken hvilket hvilke ikke jeg".split())

_TELLING: tuple[tuple[Language, frozenset[str]], ...] = (
    ("nb", _ONLY_NB),
    ("nn", _ONLY_NN),
    ("en", _ONLY_EN - _ONLY_NB - _ONLY_NN),
)


# "nemonoor.no" says no nynorsk "no".
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\b(?:[\w-]+\.)+(?:no|com|eu|edu|org|ai|net|se|dk)\b\S*", re.IGNORECASE)

_LEAD = 2  # English words more than Norwegian ones


def detect(text: str, *, context: Iterable[str] = (), fallback: Language | None = None) -> Language:
    """The language of a question; ``context`` holds the asker's earlier questions, newest last.

    English wins only with a clear lead, since names of courses are often English.
    """
    before = list(context)
    # In a conversation one word is no lead: "er det per år?" stays Norwegian.
    found = _best(text, lead=_LEAD if before else 1)
    for earlier in reversed(before):
        found = found or _best(earlier)
    return found or fallback or "nb"


def _best(text: str, lead: int = 1) -> Language | None:
    tokens = words(_ADDRESS.sub(" ", text))
    counts = {language: sum(token in telling for token in tokens) for language, telling in _TELLING}
    counts["nn"] += sum(token in _ASKING_NN for token in tokens)
    counts["nb"] += sum(token in _ASKING_NB for token in tokens)
    counts["nn"] += sum(bool(_NN_ENDING.match(token)) for token in tokens if token not in _ONLY_NN)
    norwegian: Language = "nn" if counts["nn"] > counts["nb"] else "nb"
    if counts["en"] >= counts[norwegian] + lead:
        return "en"
    if counts[norwegian] or any(letter in text.casefold() for letter in "æøå"):
        return norwegian
    return None
