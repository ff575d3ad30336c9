"""What a question wants done: told by its wording, by the courses it names, and by whose names are in it."""

import re
from collections.abc import Callable, Iterable

from knowledge import signals
from knowledge.course_query import CourseQuery
from knowledge.courses import Catalogue
from knowledge.models import Course, Question
from knowledge.signals import Asks, Intent
from knowledge.subject import Meant
from knowledge.words import words

# Words in a search for courses without a verb; one with filters may be longer.
_SHORT, _SHORT_WISH = 5, 9
# Kinds of answer that are filters when a course is wanted.
_FILTERS = frozenset({Asks.MONEY, Asks.PRICE, Asks.TEACHING, Asks.PLACE, Asks.CREDITS, Asks.LANGUAGE, Asks.COUNT})
_DATES = frozenset({Asks.DEADLINE, Asks.WHEN, Asks.DURATION})


class Intents:
    """Reads intents with the courses of one generation; ``own_names`` finds its sources' names in a text."""

    def __init__(
        self, catalogue: Catalogue, organisations: Iterable[str], own_names: Callable[[str], set[str]]
    ) -> None:
        self._catalogue = catalogue
        self._own_names = own_names
        self._others = _other_organisations(organisations)

    def read(
        self, question: Question, meant: Meant, courses: list[Course], asked: frozenset[Asks], query: CourseQuery
    ) -> Intent:
        """The intent of a question, given what it means in its conversation and what it was read to ask for."""
        original = question.text.strip().casefold()
        for name, pattern in signals.SMALL_TALK.items():
            if pattern.match(original) or pattern.match(signals.without_greeting(original)):
                return Intent(name)
        for intent, pattern in (
            (Intent.STEERING, signals.STEERING),
            (Intent.PRIVATE, signals.PRIVATE),
            (Intent.ABUSE, signals.ABUSE),
            (Intent.ADVICE, signals.ADVICE),
        ):
            if pattern.search(original):
                return intent
        if question.scope == "courses":
            return Intent.COURSE_DETAIL if courses else Intent.COURSE_SEARCH
        if question.scope == "contacts":
            return Intent.CONTACT
        return self._by_topic(question, meant, courses, asked, query)

    def _by_topic(
        self, question: Question, meant: Meant, courses: list[Course], asked: frozenset[Asks], query: CourseQuery
    ) -> Intent:
        lowered = meant.text.casefold()
        if courses:
            return Intent.COURSE_DETAIL
        spoken = lowered if meant.part or not meant.leaning else meant.said.casefold()
        anything = signals.ANYTHING.search(spoken) and not signals.AGREEMENT.search(spoken)
        anything = bool(anything and self._catalogue.is_topic(query))
        wants_course = anything or bool(signals.COURSE_NOUN.search(spoken))
        if signals.CONTACT.search(lowered if meant.part else question.text.casefold()):
            return Intent.CONTACT
        elsewhere = {name for name in self._own_names(lowered) if not signals.COURSE_NOUN.search(name)}
        elsewhere -= {(query.place or "").casefold()} | self._catalogue.title_words
        other_provider = elsewhere or self._others.search(lowered)
        wished = (query.time or query.delivery or query.order) and not signals.MANNER.search(lowered)
        if wants_course and not other_provider and (wished or not signals.PROCESS.search(lowered)):
            short = len(words(lowered)) <= (_SHORT_WISH if query.is_wish else _SHORT)
            telegram = short and asked <= (_FILTERS | _DATES if query.is_wish else _FILTERS)
            listing = signals.LISTING.search(lowered) or signals.COURSES_ON.match(lowered)
            if anything or query.order or listing or telegram:
                return Intent.COURSE_SEARCH
        return Intent.QUESTION


def is_small_talk(text: str) -> bool:
    """Whether a message is only a greeting, thanks or a call for help."""
    return any(pattern.match(text.strip().casefold()) for pattern in signals.SMALL_TALK.values())


def _other_organisations(names: Iterable[str]) -> re.Pattern[str]:
    """Organisations but for NTNU, by the first part of their name ("Digital Norway – Toppindustrisenteret AS")."""
    short = {re.split(r" [–(]|/|,", name)[0].strip().casefold() for name in names} - {"ntnu", "nho", ""}
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(short)) + r")\b" if short else r"(?!)")
