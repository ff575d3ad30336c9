"""Follow-ups: what a question leaves unsaid is taken from the turns before it.

A question *leans* on the conversation when it starts with "og", points back with a pronoun ("den",
"det", "der", "it"), or names no subject of its own. Then the last question and the names in the last
answer are searched for too, with less weight than the question's own words. A question that brings a
name of its own stands alone: it is a new topic.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.models import Turn
from knowledge.words import LIGHT_WORDS, content_words

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
_NAME = re.compile(
    r"(?:«[^»]{3,60}»|\b[A-ZÆØÅ]{2,}\d*\b|\b[A-ZÆØÅ][\w-]*[A-ZÆØÅ]\w*\b|(?<=[a-zæøå,;:] )[A-ZÆØÅ][\w-]+)"
)
# What a thing has rather than is; a question of only such words needs to be told what it is about.
PROPERTIES = (
    "frist", "søknadsfrist", "pris", "kost", "studiepoeng", "sp", "kurs", "deadline", "price", "cost", "course",
    "leder", "leier", "leads", "lead", "lang", "varighet", "sted", "poeng", "søk", "penge", "long", "språk", "language",
    "credits", "opptakskrav", "krav", "oppstart", "start",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier turns add to a question: ``before`` for the search, ``names`` for recognising what is meant."""

    before: str = ""
    names: str = ""

    def __bool__(self) -> bool:
        return bool(self.before)


_FEW = 2

NO_CONTEXT = Context()


def leans(text: str, history: Sequence[Turn], *, own_names: bool) -> bool:
    """Whether a question needs the turns before it to be understood."""
    if not history:
        return False
    if own_names:
        return False
    return bool(_OPENING.match(text.strip())) or points_back(text) or _says_little(text)


def heavy_words(text: str) -> list[str]:
    """The words that bring a subject: neither ordinary talk nor the name of a property ("pris", "frist")."""
    return [w for w in content_words(text) if w not in LIGHT_WORDS and not w.startswith(PROPERTIES)]


def _says_little(text: str) -> bool:
    return len(content_words(text)) <= _FEW and len(heavy_words(text)) < _FEW


def points_back(text: str) -> bool:
    """Whether a pronoun in the text stands for something said before."""
    return bool(_POINTING.search(_EMPTY_SUBJECT.sub(" ", text)))


def context_of(history: Sequence[Turn]) -> Context:
    """The last question, and the names that the last answer brought."""
    asked = next((turn.text for turn in reversed(history) if turn.role == "user"), "")
    answered = next((turn.text for turn in reversed(history) if turn.role == "assistant"), "")
    names = " ".join(dict.fromkeys(_NAME.findall(answered)))
    return Context(before=f"{asked} {names}".strip(), names=f"{answered} {asked}".strip())
