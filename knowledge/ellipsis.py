"""Messages that are no whole question: "og NAIL?", "for små bedrifter?", "NAIL, mener jeg.", "and in English?".

Such a message is the question before it with a part exchanged or added, or that question once more.
"""

import re
from dataclasses import dataclass

from knowledge.models import Language
from knowledge.words import STOP_WORDS, content_words, words

OPENING = re.compile(
    r"^\W*(?:(?:ok|okei|greit|fint|takk|ja|nei|no|hm+)\W+)?"
    r"(?:(?:og|men|and|but|so|så|då|da)\s+)?(?:hva\s(?:med|om)|kva\s(?:med|om)|what\sabout|how\sabout|enn|og|men|and|but)\b\W*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:\W+(?:da|då|then|takk|please|også|òg|også da|too|as well|instead|i stedet|heller))*\W*$", re.IGNORECASE
)
_PUTTING_RIGHT = (
    re.compile(r"^\W*(?:nei\W+|no\W+)?(?P<part>.+?),?\s(?:mente|mener|meinte|meiner|tenkte|tenker|tenkjer)\s(?:jeg|eg|vi|me)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:no\W+)?(?P<part>.+?),?\si\s(?:mean|meant)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:nei\W+|no\W+)?(?:jeg|eg|vi|me|i|we)\s(?:mente|mener|meinte|meiner|tenkte\spå|tenker\spå|mean|meant)\s(?P<part>.+?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:(?:det|this|it|that)(?:\s|')(?:gjelder|gjeld|gjaldt|is\sabout|s\sabout|concerns))\s(?P<part>.+?)\W*$", re.IGNORECASE),
)  # fmt: skip
# A question word or a finite verb makes a clause of its own.
_CLAUSE = frozenset(
    """hvem hva hvor hvorfor hvordan når hvilken hvilket hvilke kven kva kvar kor kvifor korfor korleis kordan åssen who what where when why how which
    er var har hadde kan kunne skal skulle vil ville må får fikk bør finnes fins finns finst gjelder gjeld koster kostar går tar tek kommer kjem
    blir vart ble vert gir gjev betaler starter startar begynner trenger treng is are was were has have had can could will would must should does do did
    costs starts gets vis fortell fortel show tell give gi finn find""".split()
)
_PREPOSITIONS = frozenset(
    "i på for til om med av fra frå hos ved innen innan mellom mot uten utan in on at for to about with of from by within without".split()
)
SEVERAL = re.compile(r"^(?:noe|noen|noko|nokon|nokre|anything|something|any|some)\b", re.IGNORECASE)
INSTEAD = re.compile(r"\b(?:instead|i stedet|i staden|heller|istedenfor)\b", re.IGNORECASE)
_LONGEST = 6
_TARGETS: tuple[tuple[Language, str], ...] = (
    ("nb", r"(?:bokmål|norsk|norwegian)"), ("nn", r"(?:nynorsk|nyno)"), ("en", r"(?:engelsk|english)"),
)  # fmt: skip
_SAY_AGAIN = (
    r"(?:(?:kan|kunne|can|could|vil)\s(?:du|eg|jeg|vi|you|i|we)\s)?(?:(?:også|òg|also|please)\s)?"
    r"(?:(?:ta|si|seie|svare?|skrive?|få|have|si|gi|gje|say|write|answer|repeat|gjenta|ta opp att|oversette?|translate)\s)?"
    r"(?:(?:meg|oss|me|us)\s)?(?:(?:det|den|dette|it|that|this|svaret|the answer)\s)?(?:(?:samme|same|en gang til|again|igjen)\s)?"
    r"(?:(?:på|til|in|into|to)\s)?"
)
_IN_LANGUAGE = [
    (language, re.compile(rf"^\W*(?:(?:og|and|men|but)\s)?{_SAY_AGAIN}{name}(?:\W+(?:takk|please|også|òg|too|da|då|then|er du snill))*\W*$", re.IGNORECASE))
    for language, name in _TARGETS
]  # fmt: skip
_SHORTER = re.compile(
    r"^\W*(?:(?:litt|mye|kan du (?:si|ta|gjøre|skrive) det|can you (?:say|make|keep) (?:it|that)|(?:make|keep) it|a bit|much)\s)*"
    r"(?:kortere|kortare|enklere|enklare|shorter|briefer|simpler|oppsummer|oppsummert|summari[sz]e|gjenta|repeat|en gang til|ein gong til|once more|again)"
    r"(?:\W+(?:takk|please|da|det|it|that|svaret))*\W*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:(?:og|and)\s)?(?:(?:kan|can|could)\s(?:du|you)\s)?(?:(?:fortell(?:er|e)?|fortelj?e?|si|seie|tell|say|skriv|gi|gje|give)\s)?(?:(?:meg|oss|me|us)\s)?"
    r"(?:(?:litt|noe|noko|a\s(?:bit|little)|some|enda)\s)?(?:mer|meir|more|utdyp\w*|elaborate|detaljer|details)"
    r"(?:\s(?:om|about|on|av)\s(?:det|den|dette|dem|dei|de|it|that|this|them)(?:\s(?:siste|første|andre))?)?(?:\W+(?:takk|please|da|då))*\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A message that is part of a question. ``opened`` tells that it began with "og", "enn", "what about"."""

    text: str
    opened: bool


def language_wanted(text: str) -> Language | None:
    """The language in which a message wants the last answer once more."""
    return next((language for language, pattern in _IN_LANGUAGE if pattern.match(text)), None)


def wants_again(text: str) -> bool:
    """Whether a message only wants the last answer once more, or shorter."""
    return bool(_SHORTER.match(text))


def wants_more(text: str) -> bool:
    """Whether a message only wants to hear more of the same subject."""
    return bool(_MORE.match(text))


def put_right(text: str) -> str | None:
    """What a message says was meant ("X, mener jeg")."""
    found = next((match for pattern in _PUTTING_RIGHT if (match := pattern.match(text))), None)
    return found["part"] if found and is_part(found["part"]) else None


def fragment(text: str) -> Fragment | None:
    """The part of a question that a message consists of, or None for a clause of its own."""
    opening = OPENING.match(text)
    part = _CLOSING.sub("", text[opening.end() :] if opening else text).strip(" ?!.,")
    closed = len(text.strip(" ?!.,")) > len(part) + (opening.end() if opening else 0)
    if not is_part(part):
        return None
    short = len(words(part)) <= 2
    begins = words(part)[0] in _PREPOSITIONS or SEVERAL.match(part)
    return Fragment(part, bool(opening)) if opening or closed or short or begins else None


def is_part(part: str) -> bool:
    """Whether a text is a few words without a clause of their own."""
    spoken = words(part)
    return bool(spoken) and len(spoken) <= _LONGEST and not _CLAUSE & set(spoken) and bool(content_words(part))


def exchanged(question: str, old: str, new: str) -> str:
    """A question with one part exchanged for another."""
    return re.sub(re.escape(old), lambda _: new, question, count=1, flags=re.IGNORECASE)


def same_head(question: str, part: str) -> str | None:
    """What stands in a question where ``part`` would stand: "del A" for "del B", "i 2021" for "i 2023"."""
    spoken = words(part)
    for i, word in enumerate(spoken[:-1]):
        rest = " ".join(spoken[i + 1 :])
        if i == len(spoken) - 2 and len(rest) <= 4:
            match = re.search(
                rf"\b{re.escape(word)}\s(?!{re.escape(rest)}\b)(?P<other>\w{{1,4}})\b", question, re.IGNORECASE
            )
            if match and (len(match["other"]) == 1 or match["other"].casefold() not in STOP_WORDS):
                return match.group()
    return None


def without_preposition(part: str) -> tuple[str, str]:
    """A part's leading preposition, if any, and the rest."""
    first, _, rest = part.partition(" ")
    return (first, rest) if rest and first.casefold() in _PREPOSITIONS else ("", part)
