# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Points in time as a text names them: as much of year, month, day, season and hour as it gives."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge.claims.number_words import ordinals

_MONTHS = {
    1: "januar january jan", 2: "februar february feb", 3: "mars march mar", 4: "april apr", 5: "mai may", 6: "juni june jun",
    7: "juli july jul", 8: "august aug", 9: "september sept sep", 10: "oktober october okt oct",
    11: "november nov", 12: "desember december des dec",
}  # fmt: skip
MONTHS = {name: n for n, names in _MONTHS.items() for name in names.split()}
_SEASONS = {
    "spring": ("vår våren vårens spring", range(1, 7)),
    "summer": ("sommer sommeren sommar sommaren summer", range(6, 9)),
    "autumn": ("høst høsten høstens haust hausten autumn fall", range(8, 13)),
    "winter": ("vinter vinteren winter", (12, 1, 2)),
}
SEASONS = {name: season for season, (names, _) in _SEASONS.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time; what the text does not give is None. ``season`` is an English word, ``clock`` is ``HH:MM``."""

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    clock: str | None = None

    def agrees(self, other: "Moment") -> bool:
        """Whether everything that this one gives is so in the other; a year that the other leaves out may be any."""
        if self.clock:
            return self.clock == other.clock
        if self.year and other.year and self.year != other.year:
            return False
        if self.day:
            return (self.day, self.month) == (other.day, other.month)
        if self.month:
            return self.month == other.month
        if self.season:
            return self.season == other.season or (other.month in _SEASONS[self.season][1])
        return self.year is not None and self.year == other.year


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
    season = rf"(?P<season>{'|'.join(sorted(SEASONS, key=len, reverse=True))})"
    names = "|".join(sorted(ordinals(), key=len, reverse=True))
    day = rf"(?P<day>\d{{1,2}}|{names})(?:\.|st|nd|rd|th)?"
    year = r"(?P<year>(?:19|20)\d{2})(?!\d)"
    forms = (
        rf"(?<![\d.]){year}-(?P<m>\d{{2}})(?:-(?P<day>\d{{2}}))?(?!\d)",
        rf"(?<![\d.])(?P<day>\d{{1,2}})[./](?P<m>\d{{1,2}})[./]{year}",
        rf"\b{day}\s(?:(?:of|i)\s)?{month}(?:,?\s(?:i\s|of\s|in\s)?{year})?",
        rf"\b{month}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.]|\s?(?:kr|mill|pro|per))(?:,?\s{year})?",
        rf"\b{month}(?:,?\s(?:i\s|of\s|in\s)?{year})?",
        rf"\b{season}(?:\s(?:i\s|of\s|in\s)?{year}|(?=opptak|semester|\b))",
        r"\b(?:kl\.?\s?|klokka\s|klokken\s|at\s)(?P<h>\d{1,2})[.:](?P<min>\d{2})\b|\b(?P<h2>\d{1,2}):(?P<min2>\d{2})\b",
        rf"(?<![\d.,]){year}(?![\d]|\s(?:kroner|kr\b|studenter|bedrifter|deltakere))",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


_SPAN = re.compile(r"(?<![\d.])((?:19|20)\d{2})\s?[/–-]\s?((?:19|20)\d{2}|\d{2})(?!\d|-\d|\.\s?[a-zæøå])")
_RELATIVE = (
    (re.compile(r"\b(?:i fjor|i fjor høst|last year)\b", re.IGNORECASE), -1),
    (re.compile(r"\b(?:i år|this year)\b", re.IGNORECASE), 0),
    (re.compile(r"\b(?:til neste år|neste år|next year)\b", re.IGNORECASE), 1),
)


def moments(text: str, today: date | None = None) -> list[Moment]:
    """The points in time in a text, in order, without overlap; "i fjor" only where ``today`` is given."""
    found = list(_spans(text))
    left = _blank(text, found)
    for pattern in _patterns():
        for match in pattern.finditer(left):
            if moment := _moment(match, text):
                found.append(moment)
        left = _blank(left, found)
    if today:
        found += _relative(left, text, today)
    return sorted(found, key=lambda m: m.start)


def _spans(text: str) -> Iterator[Moment]:
    """Both ends of "2023/2024", "2020–21" and "2026–2034"."""
    for match in _SPAN.finditer(text):
        first, last = match[1], match[2]
        if len(last) == 2 and int(last) != (int(first) + 1) % 100:
            continue  # a month: 2024-06
        yield Moment(first, match.start(1), match.end(1), year=int(first))
        yield Moment(last, match.start(2), match.end(2), year=int(last if len(last) == 4 else first[:2] + last))


def _blank(text: str, found: Iterable[Moment]) -> str:
    for moment in found:
        text = text[: moment.start] + " " * (moment.end - moment.start) + text[moment.end :]
    return text


def _relative(left: str, text: str, today: date) -> Iterator[Moment]:
    for pattern, years in _RELATIVE:
        for match in pattern.finditer(left):
            if not re.match(r"\s\d", text[match.end() :]):  # "i år 1911"
                yield Moment(match.group(), match.start(), match.end(), year=today.year + years)


def _moment(match: re.Match[str], text: str) -> Moment | None:
    given = match.groupdict()
    hour, minute = given.get("h") or given.get("h2"), given.get("min") or given.get("min2")
    span = (text[match.start() : match.end()], match.start(), match.end())
    if hour:
        return Moment(*span, clock=f"{int(hour):02}:{minute}") if int(hour) < 24 and int(minute or 0) < 60 else None
    month = int(given["m"]) if given.get("m") else MONTHS.get((given.get("month") or "").lower())
    day_text = (given.get("day") or "").lower()
    day = int(day_text) if day_text.isdigit() else ordinals().get(day_text)
    if (month and not 1 <= month <= 12) or (day and not 1 <= day <= 31):
        return None
    name = given.get("month")
    if (
        name
        and not day
        and not given.get("year")
        and name.lower() in ("may", "mar", "march", "mai")
        and name != name.capitalize()
    ):
        return None  # "may" is a verb far more often than a month
    if name and name == "May" and not day and not given.get("year") and match.start() == 0:
        return None
    season = SEASONS.get((given.get("season") or "").lower())
    before_noun = re.match(r"opptak|semester", text[match.end() :], re.IGNORECASE)
    if (
        season in ("autumn", "spring")
        and not before_noun
        and not given.get("year")
        and (given.get("season") or "").lower() in ("fall", "spring", "vår")
    ):
        return None  # "our", and verbs
    year = int(given["year"]) if given.get("year") else None
    return Moment(*span, year=year, month=month, day=day, season=season)


def stands(moment: Moment, others: Iterable[Moment]) -> bool:
    """Whether one of some moments bears a moment out; a day may lack the year if the year stands beside it."""
    others = list(others)
    years = {other.year for other in others if other.year}
    return any(
        moment.agrees(other) and (moment.year is None or other.year == moment.year or moment.year in years)
        for other in others
    )
