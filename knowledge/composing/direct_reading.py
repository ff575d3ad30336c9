"""What the pieces of a direct answer share: a question's own words, a sentence without its attribution, its clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.models import Language
from knowledge.signals import Asks
from knowledge.understanding import Understanding
from knowledge.words import STOP_WORDS, fold, stem, words

# Who says it and when, told after the statement: nothing there answers the question.
_ATTRIBUTION = re.compile(
    r",? \(?(?:ifølge|i følge|according to|trolig|probably|sannsynligvis|likely|in an? (?:\w+, )?undated|"
    r"i en (?:\w+, )?udatert|per \d{1,2}\. \w+ \d{4}|as of \d|"
    r"(?:\w\S* ){1,3}(?:wrote|reported|writes|skrev|skriver|meldte) in? ).*$",
    re.DOTALL,
)
_SAYS_FIRST = re.compile(r"^(?:- )?(?:ifølge|according to|det heter|en nettavis|a source|en kilde)\b", re.IGNORECASE)
# Where one statement ends and the next begins; names joined by "og" stay together, and so do "Oslo, 20 November".
_CLAUSES = re.compile(
    r", (?!\d)|; |: | (?:og|and|men|but|mens|while|whereas|samt) (?=[a-zæøå])| "
    r"(?:etter at|før|after|before|when|etter å) "
)
# Said of what is planned, believed or proposed rather than of what is.
_HEDGE = re.compile(
    r"\b(?:kanskje|ønsk\w+|plan(?:la|legg\w+|lagt\w*|ned|s)|foresl\w+|varsl\w+|vent\w+|forvent\w+|mål om|anslå\w*|"
    r"anslått|skal|skulle|ville|vil|bør|burde|(?-i:may)|might|should|would|will|wish\w*|wanted|want|planned|propos\w+|"
    r"expect\w+|estimated?|announced|aims?|is to|are to|was to|were to)\b",
    re.IGNORECASE,
)
# Words of asking that need not stand in the answer.
_ASKING = frozenset(
    "når hvem hva hvor hvilket hvilken dato år året lenge tid lang langt mange mye antall kroner penger beløp koster "
    "kostet koste kosta kost pris prisen when who what which date year long time many much number share proportion "
    "percentage amount money cost costs price iflg ifølge according gjeldende nåværende current egentlig actually blei "
    "vart skjedde happen happened behalf vegne supposed meant ment until mentioned omtalt omtales described jobber "
    "jobbar arbeider work works regne fullføre complete finish".split()
)
# Organisations that stand in most passages, however they are written.
_PARTIES = frozenset({"ntnu", "nho"})
_SHARE_WORDS = frozenset({"stor", "andel", "del"})
_GROUPS = (
    "signert signerte signerer signering undertegnet undertegna underskrevet datert signed sign dated",
    "åpnet åpna apna åpner åpne opna opened open opens",
    "stiftet stifta grunnlagt grunnla etablert etablerte opprettet oppretta skipa founded established",
    "leder leier ledet ledes leda leds leiar leads lead led heads head headed",
    "eier eide eies eigde eig owns owned own",
    "laget laga lagde made created developed utviklet",
    "finansierer finansiert finansieres funds funded finances financed",
    "satte sette setter set",
    "startet starta starter starte begynte begynner started start starts began begins",
    "lansert lanserte lanseres launched launch",
    "sjef leder leiar daglig head leads lead leder ledet",
)
_ALIKE = tuple(frozenset(group.split()) for group in _GROUPS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the direct answer reads it.

    ``text`` is the wording as typed or, where it leaned on the conversation, as it stands alone; ``content`` the words
    an answering sentence must hold, each with the other spellings it was typed in; ``names`` those that name something.
    """

    text: str
    content: tuple[tuple[str, ...], ...]
    names: frozenset[str]
    kinds: frozenset[Asks]
    language: Language


def read(asked: Understanding) -> Asked:
    """Read a question for a direct answer."""
    typed, mended = words(asked.question.text), words(asked.corrected)
    alike = len(typed) == len(mended) and not asked.leaning
    pairs = list(zip(mended, typed, strict=True)) if alike else [(w, w) for w in mended]
    share = re.search(r"\bstor (?:andel|del)\b", asked.corrected) is not None
    dropped = STOP_WORDS | _ASKING | (_SHARE_WORDS if share else frozenset())
    kept = [(w, t) for w, t in pairs if w not in dropped]
    capital = {w.casefold() for w in re.findall(r"(?<=\w )[A-ZÆØÅ][\w-]*|\b[A-ZÆØÅ]{2,}\w*", asked.corrected)}
    names = asked.names | _PARTIES | {part for name in capital for part in words(name)}
    content = tuple(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in kept))
    return Asked(asked.corrected, content, frozenset(names), asked.asks, asked.language)


def stated(sentence: str) -> str:
    """What a sentence states, without who says it and when; nothing where it begins with that."""
    return "" if _SAYS_FIRST.match(sentence) else without_attribution(sentence)


def without_attribution(sentence: str) -> str:
    """A sentence without who says it at its end."""
    return _ATTRIBUTION.sub("", sentence).rstrip(" .")


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """The clauses of a sentence, each with its place."""
    start = 0
    for match in _CLAUSES.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def holds(text: str, spellings: tuple[str, ...], language: Language, *, loosely: bool = True) -> bool:
    """Whether a text holds a word in one of its spellings, in any inflection and, loosely, as part of a compound."""
    there = words(text)
    return any(_same(wanted, word, language, loosely) for wanted in spellings for word in there)


def covers(text: str, asked: Asked) -> bool:
    """Whether a text holds everything that a question speaks of."""
    return bool(asked.content) and all(holds(text, word, asked.language) for word in asked.content)


def clause_at(text: str, place: int) -> str:
    """The clause of a sentence that stands at a place."""
    return [part for start, part in clauses(text) if start <= place][-1]


def is_aside(before: str) -> bool:
    """Whether what comes after a text stands in brackets."""
    return before.count("(") > before.count(")")


def hedged(text: str, question: str) -> bool:
    """Whether a text speaks of what is planned or believed, and the question does not."""
    return bool(_HEDGE.search(text)) and not _HEDGE.search(question)


def _same(wanted: str, word: str, language: Language, loosely: bool) -> bool:
    if word in (wanted, f"{wanted}s"):
        return True
    if wanted[:1].isdigit() or word[:1].isdigit():
        return False
    root = stem(wanted, language)
    if root == stem(word, language) or any(wanted in group and word in group for group in _ALIKE):
        return True
    root = fold(root)
    return loosely and len(root) >= 5 and (fold(word).startswith(root) or root in fold(word)[3:])
