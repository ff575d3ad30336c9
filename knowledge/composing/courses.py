"""Courses told from their rows: one in detail, or a list with what it leaves out."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.citations import Numbering
from knowledge.composing.text import course_name, credit_text, joined, kroner, number
from knowledge.dates import has_passed, spell
from knowledge.models import Chunk, Course, Language, Offering, ShownOffering
from knowledge.signals import Asks
from knowledge.wording import say

MOST_LISTED = 4
_SHORT_NOTE = 30  # words
_DETAILS = (
    Asks.PRICE,
    Asks.DEADLINE,
    Asks.DURATION,
    Asks.CREDITS,
    Asks.PLACE,
    Asks.ADMISSION,
    Asks.TEACHING,
    Asks.LANGUAGE,
    Asks.WHEN,
)


def list_lines(
    courses: Sequence[Course], chunks: Mapping[str, Chunk], numbering: Numbering, language: Language
) -> tuple[list[str], tuple[ShownOffering, ...]]:
    """A line a course, and a card for each of its offerings."""
    lines: list[str] = []
    shown: list[ShownOffering] = []
    for course in courses:
        n = numbering.cite(chunks[course.id])
        lines.append(f"• {joined([course_name(course, language), *_brief(course, language)])} [{n}]")
        shown += [ShownOffering(course, offering, n) for offering in course.offerings]
    return lines, tuple(shown)


def _brief(course: Course, language: Language) -> list[str]:
    first = course.offerings[0]
    parts = [credit_text(course.credits, language)] if course.credits else []
    if first.price_nok == 0:
        parts.append(say(language, "free"))
    parts += [part for part in (first.delivery, first.location) if part]
    return parts


def detail_lines(
    course: Course, n: int, asked: frozenset[Asks], language: Language, today: date
) -> tuple[list[str], tuple[ShownOffering, ...]]:
    """What is known of one course, what was asked for first, and how old it is."""
    wanted = [kind for kind in _DETAILS if kind in asked]
    lines = [f"{course_name(course, language)} [{n}]"]
    answers = [_detail(course, kind, language, today) for kind in wanted]
    told = [line for line in answers if line]
    if not told and course.description:
        told = [course.description]
        told += [line for kind in (Asks.CREDITS, Asks.PLACE) if (line := _known(course, kind, language, today))]
        told += [course.notes] if course.notes and len(course.notes.split()) <= _SHORT_NOTE else []
    lines += [f"{_sentence(line)} [{n}]" for line in told]
    lines.append(_age(course, language))
    return lines, tuple(ShownOffering(course, offering, n) for offering in course.offerings)


def _age(course: Course, language: Language) -> str:
    as_of = course.provenance.date
    return say(language, "as_of", date=spell(as_of, language)) if as_of else say(language, "as_of_unknown")


def _sentence(line: str) -> str:
    return line if line.endswith((".", "!", "?", ")")) else f"{line}."


def _detail(course: Course, kind: Asks, language: Language, today: date) -> str:
    return _known(course, kind, language, today) or say(language, f"unknown_{_FIELD[kind]}")


_FIELD = {
    Asks.PRICE: "price",
    Asks.DEADLINE: "deadline",
    Asks.WHEN: "start",
    Asks.DURATION: "duration",
    Asks.CREDITS: "credits",
    Asks.PLACE: "place",
    Asks.ADMISSION: "admission",
    Asks.TEACHING: "delivery",
    Asks.LANGUAGE: "language",
}


def _known(course: Course, kind: Asks, language: Language, today: date) -> str:
    offerings = course.offerings
    values: dict[Asks, list[str]] = {
        Asks.PRICE: [_price(o, language) for o in offerings],
        Asks.DEADLINE: [_deadline(o, language, today) for o in offerings],
        Asks.WHEN: [_start(o, language) for o in offerings],
        Asks.DURATION: [course.duration or ""],
        Asks.CREDITS: [_credits(course, language)],
        Asks.PLACE: [o.location or "" for o in offerings],
        Asks.ADMISSION: [course.admission or ""],
        Asks.TEACHING: [o.delivery or "" for o in offerings],
        Asks.LANGUAGE: [course.teaching_language or ""],
    }
    known = list(dict.fromkeys(value for value in values[kind] if value))
    return say(language, f"field_{_FIELD[kind]}", value="; ".join(known)) if known else ""


def _credits(course: Course, language: Language) -> str:
    if course.credits is None:
        return ""
    return f"{course.credits:g}" if language == "en" else number(course.credits)


def _price(offering: Offering, language: Language) -> str:
    if offering.price_nok is None:
        return offering.price_note or ""
    amount = say(language, "free") if offering.price_nok == 0 else kroner(offering.price_nok, language)
    return f"{amount} ({offering.price_note})" if offering.price_note else amount


def _deadline(offering: Offering, language: Language, today: date) -> str:
    if offering.deadline is None:
        return offering.deadline_note or ""
    shown = spell(offering.deadline, language)
    notes = [offering.deadline_note, say(language, "passed") if has_passed(offering.deadline, today) else None]
    said = ", ".join(note for note in notes if note)
    return f"{shown} ({said})" if said else shown


def _start(offering: Offering, language: Language) -> str:
    if offering.start_note:
        return offering.start_note
    return spell(offering.start, language) if offering.start else ""
