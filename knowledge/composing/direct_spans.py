"""Dates, durations, numbers and amounts of money, as a sentence writes them: each copied letter by letter."""

import re
from collections.abc import Sequence

from knowledge.composing.direct_reading import Asked, clauses, covers, hedged, holds, stated
from knowledge.signals import Asks
from knowledge.wanted import counted

_MONTH = (
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|January|February|March|May|"
    r"June|July|October|December)"
)
_YEAR = r"(?:19|20)\d\d"
_SEASON = r"(?:våren|sommeren|høsten|vinteren|(?:the )?(?:spring|summer|autumn|winter)(?: of)?)"
_DATE = re.compile(
    rf"(?<![\w.,–-])(?:(?:omkring|rundt|around|about) )?(?:\d{{1,2}}\.? {_MONTH}(?: {_YEAR})?|{_MONTH} {_YEAR}|{_SEASON} {_YEAR}|"
    rf"(?:(?:tidlig i|sent i|slutten av|starten av|begynnelsen av|utgangen av|early in|late in|the end of) )?{_YEAR})"
    r"(?![\w–-]|\.\d)"
)
_NUMBER_WORD = (
    r"én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|tjue|tretti|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
)
_FIGURE = r"\d{1,3}(?:[ \u00a0.,]\d{3})+|\d+(?:[.,]\d+)?"
_ABOUT = (
    r"(?:(?:mer enn|meir enn|flere enn|over|nesten|om lag|omtrent|rundt|cirka|ca\.|opptil|inntil|minst|under|normalt|normally|more than|"
    r"at least|up to|almost|nearly|about|around|approximately|some|less than|fewer than) )*"
)
_RANGE = rf"{_ABOUT}(?:(?:{_FIGURE})(?:–(?:{_FIGURE}))?|\b(?:{_NUMBER_WORD})(?:–(?:{_NUMBER_WORD}))?\b)"
_UNIT = r"(?:år|måneder|uker|dager|timer|arbeidstimer|minutter|years?|months?|weeks?|days?|hours?|minutes?)"
_DURATION = re.compile(rf"(?<![\w.,–-]){_RANGE} {_UNIT}\b", re.IGNORECASE)
_SCALE = r"(?:millioner|million|milliarder|milliard|billion|mill\.|mrd\.)"
_COIN = r"(?:kroner|kr|euro|NOK|EUR)"
_AMOUNT = re.compile(
    rf"(?<![\w.,–-]){_ABOUT}(?:(?:{_FIGURE})(?:–(?:{_FIGURE}))?(?: {_SCALE})? {_COIN}|(?:NOK|EUR|kr) (?:{_FIGURE})(?:–(?:{_FIGURE}))?(?: {_SCALE})?)\b"
    r"(?: (?:per|hvert|i|a|each) (?:år|studieår|semester|emne|måned|person|academic year|year|course|month))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"(?<![\w.,–-]){_ABOUT}(?:{_FIGURE})(?:–(?:{_FIGURE}))? (?:prosent|per cent|percent|%)", re.IGNORECASE
)
_SHARE = re.compile(rf"(?<![\w-]){_ABOUT}(?:én|en|one) (?:av|of|in) (?:{_NUMBER_WORD})\b", re.IGNORECASE)
_ASKS_WHEN = re.compile(
    r"^(?:og |men |and |but )?(til |fra |siden |until |since |from )?(?:når|når|when|(?:hvilket|hva|what|which) (?:år|year)|(?:hvilken|hva|what|which) (?:dato|date))\b\s*(\w+)?"
)
_AUXILIARY = frozenset("ble blei vart blir er var har hadde was were is did has had".split())
# Of conditions and habits, not of a day.
_GENERALLY = frozenset("kan får må bør skal vil trenger gir can do does should must will are may".split())
_TOWARDS = re.compile(r"\b(?:til|fram mot|frem mot|innen|until|till|by|to|before|før|through|ut)\s$", re.IGNORECASE)
_ONWARDS = re.compile(r"\b(?:fra|siden|since|from|etter|after)\s$", re.IGNORECASE)
_NAMES_A_THING = re.compile(r"(?:^|\s)(?:[Tt]he|\w+[.,]?(?:s|'s)) $")
_LASTS = re.compile(
    r"\b(?:var(?:er|te|e|t|ighet\w*)|går over|løper|tar|tok|ta|lasts?|lasted|runs?|takes?|took|take)\b", re.IGNORECASE
)
_ASKS_LENGTH = re.compile(r"^(?:og |and )?(?:hvor (?:lenge|lang tid|lang)|kor (?:lenge|lang)|how long)\b")
_ASKS_AMOUNT = re.compile(
    r"^(?:og |and )?(?:hvor mye|hva (?:koster|kostet|kosta|er prisen|var prisen)|how much|what (?:does|did|do|is the price|was the price))\b"
)
_ASKS_SHARE = re.compile(
    r"^(?:og |and )?(?:hvor stor (?:andel|del)|hvor mange prosent|what (?:share|proportion|percentage)|.{3,60}, what (?:share|proportion|percentage))\b"
)
_ASKS_NUMBER = re.compile(r"^(?:og |and )?(?:hvor mange|how many)\b")
_TOGETHER = re.compile(r"\b(?:samlet|sammenlagt|til sammen|together|combined|jointly|in total|totalt)\b", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\b(?:\w*frist(?:en)?|deadline)\b(?: (?:for|of|til) .{2,70}?)? (?:er|var|is|was)$", re.IGNORECASE
)


