# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Does the sentence call past what is past?"""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.claims.document import Document
from knowledge.claims.hard import Sentence
from knowledge.claims.matching import Matching
from knowledge.claims.moments import Moment
from knowledge.claims.wordsets import marks
from knowledge.models import Language

_UNKNOWN = re.compile(
    r"\b(?:ukjent|unknown|uklart|unclear|whether|usikkert|(?:kildene|kjeldene|sources)\s(?:\w+\s){0,2}(?:ikke|ikkje|not)|"
    r"(?:ikke|ikkje|not|ingen|no|neither)\s(?:\w+\s){0,3}(?:kilde\w*|kjelde\w*|source\w*|dokumentert|oppgitt|bekreft\w*|stadfesta|"
    r"funnet|known|stated|confirm\w*|document\w*|say\w*|svar)|kan\sha|may\s(?:no|have))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:var|hadde|ble|blei|vart|skulle|kunne|kunna|fikk|fekk|gikk|gjekk|kom|sto|stod|lå|ga|gav|varte|gjaldt|omtaltes|was|were|had|did|could|should|gave|ran|became|began|"
    r"kostet|kosta|trengte|måtte|ville|oppga|oppgav|sa|said|\w{3,}(?:te|dde|ed))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:neste|kommende|komande|snart|nærmer|nærmar|fremdeles|rekker|rekk|fram til|frem til|innen|innan|søk|åpen|åpent|open|opent|opnar|åpner|will|next|upcoming|soon|"
    r"approaching|before|by|until|deadline is|kan søke|kan du|skal|vil|til våren|til høsten|kommer til|hurry|apply)\b",
    re.IGNORECASE,
)
_NN_NOW, _NB_NOW = (
    re.compile(r"\b(?:no|nå)\b", re.IGNORECASE),
    re.compile(r"\bnå(?!\s(?:via|på|gjennom|hos|dem|dere|oss|målet|ut|fram|frem|kan))\b", re.IGNORECASE),
)
_ARE_REACHED = re.compile(r"\b(?:kan|kunne|du|dere|å|vil|ein|man|når)\s(?:\w+\s)?nå\b", re.IGNORECASE)


def out_of_time(matching: Matching, language: Language, today: date) -> Iterator[tuple[str, str]]:
    """What a claim says of today, or of what lies ahead, and its evidence does not, as ``(kind, word)``."""
    sentence, document = matching.sentence, matching.document
    unknown = bool(_UNKNOWN.search(sentence.text))
    if (word := _now_word(sentence, language)) and not unknown and not _said_today(document, word):
        yield "now", word
    if not unknown and (dated := _this_year(sentence, document, today)):
        yield "this year", dated
    if (passed := _passed_ahead(sentence, document, today)) is not None:
        yield "passed", passed


def _now_word(sentence: Sentence, language: Language) -> str | None:
    for token in sentence.tokens:
        if token.lower in marks()["now"] - {"nå", "open", "løpende"}:
            return token.text
    if re.search(r"\b(?:i dag|for tiden|for tida|i kraft|in force|at present)\b", sentence.text, re.IGNORECASE):
        return "i dag"
    if language == "en":
        return None
    pattern = _NN_NOW if language == "nn" else _NB_NOW
    if (match := pattern.search(sentence.text)) and not _ARE_REACHED.search(sentence.text):
        return match.group()
    return None


def _said_today(document: Document, word: str) -> bool:
    told = set(document.words) & marks()["now"]
    return (
        bool(told) and not any(_UNKNOWN.search(part.text) for part in document.parts if set(_lowers(part)) & told)
    ) or word.lower() in told


def _lowers(part: object) -> Iterator[str]:
    yield from (t.lower for t in getattr(part, "tokens", ()))


def _this_year(sentence: Sentence, document: Document, today: date) -> str | None:
    """A claim about the running year, where the evidence has that year only as its own date or not at all."""
    for moment in sentence.moments:
        if moment.year == today.year and not moment.day and not any(m.year == today.year for m in document.moments):
            return moment.text
    return None


def _passed_ahead(sentence: Sentence, document: Document, today: date) -> str | None:
    """A date that has passed, told as if it lay ahead."""
    if _PAST.search(sentence.text) or not (ahead := _AHEAD.search(sentence.text)):
        return None
    dated = [m for m in sentence.moments if m.day or m.month or m.season or m.year]
    if not dated and not re.search(r"frist|deadline|søk|apply|application", sentence.text, re.IGNORECASE):
        return None
    theirs = [m for m in document.moments if not dated or any(d.agrees(m) for d in dated)]
    years = [m for m in theirs if m.year and (m.day or m.month or m.season or not dated)]
    if years and all(_over(m, today) for m in years):
        return ahead.group()
    return None


def _over(moment: Moment, today: date) -> bool:
    assert moment.year is not None
    month = moment.month or {"spring": 6, "summer": 8, "autumn": 12, "winter": 12, None: 12}[moment.season]
    return (moment.year, month, moment.day or 28) < (today.year, today.month, today.day)
