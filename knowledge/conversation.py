"""Whether a question leans on the conversation before it; :mod:`knowledge.thread` tells what it then means.

A question *leans* when it starts with "og", points back with a pronoun ("den", "det", "der", "it"), or names no
subject of its own. A question that brings a name of its own stands alone: it is a new topic.
"""

import re
from collections.abc import Sequence

from knowledge.models import Turn
from knowledge.words import LIGHT_WORDS, STOP_WORDS, content_words

_OPENING = re.compile(r"^(?:og|men|and|but|hva med|kva med|what about|how about|enn)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:den|det|de|dei|der|dem|deira|dette|denne|disse|han|hun|ho|dit|derfra|slikt?|sånn|slike|deres|hans|hennes|"
    r"it|its|that|this|they|them|their|there|those|these|he|she|one|forrige|førre|andre|neste|same|samme|previous|other)\b",
    re.IGNORECASE,
)
# "Er det ...", "finnes det ...", "kan det ...": a grammatical subject, it points at nothing.
_EMPTY_SUBJECT = re.compile(
    r"\b(?:er|var|finnes|finns|fins|finst|blir|ble|vart|har|koster|kostar|kan|skal|må|tar|tek|går|is|are|was|were|can|does|will)\s+"
    r"(?:det|there|it)\s+(?=(?:å|en|et|ei|ein|eit|noe|noen|noko|nokon|nokre|mulig|mogleg|lov|a|an|any|some|possible|to|gratis|"
    r"for|at|kurs|\w+kurs)\b)",
    re.IGNORECASE,
)
# What a thing has rather than is; a question of only such words needs to be told what it is about.
_PROPERTY = re.compile(
    r"^(?:\w*frist(?:en|er|ar|ene)?|pris(?:en|er|ar)?|gratis|free|open|åpent?|kost(?:er|ar|e|a|et|nad\w*)?|studiepoeng\w*|sp|poeng|kurs(?:et|ene|a|i)?|deadlines?|"
    r"prices?|costs?|courses?|leder|leier|leiar|leads?|leader|lang|langt|lange|varighet\w*|sted(?:et)?|stad|staden|søk(?:e|er|es|nad\w*)?|"
    r"søkje\w*|penge\w*|pengar|long|språk(?:et)?|languages?|credits?|(?:opptaks)?krav(?:et|ene|a)?|kreves?|krevst|krev|admission|requirements?|prerequisites?|entry|avgift(?:en|a)?|fees?|omfang(?:et)?|adresse[nra]*|address|tlf|telefon(?:en|nummer\w*|nr)?|nr|nummer(?:et)?|phone|epost\w*|mail(?:en|adresse\w*)?|email|nettside[nra]*|website|(?:opp)?start(?:er|et|a|ar|s|ed)?)$"
)
# "den avtalen", "det siste senteret": a noun that agrees says what is meant.
_AGREEING = (
    re.compile(r"\b(?:den|denne)\s(?:(?P<between>\w+)\s)?\w{4,}en\b", re.IGNORECASE),
    re.compile(r"\b(?:det|dette)\s(?:(?P<between>\w+)\s)?\w{4,}et\b", re.IGNORECASE),
    re.compile(r"\b(?:de|dei|disse|desse)\s(?:(?P<between>\w+)\s)?\w{4,}(?:ene|ane)\b", re.IGNORECASE),
)


_FEW = 2


def leans(text: str, history: Sequence[Turn], *, own_names: bool) -> bool:
    """Whether a question needs the turns before it to be understood."""
    if not history:
        return False
    if own_names:
        return False
    return bool(_OPENING.match(text.strip())) or points_back(text) or _says_little(text)


def heavy_words(text: str) -> list[str]:
    """The words that bring a subject: neither ordinary talk nor the name of a property ("pris", "frist")."""
    return [w for w in content_words(text) if w not in LIGHT_WORDS and not _PROPERTY.match(w)]


def _says_little(text: str) -> bool:
    return len(content_words(text)) <= _FEW and len(heavy_words(text)) < _FEW


def points_back(text: str) -> bool:
    """Whether a pronoun in the text stands for something said before."""
    bare = _EMPTY_SUBJECT.sub(" ", text)
    for pattern in _AGREEING:
        bare = pattern.sub(lambda match: " " if (match["between"] or "") not in STOP_WORDS else match.group(), bare)
    return bool(_POINTING.search(bare))
