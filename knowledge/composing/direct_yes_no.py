"""Yes or no, only where a sentence says with the question's own words what is asked, or denies it."""

import re

from knowledge.composing.direct_reading import Asked, clauses, hedged, holds, stated
from knowledge.words import words

_VERBS = {
    "er": "er", "var": "var", "ble": "ble", "blir": "blir", "kan": "kan", "må": "må", "har": "har", "får": "får", "skal": "skal",
    "gir": "gir", "finnes": "finnes", "krever": "krever", "gjelder": "gjelder", "is": "is", "are": "are", "was": "was", "were": "were",
    "can": "can", "must": "must", "has": "has", "have": "have",
}  # fmt: skip
_ASKS = re.compile(r"^(?:og |men |and |but |så )?(\w+)\s(.+?)[\s?!.]*$")
_DENIED = re.compile(r"^\s*(?:ikke|ikkje|not|no|ingen)\b|^not\b")
# What makes a sentence say something else than a plain yes or no.
_UNLESS = re.compile(
    r"\b(?:hvis|dersom|if|unless|etter avtale|by agreement|ofte|often|noen|some|enkelte|inntil|unntatt|except|men|but|although|selv om|bare|kun|"
    r"only|delvis|partly|normalt|normally|mangler?|mangel|lack\w*|uten|utan|without|verken|neither|nor|både|non|tidligere|formerly|av og til|"
    r"i prinsippet|i utgangspunktet|in principle|antyder|kaller|mener|hevder|thus|tyder|sjekkes|checked|ukjent|unknown)\b",
    re.IGNORECASE,
)
# Asked in a way that plain words do not settle.
_UNSETTLED = re.compile(
    r"\b(?:eller|or|fortsatt|fremdeles|framleis|ennå|still|yet|nå|now|i dag|today|alltid|always|alle|all|bare|kun|only|noen|any|noe|"
    r"jeg|vi|oss|meg|vår|i|we|us|our|my|dette|det|this|that|it|og hv\w+|and (?:what|who|how|when)|hvor|how|hva|what)\b",
    re.IGNORECASE,
)  # fmt: skip


def verdicts(sentence: str, asked: Asked) -> list[bool]:
    """True where a sentence affirms what is asked, False where it denies it, nothing where it does neither plainly."""
    question = asked.text.strip()
    parts = _ASKS.match(question[:1].casefold() + question[1:])
    text = stated(sentence)
    if not parts or not text or parts[1] not in _VERBS or _UNSETTLED.search(parts[2]) or _UNLESS.search(text):
        return []
    if hedged(text, question) or not any(not set(word) & asked.names for word in asked.content):
        return []
    return [said for _, clause in clauses(text) if (said := _said(clause, parts[1], asked)) is not None]


def _said(clause: str, verb: str, asked: Asked) -> bool | None:
    """What one clause says: its subject before the question's verb, all else after it."""
    match = re.search(rf"\s{verb}(not)?\b", clause.replace("cannot", "can not"))
    if match is None:
        return None
    clause = clause.replace("cannot", "can not")
    subject, rest = clause[: match.start()], clause[match.end() :]
    denied = bool(_DENIED.search(rest))
    if not denied and re.search(r"\b(?:ikke|ikkje|not|no|ingen|never|aldri)\b", clause):
        return None
    held = [holds(clause, word, asked.language, loosely=False) for word in asked.content]
    first = asked.content[0]
    if not all(held) or not holds(subject, first, asked.language, loosely=False) or not words(rest):
        return None
    predicate = [word for word in asked.content if not holds(subject, word, asked.language, loosely=False)]
    return not denied if predicate else None
