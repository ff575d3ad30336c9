"""What the generated questions are asked about: the shipped records, and the names of generated_entities.toml."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from knowledge.dates import spell
from knowledge.models import Course, Language, Offering
from knowledge.records import course_from_row

LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
_ABBREVIATION = re.compile(r"\(([A-ZÆØÅ]{3,})\)$")
_NOUN = {"emne": "emnet"}
_ANY_DELIVERY = {"nett": "nett|online|web", "samling": "samling|session|gather|in person", "campus": "campus"}
_ANY_LANGUAGE = {"engelsk": "engelsk|English", "norsk": "norsk|Norwegian"}


@cache
def table(name: str) -> Mapping[str, Any]:
    """One of the TOML files beside this module."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


@cache
def courses() -> tuple[Course, ...]:
    """The shipped course records."""
    lines = (files("ingest") / "sources" / "courses.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(course_from_row(json.loads(line)) for line in lines)


def named(names: Sequence[str], language: Language) -> str:
    """The name in a language; a list that ends early shares its last name."""
    return names[min(LANGUAGES.index(language), len(names) - 1)]


def course_names(course: Course, language: Language) -> Iterator[str]:
    """How people call a course: its code, its title as a course's, a programme's letters."""
    title = course.title_en if language == "en" and course.title_en else course.title
    letters = _ABBREVIATION.search(course.title)
    if letters and course.kind == "program":
        yield letters[1]
        return
    if course.code:
        yield course.code
    title = re.sub(r" \(.*\)$", "", title)
    if title.startswith(("Videreutdanning i", "Etterutdanningskurs i", "Spesialisering i")):
        yield title[0].lower() + title[1:]
    else:
        yield f"the course {title}" if language == "en" else f"{_NOUN.get(course.kind, 'kurset')} {title}"


def same_course(course: Course) -> tuple[str, ...]:
    """The ids of all courses that share the title."""
    return tuple(c.id for c in courses() if c.title.casefold() == course.title.casefold())


def known_value(course: Course, attribute: str) -> str | None:
    """A pattern of what a record says of an attribute; empty where any wording will do, None where it says nothing."""
    offerings = course.offerings
    if attribute == "credits":
        return None if course.credits is None else rf"\b{course.credits:g}\b".replace(".", "[.,]")
    if attribute == "language":
        said = course.teaching_language or ""
        return "|".join(_ANY_LANGUAGE[word] for word in _ANY_LANGUAGE if word in said) or None
    if attribute == "evu":
        return "EVU|etter- og vid|continuing" if course.is_evu else "ordin|regular|ikke|ikkje|not "
    if attribute in ("admission", "duration"):
        said = getattr(course, attribute) or ""
        return ("" if attribute == "admission" else r"\d") if said else None
    patterns = {"place": _place, "deadline": _deadline, "price": _price, "delivery": _delivery}
    found = [pattern for offering in offerings if (pattern := patterns[attribute](offering))]
    return "|".join(dict.fromkeys(found)) or None


def _place(offering: Offering) -> str:
    return "|".join((offering.location or "").split(", "))


def _deadline(offering: Offering) -> str:
    if offering.deadline:
        return "|".join(re.escape(spell(offering.deadline, language)) for language in ("nb", "en"))
    day = re.match(r"\d+\. \w+", offering.deadline_note or "")
    return re.escape(day.group()) if day else ""


def _price(offering: Offering) -> str:
    if offering.price_nok:
        return r"[\s.,]?".join((str(offering.price_nok)[:-3], str(offering.price_nok)[-3:]))
    return "gratis|free" if offering.price_nok == 0 or "gratis" in (offering.price_note or "") else ""


def _delivery(offering: Offering) -> str:
    return "|".join(_ANY_DELIVERY[word] for word in _ANY_DELIVERY if word in (offering.delivery or ""))
