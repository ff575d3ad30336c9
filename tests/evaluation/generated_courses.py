"""Generated questions about courses: one by its name, or all that have a topic, a place, a form."""

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.models import Course, Language
from tests.evaluation.generated_entities import (
    LANGUAGES,
    course_names,
    courses,
    known_value,
    same_course,
    table,
)  # fmt: skip
from tests.evaluation.generated_question import Generated, asked

_PLACES = ("Gjøvik", "Trondheim", "Ålesund")
Templates = Mapping[str, Mapping[str, Sequence[str]]]


def about_courses(templates: Templates) -> Iterator[Generated]:
    """Each attribute of each course, under each name."""
    for attribute, wordings in templates.items():
        for course in courses():
            for language in LANGUAGES:
                for name in course_names(course, language):
                    for wording in wordings[language]:
                        yield _about(course, attribute, language, wording.format(x=name))


def _about(course: Course, attribute: str, language: Language, text: str) -> Generated:
    if attribute == "unanswerable":
        return asked("course.unanswerable", language, text, "nonsense")
    also = table("generated_templates.toml")["also"].get(attribute, ())
    told = also if course.kind == "program" or attribute == "contact" else ()
    means = (*same_course(course), *told, *table("generated_entities.toml")["same_told"].get(course.id, ()))
    if attribute in ("about", "contact"):
        value = "" if attribute == "about" or course.is_evu else None
    else:
        value = known_value(course, attribute)
    if value is None:
        return asked("course", language, text, "open", means)
    return asked(f"course.{attribute}", language, text, "answerable", means, value)


def searches(templates: Templates) -> Iterator[Generated]:
    """Lists and counts by topic, place, form, level and credits; open where no course has what is asked for."""
    topics: Mapping[str, Sequence[str]] = table("generated_entities.toml")["course_topics"]
    for language in LANGUAGES:
        for topic, names in topics.items():
            name = topic if language == "nb" else names[0 if language == "nn" else 1]
            yield from _on_topic(templates, topic, name, language)
        for place in _PLACES:
            means = tuple(c.id for c in courses() if _goes_in(c, place))
            for wording in templates["place"][language]:
                yield asked("search.place", language, wording.format(p=place), "answerable", means)
        for kind, means in _by_form().items():
            for wording in templates[kind][language]:
                yield asked(f"search.{kind}", language, wording, "answerable", means)


def _on_topic(templates: Templates, topic: str, name: str, language: Language) -> Iterator[Generated]:
    spoken = re.compile(rf"\b{re.escape(topic)}", re.IGNORECASE)
    found = [c for c in courses() if topic in c.topics or spoken.search(f"{c.title} {c.description}")]
    means, evu = tuple(c.id for c in found), tuple(c.id for c in found if c.is_evu)
    for kind, value in (("topic", ""), ("count", r"\d|\bett?\b|\bén\b|\beitt?\b|\bone\b")):
        for wording in templates[kind][language]:
            yield asked(f"search.{kind}", language, wording.format(x=name), "answerable", means, value)
    for wording in templates["topic_evu"][language] if evu else ():
        yield asked("search.topic_evu", language, wording.format(x=name), "answerable", evu)
    for place in _PLACES:
        there = tuple(c.id for c in found if _goes_in(c, place))
        for wording in templates["topic_place"][language]:
            text = wording.format(x=name, p=place)
            yield asked("search.topic_place", language, text, "answerable" if there else "open", there)


def _by_form() -> Mapping[str, tuple[str, ...]]:
    return {
        "online": tuple(c.id for c in courses() if any("nett" in (o.delivery or "") for o in c.offerings)),
        "master": tuple(c.id for c in courses() if "master" in (c.level or "")),
        "credits": tuple(c.id for c in courses() if c.credits == 7.5),
    }


def _goes_in(course: Course, place: str) -> bool:
    return any(place in (o.location or "") for o in course.offerings)