def spans(sentence: str, asked: Asked) -> list[str]:
    """What in a sentence answers a question for a time, a number or an amount: certain when it is one."""
    question = asked.text.casefold().strip()
    text = stated(sentence)
    if not text:
        return []
    if Asks.DEADLINE in asked.kinds:
        return _deadlines(text, asked) if _asks_day(question) else []
    if _ASKS_LENGTH.match(question):
        return _durations(text, asked)
    if (when := _ASKS_WHEN.match(question)) and when[2] not in _GENERALLY:
        return _dates(text, asked, when)
    if _ASKS_AMOUNT.match(question) and asked.kinds & {Asks.MONEY, Asks.PRICE}:
        return _amounts(text, asked)
    if _ASKS_SHARE.match(question):
        return _shares(text, asked)
    return _numbers(text, asked, counted(asked.text)) if _ASKS_NUMBER.match(question) else []


def _asks_day(question: str) -> bool:
    return bool(
        re.match(
            r"(?:og |and )?(?:når (?:er|var)|hva (?:er|var)|when (?:is|was)|what (?:is|was)) (?:den |the |\w+ )?(?:\w+ )?\w*(?:frist|deadline)",
            question,
        )
    )


def _dates(text: str, asked: Asked, when: re.Match[str]) -> list[str]:
    """The days of what is asked about: those in the clause that tells of it."""
    if not covers(text, asked) or hedged(text, asked.text):
        return []
    events = _events(asked, when[2] or "")
    found = [m for m in _DATE.finditer(text) if _is_day(text, m) and m.group() not in asked.text]
    told = [m for m in found if events and all(holds(_clause(text, m.start()), e, asked.language) for e in events)]
    way = (when[1] or "").strip()
    fitting = [m for m in told if _points(text[: m.start()], way)]
    return [m.group() for m in fitting] if len(told) == len(fitting) else []


def _events(asked: Asked, second: str) -> list[tuple[str, ...]]:
    """The words for what happened: the verb beside "når", or else every word that is no name."""
    if second and second not in _AUXILIARY:
        return [(second,)]
    plain = [word for word in asked.content if not set(word) & asked.names]
    return plain[-1:] if len(plain) > 1 else plain


