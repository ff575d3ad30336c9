"""Two hundred dialogues of two to four turns, the same at every run, labelled with what each turn is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from random import Random
from typing import Any

from knowledge.models import Course, Language
from tests.evaluation.dialogues import Dialogue, Step
from tests.evaluation.generated import SEED
from tests.evaluation.generated_entities import course_names, courses, known_value, named, table
from tests.evaluation.generated_slips import SLIPS

_ATTRIBUTES = ("credits", "place", "deadline", "price", "delivery", "language", "admission")
_PROPERTIES = ("leader", "since", "owner", "partners", "place", "funding", "audience", "offers")
_ANSWERED, _MAYBE = ("answered",), ("answered", "refused")
# Three in five are in bokmål, and one in five is typed in a hurry.
_TURNS: tuple[Language, ...] = ("nb", "nb", "nn", "nb", "en")
_SLOPPY = 5


@cache
def dialogues() -> tuple[Dialogue, ...]:
    """All dialogues, kind after kind."""
    kinds = {
        "attributes": _attributes,
        "another_course": _another_course,
        "subject": _subject,
        "another_subject": _another_subject,
        "return": _return,
        "change": _change,
        "place": _place,
    }
    made: list[Dialogue] = []
    for kind, count in table("generated_templates.toml")["dialogues"].items():
        chance = Random(f"{SEED} {kind}")
        distinct: dict[tuple[str, ...], Dialogue] = {}
        for n in range(20 * count):
            steps = kinds[kind](chance, language := _TURNS[n % len(_TURNS)])
            hurried = steps if n % _SLOPPY else _in_a_hurry(steps, chance)
            distinct.setdefault(tuple(s.text for s in hurried), Dialogue("", kind, language, hurried))
        made += islice(distinct.values(), count)
    return tuple(replace(one, id=f"GD{n:03}") for n, one in enumerate(made, start=1))


def _attributes(chance: Random, language: Language) -> tuple[Step, ...]:
    """A course, then two or three of its attributes."""
    course = chance.choice(courses())
    wanted = chance.sample(_ATTRIBUTES, chance.choice((1, 2, 3)))
    return (_opening(chance, course, language), *(_attribute(chance, course, a, language) for a in wanted))


def _another_course(chance: Random, language: Language) -> tuple[Step, ...]:
    """A course, an attribute, the same of another, and one more of that."""
    first, second = chance.sample([course for course in courses() if course.code], 2)
    asked, also = chance.sample(_ATTRIBUTES, 2)
    other = _say(chance, "other", language, x=second.code)
    return (
        _opening(chance, first, language),
        _attribute(chance, first, asked, language),
        Step(other, (second.id,), _MAYBE, _names(second)),
        _attribute(chance, second, also, language),
    )


def _subject(chance: Random, language: Language) -> tuple[Step, ...]:
    """A body or a scheme, then what the sources tell of it."""
    thing = chance.choice(_told_things())
    has = [one for one in _PROPERTIES if one in thing]
    wanted = chance.sample(has, min(len(has), chance.choice((1, 2, 3))))
    return (_what(chance, thing, language), *(_property(chance, thing, one, language) for one in wanted))


def _another_subject(chance: Random, language: Language) -> tuple[Step, ...]:
    """The same of another: "og NorwAI?"."""
    wanted = chance.choice(("leader", "since", "what"))
    first, second = chance.sample([t for t in _told_things() if wanted in t], 2)
    told = second[wanted]
    other = _say(chance, "other", language, x=named(second["name"], language))
    steps = (
        _what(chance, first, language),
        *(() if wanted == "what" else (_property(chance, first, wanted, language),)),
    )
    return (*steps, Step(other, tuple(told["ids"]), _ANSWERED, told.get("value", "")))


def _return(chance: Random, language: Language) -> tuple[Step, ...]:
    """A body, a course between, and back by name."""
    thing, course = chance.choice(_told_things()), chance.choice(courses())
    wanted = chance.choice([one for one in _PROPERTIES if one in thing])
    asked = _property(chance, thing, wanted, language)
    again = asked.text[0].lower() + asked.text[1:]
    back = _say(chance, "back", language, x=named(thing["name"], language), q=again)
    return (_what(chance, thing, language), _opening(chance, course, language), replace(asked, text=back))


def _change(chance: Random, language: Language) -> tuple[Step, ...]:
    """A course, a full question about a body, and how to reach that."""
    contacts = table("generated_entities.toml")["contact"]
    things = {thing["name"][0]: thing for thing in table("generated_entities.toml")["thing"]}
    contact = chance.choice([one for one in contacts if "reach" in one["ways"] and one["name"][0] in things])
    course = chance.choice(courses())
    return (
        _opening(chance, course, language),
        _attribute(chance, course, chance.choice(_ATTRIBUTES), language),
        _what(chance, things[contact["name"][0]], language),
        Step(_say(chance, "reach", language), tuple(contact["ids"]), _ANSWERED),
    )


def _place(chance: Random, language: Language) -> tuple[Step, ...]:
    """A search, narrowed to a place."""
    topics: Mapping[str, Sequence[str]] = table("generated_entities.toml")["course_topics"]
    place = chance.choice(("Gjøvik", "Trondheim"))
    there = [c for c in courses() if any(place in (o.location or "") for o in c.offerings)]
    topic = chance.choice(sorted({t for course in there for t in course.topics} & topics.keys()))
    name = topic if language == "nb" else topics[topic][0 if language == "nn" else 1]
    wording = chance.choice(table("generated_templates.toml")["search"]["topic"][language])
    found = tuple(course.id for course in courses() if topic in course.topics)
    both = tuple(course.id for course in there if topic in course.topics)
    narrowed = Step(_say(chance, "in_place", language, p=place), both, _ANSWERED)
    return (Step(wording.format(x=name), found, _ANSWERED), narrowed)


def _opening(chance: Random, course: Course, language: Language) -> Step:
    wording = chance.choice(table("generated_templates.toml")["course"]["about"][language])
    name = next(course_names(course, language))
    return Step(wording.format(x=name), (course.id,), _ANSWERED, _names(course))


def _attribute(chance: Random, course: Course, attribute: str, language: Language) -> Step:
    value = known_value(course, attribute)
    also = table("generated_templates.toml")["also"].get(attribute, ()) if course.kind == "program" else ()
    text = _say(chance, attribute, language)
    return Step(text, (course.id, *also), _MAYBE if value is None else _ANSWERED, value or _names(course))


def _what(chance: Random, thing: Mapping[str, Any], language: Language) -> Step:
    wording = chance.choice(table("generated_templates.toml")["thing"]["what"][language])
    return Step(wording.format(x=named(thing["name"], language)), tuple(thing["what"]["ids"]), _ANSWERED)


def _property(chance: Random, thing: Mapping[str, Any], wanted: str, language: Language) -> Step:
    told = thing[wanted]
    text = _say(chance, "where" if wanted == "place" else wanted, language)
    return Step(text, tuple(told["ids"]), _ANSWERED, told.get("value", ""))


def _told_things() -> list[Mapping[str, Any]]:
    return [thing for thing in table("generated_entities.toml")["thing"] if any(one in thing for one in _PROPERTIES)]


def _say(chance: Random, key: str, language: Language, **names: str | None) -> str:
    wordings: Sequence[str] = table("generated_templates.toml")["follow"][key][language]
    return chance.choice(wordings).format(**names)


def _names(course: Course) -> str:
    """A pattern that tells which course is meant."""
    known = [
        course.code,
        course.title.split(" (")[0],
        course.title_en,
        *re.findall(r"\(([A-ZÆØÅ]{3,})\)", course.title),
    ]
    return "|".join(re.escape(name) for name in known if name)


def _in_a_hurry(steps: Sequence[Step], chance: Random) -> tuple[Step, ...]:
    slip = chance.choice(SLIPS)
    return tuple(replace(step, text=slip(step.text, chance)) for step in steps)
