"""Which language a question is written in: bokmål, nynorsk or English.

Short questions carry few words, so the telling ones are counted: words that only one of the
languages has. A tie goes to the language of the conversation, then to bokmål.
"""

from collections.abc import Iterable

from knowledge.models import Language
from knowledge.words import words

_ONLY_NB = frozenset(
    """
    jeg hva hvem hvor hvordan hvorfor hvilke hvilken hvilket når ikke noe noen hvis være blir fra gjøre må en et
    deres dere vår våre også mye mer mellom etter uten kan skal vil har finnes gjelder koster søke søker vi de dem
    hun ble leder bedriften bedrifter ansatte virksomhet nå godtas får fått videre videreutdanning e hvs kem ka
    """.split()
)
_ONLY_NN = frozenset(
    """
    eg me kva kven kvar korleis korfor kvifor kor ikkje noko nokon nokre dersom vere vert blir frå gjere ein eit dei
    dykk dykkar òg mykje meir mellom utan finst gjeld kostar søkje søkjer søkjast ho vart leiar leier bedrifta bedrifter
    tilsette verksemd verksemder no vidare vidareutdanning skilnad skilnaden kva kjem kome tilbod fekk treng heiter
    inneber stader studentar fristen samarbeida arbeidsgivaren høve
    """.split()
)
_ONLY_EN = frozenset(
    """
    the what who where how why which when is are does do did can could should would there and of with from our we
    you your it its they any about between please my this that these was were has have how's what's much many
    long course courses agreement company companies join apply contact
    """.split()
)
_SHARED = _ONLY_NB & _ONLY_NN

_LETTERS: tuple[tuple[Language, frozenset[str]], ...] = (
    ("nb", _ONLY_NB - _SHARED),
    ("nn", _ONLY_NN - _SHARED),
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
    counts = {language: sum(token in telling for token in tokens) for language, telling in _LETTERS}
    norwegian: Language = "nn" if counts["nn"] > counts["nb"] else "nb"
    if counts["en"] > counts[norwegian]:
        return "en"
    if counts[norwegian] or any(letter in text.casefold() for letter in "æøå"):
        return norwegian
    return None
