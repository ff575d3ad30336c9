"""Whether a text holds the kind of thing that a question expects: a date, an amount, a number of something."""

import re
from collections.abc import Sequence
from itertools import takewhile

from knowledge.signals import Asks
from knowledge.words import fold, stem, words

_NUMBER_WORD = (
    r"én|ein|to|tre|fire|fem|seks|sju|åtte|ni|ti|elleve|tolv|one|two|three|four|five|six|seven|eight|nine|ten"
)
_QUANTITY = re.compile(rf"(?<![\d.,-])(?!(?:19|20)\d\d\b)\d+(?:[ \u00a0.,]\d+)*|\b(?:{_NUMBER_WORD})\b", re.I)
# "under 100 ansatte" sets a limit; it counts nothing.
_LIMIT = re.compile(r"\b(?:under|inntil|opptil|færre enn|mindre enn|fewer than|less than|up to|below)\s$", re.I)
PATTERNS = {
    Asks.COUNT: re.compile(rf"(?<![\d.-])(?!(?:19|20)\d\d\b)\d|\b(?:{_NUMBER_WORD}|halv\w*|half|doble\w*)\b", re.I),
    Asks.MONEY: re.compile(r"\b(?:kroner|kr|euro|NOK|gratis|free|pris\w*|price\w*|finansier\w*|medfinansier\w*|fund\w*|avgift\w*|fees?|rabatt\w*|discount\w*|egenfinansier\w*|egenandel\w*|self-?financ\w*|million\w*|milliard\w*|beløp\w*)\b", re.I),
    Asks.PRICE: re.compile(r"\b(?:pris\w*|price\w*|gratis|free|avgift\w*|\w+avgift\w*|fees?|charge\w*|egenfinansier\w*|egenandel\w*|co-?financ\w*|self-?financ\w*|koster|kostet|cost\w*|betal\w*|pay\w*|rabatt\w*|discount\w*)\b", re.I),
    Asks.WHEN: re.compile(r"\b(?:19|20)\d\d\b"),
    Asks.DEADLINE: re.compile(r"\b(?:\w*frist\w*|deadline\w*)\b", re.I),
    Asks.DURATION: re.compile(r"\b(?:år(?:ene)?|\w*årig|måned\w*|uke\w*|veke\w*|dag(?:er|ar|ers)?|days?|timer?|arbeidstimer|åremål\w*|til \d{1,2}\. \w+ (?:19|20)\d\d|until|years?|months?|weeks?|hours?|varig\w*|last\w*|(?:siden|sidan|since)\s(?:\w+\s)?(?:19|20)\d\d)\b", re.I),
    Asks.WORKLOAD: re.compile(r"\b(?:arbeidstimer|timer|timar|arbeidsmengde|hours|workload)\b", re.I),
    Asks.WHO: re.compile(r"(?<!^)\b[A-ZÆØÅ]\w+"),
    Asks.WHY: re.compile(r"\b(?:fordi|begrunn\w*|grunn\w*|behov\w*|mener|mente|because|reason\w*|need\w*|argue\w*|critic\w*|kritik\w*|omstridt)\b", re.I),
}  # fmt: skip


def fits(sentence: str, kind: Asks) -> bool:
    """Whether a sentence holds the kind of thing that is asked for; True for kinds without a pattern."""
    pattern = PATTERNS.get(kind)
    return pattern is None or bool(pattern.search(sentence))


def counts(text: str, things: Sequence[str]) -> bool:
    """Whether a text gives a number of the things: one that stands at most two words before them, and is no year."""
    roots = {fold(stem(thing, "nb"))[:8] for thing in things if len(thing) > 2}
    short = {fold(thing) for thing in things if len(thing) == 2}  # "år"
    for match in _QUANTITY.finditer(text):
        if _LIMIT.search(text[: match.start()]):
            continue
        following = list(takewhile(lambda word: not word.isdigit(), words(text[match.end() : match.end() + 80])[:4]))
        if following[:1] == ["prosent"]:
            continue
        if short & set(map(fold, following)):
            return True
        if any(fold(word).startswith(root) or root in fold(word) for word in following for root in roots):
            return True
    return False
