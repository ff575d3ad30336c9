"""What a course's record says on a point, in the reader's language as far as that goes.

Records are written in Norwegian. Their few set expressions are translated below; whatever else an
English answer takes from them is marked as Norwegian.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from knowledge.composing.text import kroner, number
from knowledge.dates import has_passed, spell
from knowledge.models import Course, Language, Offering
from knowledge.wording import say


class Point(StrEnum):
    """A thing that a course's record can say."""

    DESCRIPTION = "description"
    KIND = "kind"
    TOPICS = "topics"
    LEVEL = "level"
    CREDITS = "credits"
    PRICE = "price"
    DEADLINE = "deadline"
    START = "start"
    DURATION = "duration"
    PLACE = "place"
    DELIVERY = "delivery"
    LANGUAGE = "language"
    ADMISSION = "admission"
    CONTACT = "contact"
    LINK = "link"


_ENGLISH = {
    "nettbasert": "online", "samlingsbasert": "session-based", "campus og nett": "on campus and online",
    "nettbasert med noe oppmøte på campus": "online with some attendance on campus", "campus": "on campus",
    "norsk": "Norwegian", "engelsk": "English", "engelsk og norsk": "English and Norwegian",
    "erfaringsbasert master": "experience-based master's", "høyere grad": "graduate level", "master": "master's",
}  # fmt: skip
_WORDS = {
    "høst": "autumn", "vår": "spring", "semestre": "semesters", "år deltid": "years part-time", "over": "over",
    "timer": "hours", "uker": "weeks", "dager": "days", "semester": "semester",
}  # fmt: skip
_KNOWN_WORDS = re.compile(rf"(?:(?:{'|'.join(_WORDS)}|\d+)\s?)+")
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))


_INSIDE = "in_norwegian_inside"  # the mark of words that stand in brackets already


def value(course: Course, point: Point, language: Language, today: date) -> str:
    """What is known on a point, the offerings' values parted by semicolons; empty when nothing is."""
    known = (told for told in _READ[point](course, language, today) if told)
    return "; ".join(dict.fromkeys(known))


def foreign(text: str, language: Language, mark: str = "in_norwegian") -> str:
    """A record's own words; in an English answer translated where they are set expressions, else marked."""
    if language != "en" or not text:
        return text
    if text in _ENGLISH:
        return _ENGLISH[text]
    if _KNOWN_WORDS.fullmatch(text):
        return _WORD.sub(lambda match: _WORDS[match.group()], text)
    return say(language, mark, value=text)


def price(offering: Offering, language: Language) -> str:
    """An offering's price with its note."""
    note = foreign(offering.price_note or "", language, _INSIDE)
    if offering.price_nok is None:
        return note
    amount = say(language, "free") if offering.price_nok == 0 else kroner(offering.price_nok, language)
    return f"{amount} ({note})" if note else amount


def deadline(offering: Offering, language: Language, today: date) -> str:
    """An offering's deadline, marked when it has passed."""
    note = foreign(offering.deadline_note or "", language, _INSIDE)
    if offering.deadline is None:
        return note
    shown = spell(offering.deadline, language)
    notes = [note, say(language, "passed") if has_passed(offering.deadline, today) else ""]
    said = ", ".join(part for part in notes if part)
    return f"{shown} ({said})" if said else shown


def start(offering: Offering, language: Language) -> str:
    """When an offering starts, as far as that is known."""
    if offering.start and len(offering.start) > len("2024"):
        shown = spell(offering.start, language)
        return f"{shown} ({foreign(offering.start_note, language, _INSIDE)})" if offering.start_note else shown
    if offering.start_note:
        told = foreign(offering.start_note, language)
        dated = offering.start or any(char.isdigit() for char in told)
        return told if dated else f"{told} ({say(language, 'no_year')})"
    return spell(offering.start, language) if offering.start else ""


def credits(course: Course, language: Language) -> str:
    """The number of studiepoeng as the language writes it."""
    if course.credits is None:
        return ""
    return f"{course.credits:g}" if language == "en" else number(course.credits)


_Reader = Callable[[Course, Language, date], list[str]]
_READ: Mapping[Point, _Reader] = {
    Point.DESCRIPTION: lambda c, lang, _: [foreign(c.description or "", lang)],
    Point.KIND: lambda c, lang, _: [say(lang, "kind_evu" if c.is_evu else "kind_ordinary")],
    Point.TOPICS: lambda c, lang, _: [foreign(", ".join(c.topics), lang)],
    Point.LEVEL: lambda c, lang, _: [foreign(c.level or "", lang)],
    Point.CREDITS: lambda c, lang, _: [credits(c, lang)],
    Point.PRICE: lambda c, lang, _: [price(o, lang) for o in c.offerings],
    Point.DEADLINE: lambda c, lang, today: [deadline(o, lang, today) for o in c.offerings],
    Point.START: lambda c, lang, _: [start(o, lang) for o in c.offerings],
    Point.DURATION: lambda c, lang, _: [foreign(c.duration or "", lang)],
    Point.PLACE: lambda c, _, __: [o.location or "" for o in c.offerings],
    Point.DELIVERY: lambda c, lang, _: [foreign(o.delivery or "", lang) for o in c.offerings],
    Point.LANGUAGE: lambda c, lang, _: [foreign(c.teaching_language or "", lang)],
    Point.ADMISSION: lambda c, lang, _: [foreign(c.admission or "", lang)],
    Point.LINK: lambda c, _, __: [c.provenance.url or ""],
    Point.CONTACT: lambda c, _, __: [c.contact_email or ""],
}
