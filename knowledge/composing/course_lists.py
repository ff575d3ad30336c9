"""Lists of courses: how many there are, some of them, and how to narrow the search."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.citations import Numbering
from knowledge.composing.course_phrases import ORDERED_BY, described, enumerated, question_for
from knowledge.composing.courses import MOST_LISTED, list_lines
from knowledge.composing.shelf import Shelf
from knowledge.course_filters import next_deadline, states
from knowledge.course_query import CourseQuery
from knowledge.models import Answer, Course, Language, Outcome
from knowledge.periods import TimeField
from knowledge.signals import Intent
from knowledge.understanding import Understanding
from knowledge.wording import say

_MOST_WAYS = 2
_FIELDS = {"price": "price", "free": "price", "credits": "credits", "language": "language", "delivery": "delivery"}


def course_list(found: Sequence[Course], asked: Understanding, shelf: Shelf, today: date, shown: int = 0) -> Answer:
    """How many there are, some of them, and where today's offer is; ``shown`` were listed before."""
    query, language, numbering, count = asked.course_query, asked.language, Numbering(), len(found)
    page = found[shown : shown + MOST_LISTED]
    lines, cards = list_lines(page, shelf.record_chunks, numbering, query, language, today)
    what = described(query, language, today, one=count == 1)
    more = count > shown + len(page)
    ways = _narrower(found, query, language) if more else []
    text = [
        _first_line(found, what, shown, language),
        *lines,
        *remarks(found, query, shelf, language, today),
        *(_narrowing(ways, language) if more else []),
        _caveat(language, shelf, numbering),
    ]
    return Answer(
        Outcome.ANSWERED,
        language,
        "\n".join(text),
        citations=numbering.all(),
        courses=cards,
        options=tuple(question_for(narrower, language, today) for _, narrower in ways),
        intent=Intent.COURSE_SEARCH.value,
        computed=(
            str(count),
            *_split(found),
            str(shown + 1),
            str(shown + len(page)),
            str(len(page)),
            what,
            *text[1 + len(lines) : -1],
        ),
    )


def _first_line(found: Sequence[Course], what: str, shown: int, language: Language) -> str:
    count, listed = len(found), len(found[shown : shown + MOST_LISTED])
    if shown:
        last = shown + listed
        key = "courses_end" if not listed else "courses_last" if listed == 1 else "courses_next"
        return say(language, key, first=shown + 1, last=last, count=count, what=what)
    if count == 1:
        return say(language, "courses_one", what=what)
    split = _split(found)
    told = say(language, "courses_split", evu=split[0], ordinary=split[1]) if split else ""
    more = say(language, "courses_more", shown=listed) if count > listed else say(language, "courses_all")
    return f"{say(language, 'courses_some', count=count, what=what, split=told)} {more}"


def _split(found: Sequence[Course]) -> tuple[str, ...]:
    """How many are EVU and how many ordinary, where both are there."""
    evu = sum(course.is_evu for course in found)
    return (str(evu), str(len(found) - evu)) if 0 < evu < len(found) else ()


def remarks(found: Sequence[Course], query: CourseQuery, shelf: Shelf, language: Language, today: date) -> list[str]:
    """What the list leaves out because it is not known, and that no deadline lies ahead."""
    remarks = []
    about_deadlines = query.order == "deadline" or (query.time and query.time.field is TimeField.DEADLINE)
    dated = any(o.deadline for course in found for o in course.offerings)
    if about_deadlines and dated and not any(next_deadline(course, today) for course in found):
        remarks.append(say(language, "courses_none_ahead"))
    for name in query.filters:
        field = str(query.time.field) if name == "time" and query.time else _FIELDS.get(name)
        if field:
            others = [
                c
                for c in shelf.catalogue.find(replace(query, order=None), today, (name,))
                if not states(c, name, query)
            ]
            remarks += _unstated(len(others), field, language)
    if query.order:
        everyone = shelf.catalogue.find(replace(query, order=None), today)
        remarks += _unstated(len(everyone) - len(found), ORDERED_BY[query.order], language)
    return remarks


def _unstated(count: int, field: str, language: Language) -> list[str]:
    if not count:
        return []
    key = "courses_unstated_one" if count == 1 else "courses_unstated"
    return [say(language, key, count=count, field=say(language, f"name_{field}"))]


def _narrower(found: Sequence[Course], query: CourseQuery, language: Language) -> list[tuple[str, CourseQuery]]:
    """Filters that leave some of the courses: what to write, and the query it makes."""
    ways: list[tuple[str, CourseQuery]] = []
    if query.is_evu is None and _split(found):
        ways.append((say(language, "narrow_evu"), replace(query, is_evu=True)))
    online = sum(any("nett" in (o.delivery or "") for o in course.offerings) for course in found)
    if query.delivery is None and 0 < online < len(found):
        ways.append((say(language, "narrow_net"), replace(query, delivery="net")))
    places = Counter(o.location for c in found for o in c.offerings[:1] if o.location and "," not in o.location)
    if query.place is None and places:
        place = places.most_common(1)[0][0]
        ways.append((say(language, "narrow_place", place=place), replace(query, place=place)))
    return ways[:_MOST_WAYS]


def _narrowing(ways: Sequence[tuple[str, CourseQuery]], language: Language) -> list[str]:
    """What to write to get fewer, or the next ones."""
    examples = [*(example for example, _ in ways), say(language, "narrow_more")]
    return [say(language, "courses_narrow", examples=enumerated(examples, language, "or_last"))]


def _caveat(language: Language, shelf: Shelf, numbering: Numbering) -> str:
    portal = shelf.portal()
    if portal is None:
        return say(language, "courses_caveat_plain")
    return say(language, "courses_caveat", n=numbering.cite(shelf.record_chunks[portal.id]))
