"""Two thousand questions from templates and names, the same at every run, labelled with what must become of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from random import Random
from typing import Any

from tests.evaluation.generated_courses import about_courses, searches
from tests.evaluation.generated_entities import LANGUAGES, named, table
from tests.evaluation.generated_question import Expects, Generated, asked
from tests.evaluation.generated_slips import SLIPS

SEED = 20261121
# One in so many is typed in a hurry.
_SLOPPY = 4
# Ways to reach a body that may be given or be refused.
_MAYBE = frozenset({"email", "phone"})
# What the sources say that they do not say, and what they do not even mention.
_UNSAID: Mapping[str, Expects] = {"price": "open", "unanswerable": "nonsense"}


@cache
def questions() -> tuple[Generated, ...]:
    """All questions, mixed, each text once."""
    quota: Mapping[str, Mapping[str, int]] = table("generated_templates.toml")["quota"]
    pools: dict[tuple[str, str], list[Generated]] = {}
    for question in _candidates():
        pools.setdefault((question.expects, _pool(question, quota[question.expects])), []).append(question)
    chosen: dict[str, Generated] = {}
    for (expects, group), pool in sorted(pools.items()):
        chance = Random(f"{SEED} {expects} {group}")
        distinct = list({question.text: question for question in pool}.values())
        for n, question in enumerate(chance.sample(distinct, min(quota[expects][group], len(distinct)))):
            typed = _in_a_hurry(question, n // _SLOPPY, chance) if n % _SLOPPY == 0 else question
            chosen.setdefault(typed.text, typed)
    mixed = list(chosen.values())
    Random(SEED).shuffle(mixed)
    return tuple(replace(question, id=f"G{n:04}") for n, question in enumerate(mixed, start=1))


def _pool(question: Generated, quota: Mapping[str, int]) -> str:
    return question.group if question.group in quota else question.group.split(".")[0]


def _in_a_hurry(question: Generated, turn: int, chance: Random) -> Generated:
    slip = SLIPS[turn % len(SLIPS)]
    return replace(question, text=slip(question.text, chance), sloppy=slip.__name__)


def _candidates() -> Iterator[Generated]:
    templates = table("generated_templates.toml")
    yield from about_courses(templates["course"])
    yield from searches(templates["search"])
    yield from _contacts(templates["contact"])
    yield from _things(templates["thing"])
    yield from _told(templates)
    yield from _made_up(templates)


def _contacts(templates: Mapping[str, Any]) -> Iterator[Generated]:
    for contact in table("generated_entities.toml")["contact"]:
        for way in templates:
            if way not in contact["ways"] and way not in _MAYBE:
                continue
            expects: Expects = "answerable" if way in contact["ways"] else "open"
            yield from _asked(f"contact.{way}", templates[way], contact["name"], expects, contact["ids"])


def _things(templates: Mapping[str, Any]) -> Iterator[Generated]:
    for thing in table("generated_entities.toml")["thing"]:
        for attribute in (attribute for attribute in templates if attribute in thing):
            expects, told = _UNSAID.get(attribute, "answerable"), thing[attribute]
            group = f"thing.{attribute}"
            yield from _asked(group, templates[attribute], thing["name"], expects, told["ids"], told.get("value", ""))


def _told(templates: Mapping[str, Any]) -> Iterator[Generated]:
    entities = table("generated_entities.toml")
    for kind, part in (("told", "topics"), ("agreement", "agreement")):
        for ids, names in entities[part].items():
            yield from _asked(f"topic.{kind}", templates["topic"][kind], names, "answerable", ids.split())
    for person, ids in entities["people"].items():
        yield from _asked("person.who", templates["person"]["who"], [person], "answerable", ids, person.split()[-1])
    for role in entities["role"]:
        wordings, value = templates["role"]["holder"], role.get("value", "")
        yield from _asked("role.holder", wordings, role["name"], "answerable", role["ids"], value)


def _asked(
    group: str, wordings: Mapping[str, Sequence[str]], names: Sequence[str], expects: Expects,
    means: Iterable[str] = (), value: str = "",
) -> Iterator[Generated]:  # fmt: skip
    for language in LANGUAGES:
        for wording in wordings[language]:
            yield asked(group, language, wording.format(x=named(names, language)), expects, means, value)


def _made_up(templates: Mapping[str, Any]) -> Iterator[Generated]:
    """Each kind of question about what no source knows."""
    made_up = table("generated_entities.toml")["made_up"]
    on_topic = {kind: templates["search"][kind] for kind in ("topic", "count", "topic_evu")}
    kinds: tuple[tuple[str, Sequence[str], Mapping[str, Any]], ...] = (
        ("made_up.course", made_up["courses"], templates["course"]),
        ("made_up.code", made_up["codes"], templates["course"]),
        ("made_up.search", made_up["topics"], on_topic),
        ("made_up.contact", made_up["organisations"], templates["contact"]),
        ("made_up.thing", made_up["organisations"], templates["thing"]),
        ("made_up.topic", [*made_up["topics"], *made_up["organisations"]], templates["topic"]),
        ("made_up.person", made_up["people"], templates["person"]),
    )
    for group, names, wordings in kinds:
        for name, wording in product(names, wordings.values()):
            names_of = [f"kurset {name}"] * 2 + [f"the course {name}"] if group == "made_up.course" else [name]
            yield from _asked(group, wording, names_of, "nonsense")
    for sentence in made_up["sentences"]:
        yield asked("sentence", "nb", sentence, "nonsense")
