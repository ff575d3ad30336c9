"""What kind of thing a question wants, told by its first words, and which kinds a sentence holds."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """A kind of thing that can be asked for."""

    AMOUNT = "amount"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"


# The question word stands first, or after a preposition and the like ("på hvilket", "og når").
_LEAD = r"^\W*(?:\w+\W+){0,3}?"
_SIZES = (
    r"mange|mye|mykje|stor\w*|lenge|gam\w+|høy\w*|høg\w*|lang\w*|ofte|tung\w*|many|much|long|old|big|large|often|high"
)
_TIMES = r"år\w*|dat\w+|tid\w*|måned|\w*dag|year|time|day|month"
_ASKED = (
    (Kind.AMOUNT, rf"(?:hvor|kor|how) (?:{_SIZES})\b"),
    (Kind.TIME, rf"(?:når|nar|when|(?:hvilke[nt]?|kva|what|which) (?:{_TIMES}))\b"),
    (Kind.PERSON, r"(?:hvem|kven|whom?|whose)\b"),
    (Kind.PLACE, r"(?:hvor|kor|kvar|where)\b"),
    (Kind.REASON, r"(?:hvorfor|kvifor|korfor|why)\b"),
)
_NUMBER_WORDS = (
    r"en|ett?|én|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|"
    r"tjue|tyve|tretti|førti|femti|seksti|sytti|åtti|nitti|hundre|tusen|million\w*|milliard\w*|prosent|halv\w*|dobbel\w*|"
    r"begge|ingen|one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|percent|half|both|none"
)
_TIME_WORDS = (
    r"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|\w{2,4}dag|år\w*|uken?|måned\w*|"
    r"dag\w*|natt\w*|kveld\w*|morgen\w*|klokk\w+|sommer\w*|høst\w*|vår|våren|vinter\w*|tid|tiden|århundre\w*|"
    r"january|february|march|may|june|july|october|december|year\w*|week\w*|month\w*|day\w*|o'clock|century"
)
_REASON_WORDS = r"fordi|derfor|grunn\w*|årsak\w*|skyld\w*|siden|ettersom|dermed|because|therefore|since|reason\w*|due"
_HELD = (
    (Kind.AMOUNT, rf"\d|\b(?i:{_NUMBER_WORDS})\b"),
    (Kind.TIME, rf"\d|\b(?i:{_TIME_WORDS})\b"),
    (Kind.PERSON, r"(?<=\w )[A-ZÆØÅ]\w+|(?<=[,;–] )[A-ZÆØÅ]\w+"),
    (Kind.PLACE, r"\b(?i:i|på|ved|fra|til|utenfor|nær|in|at|near|from|to) (?:\w+ )?[A-ZÆØÅ]\w+"),
    (Kind.REASON, rf"\b(?i:{_REASON_WORDS})\b"),
)
_ASKS = tuple((kind, re.compile(_LEAD + pattern, re.IGNORECASE)) for kind, pattern in _ASKED)
_HOLDS = tuple((kind, re.compile(pattern)) for kind, pattern in _HELD)


def kind_asked(question: str) -> Kind | None:
    """The kind of thing a question wants, where its first words tell."""
    return next((kind for kind, pattern in _ASKS if pattern.match(question)), None)


def kinds_held(sentence: str) -> frozenset[Kind]:
    """The kinds of things that stand in a sentence."""
    return frozenset(kind for kind, pattern in _HOLDS if pattern.search(sentence))
