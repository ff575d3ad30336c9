"""Days, deadlines and durations that answer a question, copied letter by letter from a sentence."""

import re

from knowledge.composing.direct_amounts import QUANTITY
from knowledge.composing.direct_reading import Asked, clause_at, covers, hedged, holds, is_aside, stated
from knowledge.signals import Asks

_MONTH = (
    r"(?:januar|februar|mars|[Aa]pril|mai|juni|juli|[Aa]ugust|[Ss]eptember|oktober|[Nn]ovember|desember|January|"
    r"February|March|May|June|July|October|December)"
)
_YEAR = r"(?:19|20)\d\d"
_SEASON = r"(?:våren|sommeren|høsten|vinteren|(?:the )?(?:spring|summer|autumn|winter)(?: of)?)"
_PART = r"(?:tidlig i|sent i|slutten av|starten av|begynnelsen av|utgangen av|early in|late in|the end of)"
_DATE = re.compile(
    r"(?<![\w.,–-])(?:(?:omkring|rundt|around|about) )?"
    rf"(?:\d{{1,2}}\.? {_MONTH}(?: {_YEAR})?|{_MONTH} {_YEAR}|{_SEASON} {_YEAR}|(?:{_PART} )?{_YEAR})(?![\w–-]|\.\d)"
)
_UNIT = r"(?:år|måneder|uker|dager|timer|arbeidstimer|minutter|years?|months?|weeks?|days?|hours?|minutes?)"
_DURATION = re.compile(rf"{QUANTITY} {_UNIT}\b", re.IGNORECASE)

_ASKS_WHEN = re.compile(
    r"^(?:og |men |and |but )?(til |fra |siden |until |since |from )?"
    r"(?:når|when|(?:hvilket|hva|what|which) (?:år|year)|(?:hvilken|hva|what|which) (?:dato|date))\b\s*(\w+)?"
)
_ASKS_DEADLINE = re.compile(
    r"^(?:og |and )?(?:når (?:er|var|gikk|går)|hva (?:er|var)|when (?:is|was|did)|what (?:is|was)) "
    r"(?:den |the |\w+ )?(?:\w+ )?\w*(?:frist|deadline)"
)
_ASKS_LENGTH = re.compile(r"^(?:og |and )?(?:hvor (?:lenge|lang)|how long)\b")
_AUXILIARY = frozenset("ble blei vart blir er var har hadde was were is did has had".split())
# Of conditions and habits, not of a day.
_GENERALLY = frozenset("kan får må bør skal vil trenger gir can do does should must will are may".split())
_TOWARDS = re.compile(
    r"\b(?:til|fram mot|frem mot|innen|until|till|by|to|before|før|through|(?<!gikk )(?<!går )ut)\s$", re.IGNORECASE
)
_ONWARDS = re.compile(r"\b(?:fra|siden|since|from|etter|after)\s$", re.IGNORECASE)
# A year that only tells two things apart: "avtalen fra 2023", "the 2023 agreement".
_TELLS_APART = re.compile(
    r"(?<!gjelder )(?<!gjaldt )(?<!applies )\b(?:fra|from) $|"
    r"\b(?:kilder|sources|barometer\w*|strategi\w*) (?:for|in|i) $|\b[A-ZÆØÅ]{2,} $"
)
_NAMES_A_THING = re.compile(r"(?:^|\s)(?:[Tt]he|\w+[.,]?(?:s|'s)) $")
# "The newly created post": made before, by somebody else.
_JUST_MADE = re.compile(r"\b(?:newly|recently|nylig|ny\w+ede)\b")
_LASTS = re.compile(
    r"\b(?:var(?:er|te|e|t|ighet\w*)|går over|løper|tar|tok|ta|lasts?|lasted|runs?|takes?|took|take)\b", re.IGNORECASE
)
_DEADLINE = re.compile(
    r"\b(?:\w*frist(?:en)?|deadline)\b(?: (?:for|of|til) .{2,70}?)? (?:er|var|is|was)$", re.IGNORECASE
)


def times(sentence: str, asked: Asked) -> list[str]:
    """What in a sentence answers a question for a day, a deadline or a duration: certain when it is one."""
    question, text = asked.text.casefold().strip(), stated(sentence)
    if not text or not covers(text, asked):
        return []
    if Asks.DEADLINE in asked.kinds:
        return _deadlines(text) if _ASKS_DEADLINE.match(question) else []
    if hedged(text, asked.text):
        return []
    if _ASKS_LENGTH.match(question):
        return _durations(text)
    when = _ASKS_WHEN.match(question)
    return _dates(text, asked, when) if when and (when[1] or when[2] not in _GENERALLY) else []


def _dates(text: str, asked: Asked, when: re.Match[str]) -> list[str]:
    """The days of what is asked about: those in the clause that tells of it."""
    if _JUST_MADE.search(text):
        return []
    found = [m for m in _DATE.finditer(text) if _is_day(text, m) and m.group() not in asked.text]
    told = [m for m in found if _tells(text, m.start(), asked, when[2] or "")]
    fitting = [m for m in told if _points(text[: m.start()], (when[1] or "").strip())]
    return [m.group() for m in fitting] if len(told) == len(fitting) else []


def _tells(text: str, place: int, asked: Asked, second: str) -> bool:
    """Whether the clause around a date tells of what is asked.

    It holds the verb beside "når", or else every word that is no name, but for those of the subject, which stands in
    the sentence's first clause.
    """
    clause, first = clause_at(text, place), clause_at(text, 0)
    if second and second not in _AUXILIARY | _GENERALLY:
        return holds(clause, (second,), asked.language)
    plain = [word for word in asked.content if not set(word) & asked.names and not word[0].isdigit()]
    here = [word for word in plain if holds(clause, word, asked.language)]
    rest = [word for word in plain if word not in here]
    if not here or (second not in ("did", "does") and plain[-1] not in here):
        return False
    return not rest or (clause != first and all(holds(first, word, asked.language) for word in rest))


def _is_day(text: str, match: re.Match[str]) -> bool:
    """A date with its year that does not only tell two things apart ("avtalen fra 2023", "the 2023 agreement")."""
    before, after = text[: match.start()], text[match.end() :]
    is_year = re.fullmatch(_YEAR, match.group())
    if is_aside(before) or (is_year and _TELLS_APART.search(before)):
        return False
    if is_year and re.match(r" [a-zæøå]", after) and _NAMES_A_THING.search(before):
        return False
    return bool(re.search(_YEAR, match.group()))


def _points(before: str, way: str) -> bool:
    """Whether a date stands the way it is asked for: the end ("til når"), the beginning ("siden når") or the day."""
    if way in ("til", "until"):
        return bool(_TOWARDS.search(before))
    if way:
        return bool(_ONWARDS.search(before))
    return not _TOWARDS.search(before) and not _ONWARDS.search(before)


def _deadlines(text: str) -> list[str]:
    return [m.group() for m in _DATE.finditer(text) if _DEADLINE.search(text[: m.start()].rstrip())]


def _durations(text: str) -> list[str]:
    found = list(_DURATION.finditer(text))
    return [m.group() for m in found] if all(_LASTS.search(clause_at(text, m.start())) for m in found) else []
