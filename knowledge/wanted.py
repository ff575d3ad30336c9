"""What a question wants named: its content words, and the noun that its question word asks about.

"Hvor mange ansatte har NTNU?" wants a number of ``ansatte``; "Hva er årsbudsjettet til NTNU?" wants an
``årsbudsjett``. Sources that never mention the thing cannot answer, however near the rest of the question is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.models import Language
from knowledge.signals import Asks
from knowledge.wordlists import wordlist
from knowledge.words import LIGHT_WORDS, STOP_WORDS, content_words, words

# Words of asking rather than of a subject, and nouns that only say what kind of thing is asked for.
FRAME_WORDS = wordlist("frame")
_KINDS_OF_THING = wordlist("kinds")

_BE = r"(?:er|e|var|blir|ble|vart|is|was|are|were|will\sbe)"
_TWO = r"((?:[\w.-]+\s+)?[\w.-]+)"
_COUNTED = re.compile(r"\b(?:hvor\smange|kor\smange|how\smany|antall|antal|number\sof)\s+((?:[\w.-]+\s+){0,2}[\w.-]+)")
_ASKED = (
    re.compile(rf"\b(?:hvor\smange|kor\smange|how\smany|antall|antal|number\sof)\s+{_TWO}"),
    re.compile(
        rf"\b(?:hvilke[nt]?|kva\sfor(?:\se[ni]t?)?|kva\sslags|hva\sslags|which|what|kva)\s+(?!{_BE}\b|med\b|om\b)"
        rf"(?!(?:do|does|did|can|sier|seier|har|kan|skal|gjør|gjer|betyr|koster|kostar|må)\b){_TWO}"
    ),
    re.compile(
        rf"\b(?:hva|kva|ka|what|hvem|kven|who)(?:\s+(?:{_BE}|heter|heiter)|'s)\s+(?:egentlig\s+|nå\s+)?(?:(?:the|den|det|dei?)\s+)?{_TWO}"
    ),
)
_ENGLISH_BE = re.compile(r"wh(?:at|o)\b(?:'s|\s+(?:is|was|are|were|will))")
# Where the noun ends and the rest of the sentence begins.
_NOUN_ENDS = re.compile(
    r"^(?:er|har|hadde|kunne|skulle|måtte|ville|vil|had|would|could|should|finnes|finns|finst|fins|var|ble|vart|fikk|fekk|kan|skal|må|bør|deltar|kom|sitter|gir|gjev|gav|ga|is|are|was|"
    r"were|have|has|did|do|does|can|got|av|i|på|ved|in|at|of|that|som|til|for|mellom|between|hos|om|with|med|og|and|åt|"
    r"to|there|der|the|an?|en|et|ei[nt]?)$"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants, read off its corrected text.

    ``content`` are the words that say what it is about, in order; ``focus`` the noun that is asked about, where
    it is more than a kind of thing; ``counted`` the thing whose number is wanted; ``kinds`` the kinds of answer.
    """

    content: tuple[str, ...]
    focus: tuple[str, ...]
    counted: tuple[str, ...]
    kinds: frozenset[Asks]
    language: Language


def wanted(corrected: str, kinds: frozenset[Asks], language: Language) -> Wanted:
    """Read what a question wants."""
    content = tuple(dict.fromkeys(word for word in content_words(corrected) if word not in FRAME_WORDS))
    return Wanted(content, focus(corrected), counted(corrected), kinds, language)


def counted(text: str) -> tuple[str, ...]:
    """The words of the thing that a question wants counted: "hvor mange ansatte har NTNU" gives ``ansatte``."""
    match = _COUNTED.search(text.casefold())
    return tuple(_noun(match[1])) if match else ()


def focus(text: str) -> tuple[str, ...]:
    """The noun that the question word asks about; nothing where it only names a kind of thing ("hvilken rolle")."""
    lowered = text.casefold()
    match = next((found for pattern in _ASKED if (found := pattern.search(lowered))), None)
    if not match:
        return ()
    noun = [w for w in _noun(match[1]) if w not in STOP_WORDS | LIGHT_WORDS | FRAME_WORDS | _KINDS_OF_THING]
    # "The opening hours" are hours: to speak of an opening is not enough. Norwegian would write one word.
    return tuple(noun[-1:] if _ENGLISH_BE.match(match.group()) else noun)


def _noun(text: str) -> Iterator[str]:
    for word in words(text):
        if _NOUN_ENDS.match(word):
            return
        yield word
