"""Answers about courses: one in detail, a list, or that there is none."""

import re
from collections.abc import Sequence
from datetime import date

from knowledge.citations import Numbering
from knowledge.composing.courses import MOST_LISTED, detail_lines, list_lines
from knowledge.composing.facts import only_facts, sentences_for, tell
from knowledge.composing.shelf import Shelf
from knowledge.courses import CourseQuery
from knowledge.models import Answer, Course, Language, Outcome
from knowledge.retrieval import Passage
from knowledge.signals import COURSE_NOUN, Asks, Intent
from knowledge.understanding import Understanding
from knowledge.wording import say
from knowledge.words import LIGHT_WORDS, content_words, fold, stem

# What a record has a field for.
ATTRIBUTES = frozenset({
    Asks.MONEY, Asks.PRICE, Asks.DEADLINE, Asks.DURATION, Asks.CREDITS, Asks.PLACE, Asks.ADMISSION, Asks.TEACHING,
    Asks.LANGUAGE,
})  # fmt: skip
_NEAREST = 4
# A record told with what the fact sheets add; beyond this the record has to do.
_MOST_WORDS = 130
_ABBREVIATION = re.compile(r"\(([A-ZÆØÅ]{3,})\)")


def one_course(course: Course, asked: Understanding, passages: Sequence[Passage], shelf: Shelf, today: date) -> Answer:
    """What is known of a course, and what the fact sheets add on the point that is asked about."""
    numbering = Numbering()
    n = numbering.cite(shelf.record_chunks[course.id])
    lines, shown = detail_lines(course, n, asked.asks, asked.language, today)
    related = [p for p in only_facts(passages[:_NEAREST]) if _speaks_of(p.chunk.text, course)]
    chosen = sentences_for(related[:1], asked, shelf, most=2)
    long = sum(len(text.split()) for text in (*lines, *(c.text for c in chosen))) > _MOST_WORDS
    extra = [] if long else tell(chosen, numbering)
    return Answer(
        Outcome.ANSWERED,
        asked.language,
        "\n".join([*lines[:-1], *extra, lines[-1]]),
        citations=numbering.all(),
        courses=shown,
        intent=Intent.COURSE_DETAIL.value,
    )


def is_silent_on(course: Course, asked: Understanding, shelf: Shelf) -> bool:
    """Whether the question is about something that the course's record never mentions."""
    if asked.language == "en":  # the records are Norwegian: a word that is not there may only be translated
        return False
    told = shelf.record_chunks[course.id].text
    named = {stem(w, "nb") for w in content_words(f"{course.title} {course.title_en or ''} {course.code or ''}")}
    subject = [w for w in content_words(asked.corrected) if w not in LIGHT_WORDS and stem(w, "nb") not in named]
    subject = [w for w in subject if not COURSE_NOUN.search(w) and fold(w) not in fold(course.code or "")]
    known = {stem(w, "nb") for w in content_words(told)}
    return bool(subject) and not any(stem(w, "nb") in known or fold(w)[:6] in fold(told) for w in subject)


def find(query: CourseQuery, asked: Understanding, shelf: Shelf) -> list[Course]:
    """The courses that meet a query: EVU before ordinary courses, newest source first."""
    candidates = shelf.catalogue.select(query)
    found = shelf.catalogue.about(candidates, query.topic, "nb")
    if not found and query.topic and asked.question.scope == "courses":
        found = shelf.catalogue.about(candidates, " ".join(content_words(query.topic)[:1]), "nb")
    if query.cheapest_first:
        return sorted((c for c in found if _prices(c)), key=lambda c: min(_prices(c)))
    return sorted(found, key=lambda c: (not c.is_evu, -int((c.provenance.date or "0")[:4])))


def course_list(found: Sequence[Course], asked: Understanding, shelf: Shelf) -> Answer:
    """How many there are, the first of them, and where today's offer is."""
    language, numbering, count = asked.language, Numbering(), len(found)
    listed = min(count, MOST_LISTED)
    lines, shown = list_lines(found[:listed], shelf.record_chunks, numbering, language)
    first = say(language, "courses_one") if count == 1 else say(language, "courses_some", count=count)
    more = [say(language, "courses_more", shown=listed)] if count > listed else []
    return Answer(
        Outcome.ANSWERED,
        language,
        "\n".join(
            [
                " ".join([first.removesuffix(":") + "." if more else first, *more]),
                *lines,
                _caveat(asked, shelf, numbering),
            ]
        ),
        citations=numbering.all(),
        courses=shown,
        intent=Intent.COURSE_SEARCH.value,
        computed=(str(count), str(listed)),
    )


def none_line(query: CourseQuery, language: Language) -> str:
    """That there is no such course, naming every filter."""
    what = say(language, "what_evu" if query.is_evu else "what_courses")
    if query.free:
        what = say(language, "for_free", what=what)
    if query.online:
        what = say(language, "by_net", what=what)
    if query.topic:
        what = say(language, "about_topic", what=what, topic=query.topic)
    if query.place:
        what = say(language, "in_place", what=what, place=query.place)
    return say(language, "courses_none", what=what)


def is_filtered(query: CourseQuery) -> bool:
    """Whether a query asks for more than a topic."""
    return bool(query.place or query.online or query.free or query.credits or query.max_price or query.cheapest_first)


def _caveat(asked: Understanding, shelf: Shelf, numbering: Numbering) -> str:
    portal = shelf.portal()
    if portal is None:
        return say(asked.language, "courses_caveat_plain")
    return say(asked.language, "courses_caveat", n=numbering.cite(shelf.record_chunks[portal.id]))


def _prices(course: Course) -> list[int]:
    return [o.price_nok for o in course.offerings if o.price_nok is not None]


def _speaks_of(text: str, course: Course) -> bool:
    lowered = text.casefold()
    names = [course.code or course.title, course.title, *_ABBREVIATION.findall(course.title)]
    return any(name.casefold() in lowered for name in names)
