"""Numbers, shares and amounts of money that answer a question, copied letter by letter from a sentence."""

import re
from collections.abc import Sequence
from itertools import takewhile

from knowledge.composing.direct_reading import Asked, clause_at, covers, hedged, holds, is_aside, without_attribution
from knowledge.signals import Asks
from knowledge.wanted import counted
from knowledge.words import STOP_WORDS, words

_NUMBER_WORD = (
    r"én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|tjue|tretti|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
)
_FIGURE = r"(?:\d{1,3}(?:[ \u00a0.,]\d{3})+|\d+(?:[.,]\d+)?)"
_FIGURES = rf"{_FIGURE}(?:–{_FIGURE})?"
_ABOUT = (
    r"(?:(?:mer enn|meir enn|flere enn|over|nesten|om lag|omtrent|rundt|cirka|ca\.|opptil|inntil|minst|under|normalt|"
    r"normally|more than|at least|up to|almost|nearly|about|around|approximately|some|less than|fewer than) )*"
)
#: A number as it is written, with what limits it: "mer enn 75", "to–tre".
QUANTITY = rf"(?<![\w.,–-]){_ABOUT}(?:{_FIGURES}|\b(?:{_NUMBER_WORD})(?:–(?:{_NUMBER_WORD}))?\b)"
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCALE = r"(?: (?:millioner|million|milliarder|milliard|billion|mill\.|mrd\.))?"
_AMOUNT = re.compile(
    rf"(?<![\w.,–-]){_ABOUT}(?:{_FIGURES}{_SCALE} (?:kroner|kr|euro|NOK|EUR)|(?:NOK|EUR|kr) {_FIGURES}{_SCALE})\b"
    rf"(?: (?:per|hvert|each|an?) (?:{_FIGURE} )?(?!time\b)\w+)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?<![\w.,–-]){_ABOUT}{_FIGURES} (?:prosent|per cent|percent|%)", re.IGNORECASE)
_SHARE = re.compile(rf"(?<![\w-]){_ABOUT}(?:én|en|one) (?:av|of|in) (?:{_NUMBER_WORD})\b", re.IGNORECASE)
_COUNTED = re.compile(rf"{QUANTITY}(?=((?: [\w.-]*\w){{1,3}}))", re.IGNORECASE)
_NO_THING = frozenset("prosent per percent av of millioner million milliarder billion".split())

_ASKS_AMOUNT = re.compile(
    r"^(?:og |and )?(?:hvor mye|hva (?:koster|kostet|kosta|er prisen|var prisen)|how much|"
    r"what (?:does|did|do|is the price))\b"
)
_ASKS_SHARE = re.compile(
    r"^(?:og |and )?(?:hvor stor (?:andel|del)|hvor mange prosent|(?:.{3,60}, )?what (?:share|proportion|percentage))\b"
)
_ASKS_NUMBER = re.compile(r"^(?:og |and )?(?:hvor mange|how many)\b")
# Said of a whole that the question may ask a part of.
_TOGETHER = re.compile(r"\b(?:samlet|sammenlagt|til sammen|together|combined|jointly|in total|totalt)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:noen|enkelte|visse|some|certain)\b", re.IGNORECASE)


def amounts(sentence: str, asked: Asked) -> list[str]:
    """What in a sentence answers a question for a number, a share or an amount: certain when it is one."""
    question, text = asked.text.casefold().strip(), without_attribution(sentence)
    if not covers(text, asked):
        return []
    if _ASKS_SHARE.match(question):
        return _shares(text, asked)
    if hedged(text, asked.text):
        return []
    if _ASKS_AMOUNT.match(question) and asked.kinds & {Asks.MONEY, Asks.PRICE}:
        return _money(text, asked)
    return _numbers(text, asked, counted(asked.text)) if _ASKS_NUMBER.match(question) else []


def _money(text: str, asked: Asked) -> list[str]:
    names = re.findall(r"\b[A-ZÆØÅ]\w+", text[1:])
    if _TOGETHER.search(text) and not all(name.casefold() in asked.text.casefold() for name in names):
        return []
    if _SOME.search(text) and not _SOME.search(asked.text):
        return []
    found = [m.group() for m in _AMOUNT.finditer(text) if not is_aside(text[: m.start()])]
    shares = list(_PERCENT.finditer(text))
    if found or not asked.text.casefold().startswith(("hvor mye", "how much")):
        return [] if shares else found
    return [f"{m.group()}{noun}" for m in shares if (noun := _noun(text[m.end() :], asked))]


def _noun(after: str, asked: Asked) -> str:
    """The words after a percentage that say of what, where the question asks for just that: up to two."""
    told = re.match(r"(?: [\w-]*\w){0,2}", after)
    spoken, wanted = told[0].split() if told else [], tuple(words(asked.text)[2:4])
    held = [i for i, word in enumerate(spoken) if holds(word, wanted, asked.language)]
    return f" {' '.join(spoken[: held[-1] + 1])}" if held else ""


def _shares(text: str, asked: Asked) -> list[str]:
    """Percentages; of several, those in the clause that holds all that is asked about."""
    found = [*_PERCENT.finditer(text), *_SHARE.finditer(text)]
    if len(found) == 1:
        return [found[0].group()]
    plain = [word for word in asked.content if not set(word) & asked.names]
    return [m.group() for m in found if all(holds(clause_at(text, m.start()), w, asked.language) for w in plain)]


def _numbers(text: str, asked: Asked, things: Sequence[str]) -> list[str]:
    """Numbers of the thing that is counted: "75 ph.d.-studenter"."""
    named = [thing for thing in takewhile(lambda t: t not in STOP_WORDS, things) if thing not in asked.names]
    found = []
    for match in _COUNTED.finditer(text) if named else ():
        tail = match[1].split()
        if _YEAR.fullmatch(match.group()) or tail[0] in _NO_THING:
            continue
        upto = next((i for i, word in enumerate(tail) if _is_of(word, named[-1], asked)), None)
        if upto is not None and all(any(_is_of(word, thing, asked) for word in tail) for thing in named):
            found.append(f"{match.group()} {' '.join(tail[: upto + 1])}")
    return found


def _is_of(word: str, thing: str, asked: Asked) -> bool:
    """Whether a word names a thing, or is a compound that ends in it ("arbeidstimer")."""
    return holds(word, (thing,), asked.language) or (len(thing) > 3 and word.endswith(thing))
