"""Offices that a text speaks of ("dekanen ved Fakultet for ...", "rector of NTNU"), and who is asked for by them.

"Hvem er det i dag?" wants the holder of the office that the last answer named; "hvem var det før ham?" whoever
held before him the office that was asked about.
"""

import re
from collections.abc import Iterable

_TITLE = (
    r"(?:(?:administrerende|daglig|managing|executive)\s)?(?:(?:pro|vise|vice[\s-]|pro-|avdelings|region|senter|forsknings)?"
    r"(?:rektor|dekan|direktør|leder|leiar|rector|dean|director)|\w+sjef|styreleder|styreleiar|head|chair|chief\sexecutive|department\sdirector)(?:en)?(?:\s\([a-zæøå\s]+\))?"
)
_NAMED = r"(?:[A-ZÆØÅ][\w-]*(?:\s[A-ZÆØÅ][\w-]*)*|[a-zæøå]{4,})"
_OF = rf"(?:ved|i|for|hos|of|at)\s(?:the\s)?{_NAMED}(?:\s(?:for|og|of|and)\s{_NAMED})*(?:\s\([A-ZÆØÅ]+\))?"
_OFFICE = re.compile(rf"\b(?P<title>{_TITLE})(?:\s(?P<of>{_OF}))?(?![\w-])", re.UNICODE)
_BARE_TITLE = re.compile(rf"\b{_TITLE}\b", re.IGNORECASE)
# Titles that need no place: only the university has them.
_ACADEMIC = re.compile(r"(?:pro|vise)?(?:rektor|dekan|rector|dean)", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:NTNU|NHO)s?\b")
_ASKED = r"^\W*(?:(?:og|and|men|but)\s)?(?P<who>hvem|kven|who)\s(?P<be>er|var|is|was)\s"
_HOLDER = re.compile(
    rf"{_ASKED}(?:det|dette|den|it|that|this)\b(?P<rest>(?:\s(?:i\sdag|nå|no|for\stiden|today|now|currently))?)\W*$",
    re.IGNORECASE,
)
_PERSON = r"(?:han|ham|henne|hun|ho|den|det|him|her|that)"
_BEFORE = re.compile(
    rf"\b(?:før|fyre|føre|before)\s{_PERSON}\b|\bforgj[ei]ngar\w*|\bforgjenger\w*|\bpredecessor\w*", re.IGNORECASE
)
_AFTER = re.compile(
    rf"\b(?:etter|after)\s{_PERSON}\b|\betterfølg[ea]r\w*|\bsuccessor\w*|"
    r"\b(?:tok|tek|tar|overtok|took|takes)\s?(?:over)\b|\bovertok\b",
    re.IGNORECASE,
)
_WHO_LEFT = re.compile(rf"^(?:Hvem gikk av som|Who stepped down as the) {_TITLE}", re.IGNORECASE)
_LEFT = re.compile(
    rf"\b(?:gikk av|gjekk av|avgikk|fratrådte|sluttet|stepped down|resigned|left|tidligere|forrige|former|previous)\b"
    rf"[^.]{{0,40}}\b{_TITLE}\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:who|before|after|predecessor|successor)\b", re.IGNORECASE)


def office_in(text: str, label: str = "") -> str | None:
    """The first office that a text names with its place; after ``label`` where the text speaks of that ("del B")."""
    start = text.casefold().find(label.casefold()) if label else -1
    for place in (start, 0) if start > 0 else (0,):
        if match := _OFFICE.search(text, place):
            if match["of"]:
                return match.group()
            owner = _PLACE.search(text[: match.start()])
            if owner:
                return f"{match.group()} ved {owner.group().removesuffix('s')}"
            return match.group() if _ACADEMIC.match(match.group()) else None
    return None


def title_in(text: str, like: str = "") -> str | None:
    """The first title that a text names, without its ending; with ``like``, the first one of that kind."""
    titles = (re.sub(r"en$", "", match.group().casefold()) for match in _BARE_TITLE.finditer(text))
    return next((title for title in titles if not like or title == like), None)


def asks_for_holder(text: str) -> re.Match[str] | None:
    """Whether a message asks who holds what was just spoken of."""
    return _HOLDER.match(text)


def neighbour_of(office: str, text: str) -> str | None:
    """Whom a message asks for that wants whoever held an office before or after somebody, as a question."""
    english = bool(_ENGLISH.search(text))
    if _BEFORE.search(text):
        return f"Who stepped down as the {office}?" if english else f"Hvem gikk av som {office}?"
    if _AFTER.search(text):
        return f"Who became the {office}?" if english else f"Hvem ble {office}?"
    return None


def asks_who_left(question: str) -> bool:
    """Whether a question asks who left an office."""
    return bool(_WHO_LEFT.match(question))


def may_tell(question: str, passages: Iterable[str]) -> bool:
    """Whether one of some passages may tell who left an office, where that is asked."""
    return not asks_who_left(question) or any(_LEFT.search(text) for text in passages)
