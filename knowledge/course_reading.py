"""A question about courses, read into a query's slots.

Each slot takes its words out of the text. What is left, without the words of asking, is the topic.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from knowledge import course_slots as slots
from knowledge.course_compounds import parted
from knowledge.course_query import Bounds, CourseQuery, Delivery, Level, Order, TeachingLanguage
from knowledge.period_words import find_time
from knowledge.periods import TimeField, TimeWish
from knowledge.signals import COURSE_NOUN
from knowledge.synonyms import canonical
from knowledge.words import LIGHT_WORDS, STOP_WORDS, content_words, fold

_MARK = re.compile(r"\[\d+\]")
_LANGUAGES = ("engelsk", "norsk", "english", "norwegian")
_LEAST_PRICE = 100  # "under 10" without a unit is no price
_ORDERS: Mapping[Order, re.Pattern[str]] = slots.ORDERS  # type: ignore[assignment]  # the keys are the orders


class _Reading:
    """A text from which slots take their words."""

    def __init__(self, text: str) -> None:
        self.left = text.casefold().replace("’", "'")

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.search(self.left)
        if match:
            self._cut(match)
        return match

    def takes(self, pattern: re.Pattern[str]) -> bool:
        return self.take(pattern) is not None

    def _cut(self, match: re.Match[str]) -> None:
        self.left = f"{self.left[: match.start()]} {self.left[match.end() :]}"

    def credits(self) -> Bounds | None:
        match = self.take(slots.CREDITS)
        if not match:
            return None
        low, high = _number(match["low"]), _number(match["high"]) if match["high"] else None
        return _bounds(match, low, high)

    def price(self) -> Bounds | None:
        for match in slots.PRICE.finditer(self.left):
            low = _number(match["low"]) * (1000 if match["k"] else 1)
            high = _number(match["high"]) * (1000 if match["hk"] else 1) if match["high"] else None
            related = any(match[name] for name in slots.RELATIONS) or high is not None
            if (match["unit"] and related) or (related and low >= _LEAST_PRICE):
                self._cut(match)
                return _bounds(match, low, high)
        return None

    def time(self) -> TimeWish | None:
        match = find_time(self.left)
        if not match:
            return None
        is_deadline = bool(slots.DEADLINE_WORD.search(self.left)) and not slots.START_WORD.search(self.left)
        while further := find_time(self.left):  # "framover, etter i dag" says one thing twice
            self._cut(further)
        return TimeWish(TimeField.DEADLINE if is_deadline else TimeField.START, match.group().strip())

    def place(self, text: str) -> str | None:
        spoken = {fold(word) for word in re.findall(r"[^\W\d_]{3,}", self.left)}
        town = next((town for town in slots.TOWNS if fold(town) in spoken), None)
        city = None if town else slots.CITY.search(text)
        if city and not _names_a_topic(city, text):
            town = city.group(1)
        if town:
            forms = rf"(?:{re.escape(town.casefold())}|{re.escape(fold(town))})"
            self.take(re.compile(rf"(?:\b(?:i|på|ved|in|at)\s+)?(?:\bcampus\s+)?\b{forms}\b"))
        return town

    def delivery(self) -> Delivery | None:
        if self.takes(slots.NET):
            return "net"
        if self.takes(slots.GATHERINGS):
            return "gatherings"
        return "campus" if self.takes(slots.CAMPUS) else None

    def level(self) -> Level | None:
        if self.takes(slots.PHD):
            return "phd"
        if self.takes(slots.MASTER_LEVEL):
            return "master"
        programme = self.take(slots.PROGRAMME)
        if programme:
            return "experience" if programme["experience"] else "programme"
        return "bachelor" if self.takes(slots.BACHELOR) else None

    def language(self) -> TeachingLanguage | None:
        if self.takes(slots.ENGLISH):
            return "english"
        return "norwegian" if self.takes(slots.NORWEGIAN) else None

    def kind(self) -> bool | None:
        if self.takes(slots.ORDINARY):
            return False
        return True if self.takes(slots.EVU) else None

    def order(self) -> Order | None:
        return next((name for name, pattern in _ORDERS.items() if self.takes(pattern)), None)

    def topic(self) -> str:
        return " ".join(
            word
            for word in content_words(re.sub(r"'s\b", " ", self.left))
            if not slots.FRAME.match(word) and word not in LIGHT_WORDS and word not in STOP_WORDS
        )


def read_query(text: str) -> CourseQuery:
    """Read the filters, the order and the topic out of a question."""
    text = _MARK.sub(" ", text)  # the topic is said back, and must not look like a citation
    named = canonical(parted(text))
    query = _read(named)
    if not query.topic:
        return query
    topic = query.topic if named == text else _read(text).topic
    return replace(query, topic_said=_as_said(topic, text) or query.topic)


def _as_said(topic: str, text: str) -> str:
    """A topic as it stands in the text: with its capitals, and the small words between its own."""
    wanted = topic.split()
    spans = [m for m in re.finditer(r"[^\W_]+(?:[.,]\d+)*", text) if m.group().casefold() in wanted]
    if not spans:
        return topic
    whole = text[spans[0].start() : spans[-1].end()]
    between = [word for word in content_words(whole) if word not in wanted]
    return " ".join(m.group() for m in spans) if between else whole


def _read(text: str) -> CourseQuery:
    reading = _Reading(text)
    counting = reading.takes(slots.COUNTING)
    order = reading.order()
    credit_bounds = reading.credits()
    time = reading.time()
    language = reading.language()
    place = reading.place(text)
    return CourseQuery(
        counting=counting,
        order=order,
        credits=credit_bounds,
        time=time,
        price=reading.price(),
        place=place,
        delivery=reading.delivery(),
        free=reading.takes(slots.FREE),
        language=language,
        level=reading.level(),
        is_evu=reading.kind(),
        topic=reading.topic(),
    )


def _names_a_topic(city: re.Match[str], text: str) -> bool:
    """Whether what looks like a place is none: "kurs i Python", "courses in English", "i Mars"."""
    before = text[: city.start()].split()
    follows_course = bool(before and COURSE_NOUN.search(before[-1].casefold()))
    named = city.group(1).casefold()
    return (
        follows_course or named in _LANGUAGES or bool(COURSE_NOUN.search(named) or find_time(city.group().casefold()))
    )


def _bounds(match: re.Match[str], low: float, high: float | None) -> Bounds:
    groups = match.groupdict()
    if high is not None:
        return Bounds(low, high)
    if groups.get("at_most") or groups.get("less"):
        return Bounds(high=low)
    if groups.get("below"):
        return Bounds(high=low, excluding=True)
    if groups.get("at_least") or groups.get("more"):
        return Bounds(low=low)
    if groups.get("above"):
        return Bounds(low=low, excluding=True)
    return Bounds(low, low)


def _number(written: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:[ .,\u00a0]\d{3})+", written)
    return float(re.sub(r"\D", "", written)) if grouped else float(written.replace(",", "."))
