"""A list of courses goes on: "vis flere", "bare i Gjøvik", "uten sted", "det første kurset".

What was asked before is read again from the conversation; nothing is remembered beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from knowledge.conversation import points_back
from knowledge.course_query import CourseQuery
from knowledge.course_reading import read_query
from knowledge.courses import Catalogue
from knowledge.models import Course, Turn
from knowledge.words import content_words, words

_MORE = re.compile(
    r"^\W*(?:(?:og|and|kan\sdu|kan\sjeg\sfå\s(?:se)?|can\syou)\s)?(?:(?:vis|show|list|gi|give|se|sjå)\s(?:meg\s|me\s|oss\s|us\s)?)?"
    r"(?:(?:noen|nokre|enda|endå|some|even|de|dei|the|resten\sav)\s)*(?:flere|fleire|andre|resten|neste|more|others?|rest|next)"
    r"(?:,?\s(?:kurs(?:ene|a)?|emner?|courses?|ones?|takk|please|av\s(?:dem|dei)|of\sthem|da|fire|four|også))*\W*$"
)
_AMONG = re.compile(r"\b(?:av\s(?:dem|de|dei|disse|desse)|of\s(?:them|these|those)|blant\s(?:dem|disse))\b")
_NARROWING = re.compile(
    r"^\W*(?:(?:og|and|men|but|hva\smed|kva\smed|enn|what\sabout|how\sabout)\s)?(?:bare|berre|kun|only|just)\b"
)
_OPENING = re.compile(r"^\W*(?:og|and|men|but|hva\smed|kva\smed|enn|what\sabout|how\sabout)\b")
_DROPPING = re.compile(
    r"\b(?:uten|utan|without|uansett|dropp|drop|any)\s(?:krav\w*\s(?:til|om)\s|the\s)?(?P<slot>[a-zæøå]+)"
)
_SLOT_WORDS = {
    "place": ("sted", "stad", "place", "location"), "topic": ("tema", "topic"), "price": ("pris", "prisgrense", "price"),
    "free": ("gratis", "free"), "delivery": ("undervisningsform", "form", "nett"), "level": ("nivå", "level"),
    "language": ("språk", "undervisningsspråk", "language"), "credits": ("studiepoeng", "credits"),
    "time": ("tidsrom", "tid", "frist", "dato", "time", "date"), "is_evu": ("type", "evu", "kind"),
}  # fmt: skip
_ORDINALS = (
    ("første", "fyrste", "first"), ("andre", "second"), ("tredje", "third"), ("fjerde", "fourth"),
    ("siste", "last"),
)  # fmt: skip
_ORDINAL = re.compile(
    r"(?<!finnes )(?<!finns )(?<!finst )(?<!fins )\b(?:den|det|the|nummer|nr\.?|number)\s(?P<word>første|fyrste|first|andre|second|tredje|third|fjerde|fourth|siste|last|[1-6])\b(?!\s(?:måned|uke|år|frist|veke|månad|gang|month|week|year))"
)
_LONGEST = 9  # words; a longer question stands alone
_FURTHEST = 4  # questions
_LEAST_CHOICE = 2
_LINE = "• "


def asks_for_more(text: str) -> bool:
    """Whether a message only wants the next ones of a list."""
    return bool(_MORE.match(text.casefold()))


def goes_on(text: str, query: CourseQuery) -> bool:
    """Whether a message can only be understood as a change to the search before it."""
    lowered = text.casefold()
    if len(words(lowered)) > _LONGEST:
        return False
    if asks_for_more(text) or _NARROWING.match(lowered) or _AMONG.search(lowered) or _dropped(lowered):
        return True
    return bool(_OPENING.match(lowered) or not query.topic) and bool(query.filters or query.order)


def changed(text: str, before: CourseQuery) -> CourseQuery:
    """The query before, with what a message adds, replaces or drops."""
    lowered = text.casefold()
    if asks_for_more(text):
        return replace(before, counting=False)
    if slots := _dropped(lowered):
        reset: dict[str, Any] = {f.name: f.default for f in fields(CourseQuery) if f.name in slots}
        return replace(before, counting=False, **reset)
    now = read_query(text)
    said: dict[str, Any] = {name: getattr(now, name) for name in (*now.filters, "order") if getattr(now, name)}
    said |= {"is_evu": now.is_evu} if now.is_evu is not None else {}
    if now.topic:
        narrower = before.topic and (_AMONG.search(lowered) or _NARROWING.match(lowered))
        said["topic"] = f"{before.topic} {now.topic}" if narrower else now.topic
        said["topic_said"] = f"{before.topic_said} {now.topic_said}" if narrower else now.topic_said
    return replace(before, counting=now.counting, **said)


def searches_before(text: str, history: Sequence[Turn]) -> list[int]:
    """Where in the conversation the search may stand that a message goes on with, newest first.

    A change follows its search directly; "more" may come after a few questions about what was listed.
    """
    asked = [i for i, turn in enumerate(history) if turn.role == "user" and not asks_for_more(turn.text)]
    return asked[::-1][: _FURTHEST if asks_for_more(text) else 1]


def is_about_the_one(text: str, history: Sequence[Turn], catalogue: Catalogue) -> bool:
    """Whether a message speaks of the only course of the last answer ("er det på nett?")."""
    return len(listed(history, catalogue)) == 1 and points_back(text) and not asks_for_more(text)


def pages_shown(since: Sequence[Turn]) -> int:
    """How many parts of a list were shown since it was searched for: one, and one for each "vis flere"."""
    return 1 + sum(turn.role == "user" and asks_for_more(turn.text) for turn in since)


def picks_one(text: str) -> bool:
    """Whether a message speaks of "the first one", "number two"."""
    return bool(_ORDINAL.search(text.casefold()))


def picked(text: str, items: Sequence[str]) -> str | None:
    """A message with the one of some items that it speaks of by its place among them; None where it does not."""
    match = _ORDINAL.search(text.casefold())
    if not match or len(items) < _LEAST_CHOICE:
        return None
    place = _place(match["word"], len(items))
    return f"{text[: match.start()]}{items[place]}{text[match.end() :]}" if place < len(items) else None


def listed_before(text: str, history: Sequence[Turn], catalogue: Catalogue) -> list[Course]:
    """The course that "the first one" means in the list of the last answer."""
    match = _ORDINAL.search(text.casefold())
    courses = _choice(history, catalogue) if match else []
    if not match or not courses:
        return []
    place = _place(match["word"], len(courses))
    return [courses[place]] if place < len(courses) else []


def _choice(history: Sequence[Turn], catalogue: Catalogue) -> list[Course]:
    """The courses of the last turn that had several, in their order."""
    for i in range(len(history) - 1, -1, -1):
        turn = history[i]
        named = listed(history[: i + 1], catalogue) if turn.role == "assistant" else []
        if len(named) < 2:
            named = catalogue.recognise(turn.text)
        if len(named) > 1:
            return named
    return []


def listed(history: Sequence[Turn], catalogue: Catalogue) -> list[Course]:
    """The courses that begin the lines of the last answer."""
    answered = next((turn.text for turn in reversed(history) if turn.role == "assistant"), "")
    lines = answered.splitlines()
    return [course for line in lines if (course := catalogue.of_line(line.removeprefix(_LINE)))]


def _place(word: str, count: int) -> int:
    if word.isdigit():
        return int(word) - 1
    place = next(i for i, names in enumerate(_ORDINALS) if word in names)
    return count - 1 if place == len(_ORDINALS) - 1 else place


def _dropped(lowered: str) -> list[str]:
    """The slots that a message wants dropped; only a message that says little else."""
    named = [match["slot"] for match in _DROPPING.finditer(lowered)]
    slots = [slot for slot, names in _SLOT_WORDS.items() if any(word in names for word in named)]
    return slots if len(content_words(lowered)) <= len(slots) + 2 else []
