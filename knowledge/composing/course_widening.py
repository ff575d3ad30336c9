"""Where no course fits: which filter to drop, with what that would give, and courses about a part of the topic."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

from knowledge.composing.course_lists import course_list, remarks
from knowledge.composing.course_phrases import capitalised, described, enumerated, question_for
from knowledge.composing.courses import MOST_LISTED
from knowledge.composing.shelf import Shelf
from knowledge.course_query import CourseQuery
from knowledge.models import Answer, Course, Language
from knowledge.periods import TimeField
from knowledge.understanding import Understanding
from knowledge.wording import say

_MOST_OPTIONS = 3
_WIDENED: dict[str, Any] = {"free": False, "topic": ""}


def partial_list(found: Sequence[Course], asked: Understanding, shelf: Shelf, today: date) -> Answer:
    """Courses about a part of the topic, saying that none is about all of it."""
    answer = course_list(found, asked, shelf, today)
    query, language = asked.course_query, asked.language
    none = say(language, "courses_none", what=described(query, language, today))
    line, options = _by_parts(query, none, shelf, language, today)
    shown = say(language, "courses_more", shown=min(len(found), MOST_LISTED))
    text = "\n".join([f"{line} {shown}", *answer.text.split("\n")[1:]])
    return replace(answer, text=text, options=options, computed=(*answer.computed, line))


def nothing(asked: Understanding, shelf: Shelf, today: date) -> tuple[str, tuple[str, ...]]:
    """That there is no such course, what dropping a filter would give, and the questions that do so."""
    query, language = replace(asked.course_query, order=None), asked.language
    first = say(language, "courses_none", what=described(query, language, today))
    relaxed = _relaxations(query, shelf, today)
    told = [
        say(
            language,
            "courses_relaxed",
            slot=_slots(dropped, language),
            count=count,
        )
        for dropped, count in relaxed
    ]
    options = tuple(question_for(_without(query, dropped), language, today) for dropped, _ in relaxed)
    lines = [
        f"{first} {capitalised('; '.join(told))}." if told else first,
        *remarks((), query, shelf, language, today),
    ]
    if not told:
        lines[0], options = _by_parts(query, first, shelf, language, today)
    if query.time and query.time.field is TimeField.DEADLINE:
        options = (*options, say(language, "courses_deadline_question"))
    return "\n".join(lines), options[:_MOST_OPTIONS]


def _by_parts(
    query: CourseQuery, first: str, shelf: Shelf, language: Language, today: date
) -> tuple[str, tuple[str, ...]]:
    """What the parts of a topic would give one by one."""
    alone = [replace(query, topic=known, topic_said=said) for said, known in query.parts]
    counts = [(part, len(shelf.catalogue.find(part, today))) for part in alone] if len(alone) > 1 else []
    useful = [(part, count) for part, count in counts if count][:_MOST_OPTIONS]
    told = [say(language, "courses_only_about", topic=part.topic_said, count=count) for part, count in useful]
    line = f"{first} {capitalised('; '.join(told))}." if told else first
    return line, tuple(question_for(part, language, today) for part, _ in useful)


def _relaxations(query: CourseQuery, shelf: Shelf, today: date) -> list[tuple[tuple[str, ...], int]]:
    """Which filters to drop, fewest first, with the number of courses left then."""
    for size in (1, 2):
        if size >= len(query.filters):  # dropping all of them is no narrower question
            return []
        counts = [(drop, len(shelf.catalogue.find(query, today, drop))) for drop in combinations(query.filters, size)]
        if useful := [(drop, count) for drop, count in counts if count]:
            return useful[:_MOST_OPTIONS]
    return []


def _without(query: CourseQuery, dropped: Sequence[str]) -> CourseQuery:
    changes: dict[str, Any] = {name: _WIDENED.get(name) for name in dropped}
    return replace(query, **changes)


def _slots(dropped: Sequence[str], language: Language) -> str:
    return enumerated([say(language, f"slot_{name}") for name in dropped], language)
