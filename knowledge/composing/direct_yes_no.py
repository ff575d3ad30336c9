"""Yes or no, only where a sentence says with the question's own words what is asked, or denies it."""

import re

from knowledge.composing.direct_reading import Asked, clauses, hedged, holds, stated

_VERBS = frozenset(
    "er var ble blir kan må har får skal gir finnes krever gjelder is are was were can must has have".split()
)
_ASKS = re.compile(r"^(?:og |men |and |but |så )?(\w+)\s(.+?)[\s?!.]*$")
_DENIED = re.compile(r"^\s*(?:ikke|ikkje|not|no|ingen)\b")
_NEGATION = re.compile(r"\b(?:ikke|ikkje|not|no|ingen|never|aldri)\b")
# What makes a sentence say something else than a plain yes or no.
_UNLESS = re.compile(
    r"\b(?:hvis|dersom|if|unless|etter avtale|by agreement|ofte|often|noen|some|enkelte|inntil|unntatt|except|men|but|"
    r"although|selv om|bare|kun|only|delvis|partly|normalt|normally|mangler?|mangel|lack\w*|uten|utan|without|verken|"
    r"neither|nor|både|non|tidligere|formerly|av og til|i prinsippet|i utgangspunktet|in principle|antyder|kaller|"
    r"mener|hevder|thus|tyder|sjekkes|checked|ukjent|unknown)\b",
    re.IGNORECASE,
)
# Asked in a way that plain words do not settle.
_UNSETTLED = re.compile(
    r"\b(?:eller|or|fortsatt|fremdeles|framleis|ennå|still|yet|nå|now|i dag|today|alltid|always|alle|all|bare|kun|only|"
    r"noen|any|noe|jeg|vi|oss|meg|vår|we|us|our|dette|det|this|that|it|hvor|how|hva|what)\b|^i\b",
    re.IGNORECASE,
)


def verdicts(sentence: str, asked: Asked) -> list[bool]:
    """True where a sentence affirms what is asked, False where it denies it, nothing where it does neither plainly."""
    question = asked.text.strip()
    parts = _ASKS.match(question[:1].casefold() + question[1:])
    text = stated(sentence)
    if not parts or not text or parts[1] not in _VERBS or _UNSETTLED.search(parts[2]) or _UNLESS.search(text):
        return []
    if hedged(text, question) or not any(not set(word) & asked.names for word in asked.content):
        return []
    text = text.replace("cannot", "can not")
    said = (_said(text[:start], clause, parts[1], asked) for start, clause in clauses(text))
    return [yes for yes in said if yes is not None]


def _said(before: str, clause: str, verb: str, asked: Asked) -> bool | None:
    """What one clause says: its subject before the question's verb, all else after it."""
    match = re.search(rf"(?:^|\s){verb}\b", clause)
    if match is None:
        return None
    # "X is personal and can not be sent": the subject of the clause before goes on.
    subject, rest = clause[: match.start()] or before, clause[match.end() :]
    denied = bool(_DENIED.search(rest))
    if not denied and _NEGATION.search(clause):
        return None
    predicate = [word for word in asked.content if not holds(subject, word, asked.language, loosely=False)]
    told = all(holds(rest, word, asked.language, loosely=False) for word in predicate)
    return not denied if predicate and asked.content[0] not in predicate and told else None