def _is_day(text: str, match: re.Match[str]) -> bool:
    """Not a year that only tells two things apart ("avtalen fra 2023", "the 2023 agreement", "(2022)")."""
    before, after = text[: match.start()], text[match.end() :]
    if before.count("(") > before.count(")") or re.search(
        rf"\b(?:avtalen?|agreement|kilder|sources|barometer\w*|strategi\w*) (?:fra|from|for|in|i) $|\b[A-ZÆØÅ]{{2,}} $",
        before,
    ):
        return False
    if re.fullmatch(_YEAR, match.group()) and (re.match(r" [a-zæøå]", after) and _NAMES_A_THING.search(before)):
        return False
    return bool(re.search(_YEAR, match.group()))


def _points(before: str, way: str) -> bool:
    """Whether a date stands the way it is asked for: the end ("til når"), the beginning ("siden når") or the day."""
    if way in ("til", "until"):
        return bool(_TOWARDS.search(before))
    if way:
        return bool(_ONWARDS.search(before))
    return not (_TOWARDS.search(before) and not before.endswith(" ut ")) and not _ONWARDS.search(before)


def _clause(text: str, place: int) -> str:
    return [part for start, part in clauses(text) if start <= place][-1]


def _deadlines(text: str, asked: Asked) -> list[str]:
    if not covers(text, asked):
        return []
    return [m.group() for m in _DATE.finditer(text) if _DEADLINE.search(text[: m.start()].rstrip())]


def _durations(text: str, asked: Asked) -> list[str]:
    if not covers(text, asked) or hedged(text, asked.text):
        return []
    found = list(_DURATION.finditer(text))
    return [m.group() for m in found] if all(_LASTS.search(_clause(text, m.start())) for m in found) else []


def _amounts(text: str, asked: Asked) -> list[str]:
    if not covers(text, asked) or hedged(text, asked.text):
        return []
    if _TOGETHER.search(text) and not all(
        name.casefold() in asked.text.casefold() for name in re.findall(r"\b[A-ZÆØÅ]\w+", text[1:])
    ):
        return []
    found = [m.group() for m in _AMOUNT.finditer(text)]
    shares = [m for m in _PERCENT.finditer(text)]
    if found or not asked.text.casefold().startswith(("hvor mye", "how much")):
        return [] if shares else found
    noun = next(iter(asked.content), ())
    return [
        f"{m.group()}{n.group()}"
        for m in shares
        if (n := re.match(r" \S*\w", text[m.end() :])) and holds(n.group(), noun, asked.language)
    ]


def _shares(text: str, asked: Asked) -> list[str]:
    """Percentages; of several, those in the clause that holds all that is asked about."""
    text_found = [*_PERCENT.finditer(text), *_SHARE.finditer(text)]
    if not covers(text, asked):
        return []
    if len(text_found) == 1:
        return [text_found[0].group()]
    plain = [word for word in asked.content if not set(word) & asked.names]
    return [m.group() for m in text_found if all(holds(_clause(text, m.start()), w, asked.language) for w in plain)]


def _numbers(text: str, asked: Asked, things: Sequence[str]) -> list[str]:
    """Numbers of the thing that is counted: "75 ph.d.-studenter"."""
    named = [thing for thing in things if len(thing) > 1]
    if not named or not covers(text, asked) or hedged(text, asked.text):
        return []
    found = []
    for match in re.finditer(rf"(?<![\w.,–-]){_RANGE}((?: [\w.-]*\w){{1,3}})", text, re.IGNORECASE):
        figure = text[match.start() : match.start(1)]
        tail = match[1].split()
        if re.fullmatch(_YEAR, figure) or tail[0] in ("prosent", "per", "percent", "av", "of", "millioner", "million"):
            continue
        upto = next((i for i, word in enumerate(tail) if holds(word, (named[-1],), asked.language)), None)
        if upto is not None and all(holds(match[1], (thing,), asked.language) for thing in named):
            found.append(f"{figure} {' '.join(tail[: upto + 1])}")
    return found
