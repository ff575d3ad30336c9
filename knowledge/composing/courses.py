"""Courses told from their rows, line by line: one in detail, a list, or two side by side."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.citations import Numbering
from knowledge.composing.course_phrases import enumerated
from knowledge.composing.course_values import Point, foreign, value
from knowledge.composing.text import course_name, credit_text, joined
from knowledge.course_query import CourseQuery
from knowledge.dates import spell
from knowledge.models import Chunk, Course, Language, ShownOffering
from knowledge.periods import TimeField
from knowledge.signals import Asks
from knowledge.understanding import Understanding
from knowledge.wording import say

MOST_LISTED = 4
_SHORT_NOTE = 30  # words
_ASKED_POINTS: Mapping[Asks, Point] = {
    Asks.PRICE: Point.PRICE,
    Asks.DEADLINE: Point.DEADLINE,
    Asks.DURATION: Point.DURATION,
    Asks.CREDITS: Point.CREDITS,
    Asks.PLACE: Point.PLACE,
    Asks.ADMISSION: Point.ADMISSION,
    Asks.TEACHING: Point.DELIVERY,
    Asks.LANGUAGE: Point.LANGUAGE,
    Asks.WHEN: Point.START,
    Asks.ADDRESS: Point.CONTACT,
}
_KIND = re.compile(
    r"\b(?:\w*evu\w*|etter-?\s?(?:og\s)?utdanning\w*|vid[ae]+reutdanning\w*|ordinær\w*|continuing|ordinary)\b"
)
_LEVEL = re.compile(r"\b(?:nivå\w*|level)\b")
_START = re.compile(r"\b(?:start\w*|oppstart\w*|begynn\w*|byrj\w*|beg[ia]ns?)\b")
_LENGTH = re.compile(
    r"\b(?:hvor mange|kor mange|how many)\s(?:semest\w*|uker|veker|weeks|dag\w*|days|år|years|måneder|månader|months)\b"
)
_LINK = re.compile(
    r"\b(?:les\w*\s(?:mer|meir)|(?:mer|meir|more)\sinfo\w*|read\smore|nettside\w*|lenk\w*|website|web\spage|link|url|"
    r"(?:hvor|kor|kvar)\s(?!m(?:ange|ye|ykje)\b)(?:\w+\s){0,2}?(?:søk|meld)\w*|where\s(?:\w+\s){0,2}?(?:apply|sign\sup|register|enrol\w*))\b"
)
_CONTACT = re.compile(r"\b(?:kontakt\w*|contact\w*)\b")
# What is set side by side when courses are compared.
_COMPARED = (
    Point.TOPICS, Point.KIND, Point.LEVEL, Point.CREDITS, Point.PLACE, Point.DELIVERY,
    Point.LANGUAGE, Point.DURATION, Point.START, Point.DEADLINE, Point.PRICE, Point.DESCRIPTION, Point.ADMISSION,
)  # fmt: skip
# Texts rather than values: left out where they would make a comparison too long to read.
_LONG = frozenset({Point.DESCRIPTION, Point.ADMISSION})
_MOST_WORDS = 120
_ABBREVIATION = re.compile(r"\(([A-ZÆØÅ]{3,})\)")


def points_asked(asked: Understanding) -> list[Point]:
    """The points of a record that a question asks for, beside the words of its title."""
    lowered = asked.corrected.casefold()
    for course in asked.courses:
        lowered = lowered.replace(course.title.casefold(), " ")
    wanted = [point for kind, point in _ASKED_POINTS.items() if kind in asked.asks]
    wanted += [Point.DURATION] if _LENGTH.search(lowered) and Point.DURATION not in wanted else []
    timed = {Point.DEADLINE, Point.DURATION} & set(wanted)
    if timed and not _START.search(lowered):  # "når er fristen" asks for no start
        wanted = [point for point in wanted if point is not Point.START]
    if _LINK.search(lowered):  # "hvor kan vi lese mer" asks for no place
        wanted = [Point.LINK, *(point for point in wanted if point not in (Point.PLACE, Point.CONTACT))]
    wanted += [Point.KIND] if _KIND.search(lowered) else []
    wanted += [Point.LEVEL] if _LEVEL.search(lowered) else []
    wanted += [Point.CONTACT] if _CONTACT.search(lowered) and Point.CONTACT not in wanted else []
    return wanted


def name_of(course: Course, language: Language) -> str:
    """Code and title, marked where a reader of English gets a Norwegian title."""
    name = course_name(course, language)
    return name if course.title_en else foreign(name, language)


def list_lines(
    courses: Sequence[Course], chunks: Mapping[str, Chunk], numbering: Numbering, query: CourseQuery,
    language: Language, today: date,
) -> tuple[list[str], tuple[ShownOffering, ...]]:  # fmt: skip
    """A line a course, with what the query is about, and a card for each of its offerings."""
    lines: list[str] = []
    shown: list[ShownOffering] = []
    for course in courses:
        n = numbering.cite(chunks[course.id])
        lines.append(f"• {joined([name_of(course, language), *_brief(course, query, language, today)])} [{n}]")
        shown += [ShownOffering(course, offering, n) for offering in course.offerings]
    return lines, tuple(shown)


def _brief(course: Course, query: CourseQuery, language: Language, today: date) -> list[str]:
    first = course.offerings[0]
    parts = [credit_text(course.credits, language)] if course.credits else []
    parts += [foreign(first.delivery or "", language), first.location or "", *_wished(course, query, language, today)]
    if first.price_nok == 0 and not any(say(language, "free") in part for part in parts):
        parts.insert(1 if course.credits else 0, say(language, "free"))
    return [part for part in parts if part]


def _wished(course: Course, query: CourseQuery, language: Language, today: date) -> list[str]:
    """The values that the query filters or sorts by, beside those of every line."""
    wished: list[str] = []
    if query.price or query.order in ("cheapest", "dearest"):
        wished.append(value(course, Point.PRICE, language, today))
    if query.order == "deadline" or (query.time and query.time.field is TimeField.DEADLINE):
        wished.append(_known(course, Point.DEADLINE, language, today))
    if query.time and query.time.field is TimeField.START:
        wished.append(_known(course, Point.START, language, today))
    if query.order in ("shortest", "longest"):
        wished.append(value(course, Point.DURATION, language, today))
    wished += [value(course, Point.LANGUAGE, language, today)] if query.language else []
    return list(dict.fromkeys(part for part in wished if part))


def detail_lines(
    course: Course, n: int, points: Sequence[Point], language: Language, today: date
) -> tuple[list[str], tuple[ShownOffering, ...]]:
    """What is known of one course, what was asked for first, and how old it is."""
    told = [_known(course, point, language, today) or say(language, f"unknown_{point}") for point in points]
    if not told:
        told = [foreign(course.description or "", language)]
        told += [_known(course, point, language, today) for point in (Point.CREDITS, Point.PLACE)]
        short = course.notes and len(course.notes.split()) <= _SHORT_NOTE
        told += [foreign(course.notes or "", language)] if short else []
    lines = [f"{name_of(course, language)} [{n}]", *(f"{_sentence(line)} [{n}]" for line in told if line)]
    return [*lines, age(course, language)], tuple(ShownOffering(course, offering, n) for offering in course.offerings)


def age(course: Course, language: Language) -> str:
    """When the record was last confirmed."""
    as_of = course.provenance.date
    return say(language, "as_of", date=spell(as_of, language)) if as_of else say(language, "as_of_unknown")


def compared_lines(
    courses: Sequence[Course], numbers: Sequence[int], points: Sequence[Point], language: Language, today: date
) -> list[str]:
    """What is known of courses side by side, a line a point, and what is stated for none of them."""
    marks = [f"[{n}]" for n in numbers]
    names = [f"{name_of(c, language)} {mark}" for c, mark in zip(courses, marks, strict=True)]
    lines, missing = [say(language, "compared", names=enumerated(names, language))], []
    for point in points or _COMPARED:
        values = [value(course, point, language, today) for course in courses]
        if not any(values):
            missing.append(say(language, f"label_{point}").casefold())
            continue
        line = f"• {say(language, f'label_{point}')}: {_side_by_side(courses, values, marks, language)}"
        if point not in _LONG or len(" ".join([*lines, line]).split()) <= _MOST_WORDS:
            lines.append(line)
    if missing:
        lines.append(say(language, "compared_missing", fields=", ".join(missing)))
    dates = [spell(c.provenance.date, language) if c.provenance.date else say(language, "unstated") for c in courses]
    told = _side_by_side(courses, dates, marks, language)
    return [*lines, f"• {say(language, 'label_as_of')}: {told}"]


def _side_by_side(courses: Sequence[Course], values: Sequence[str], marks: Sequence[str], language: Language) -> str:
    if len(set(values)) == 1:
        key = "compared_both" if len(courses) == len(("one", "other")) else "compared_all"
        return f"{say(language, key, value=values[0].rstrip('.'))} {' '.join(marks)}"
    return "; ".join(
        f"{_short(course)}: {told.rstrip('.') or say(language, 'unstated')} {mark}"
        for course, told, mark in zip(courses, values, marks, strict=True)
    )


def _short(course: Course) -> str:
    abbreviation = _ABBREVIATION.search(course.title)
    return course.code or (abbreviation.group(1) if abbreviation else course.title)


def _sentence(line: str) -> str:
    return line if line.endswith((".", "!", "?", ")")) else f"{line}."


def _known(course: Course, point: Point, language: Language, today: date) -> str:
    known = value(course, point, language, today)
    return say(language, f"field_{point}", value=known) if known else ""
