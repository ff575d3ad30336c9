# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Offices and other roles, and who holds them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.claims.words import lines

# What in the evidence bears out a role of a claim, beside the role itself.
_BORNE_OUT_BY: Mapping[str, frozenset[str]] = {
    role: frozenset(others.split())
    for role, others in {
        "chief": "ceo director leader daily deptdir",
        "director": "ceo deptdir chief",
        "daily": "leader ceo",
        "leader": "director ceo daily chief deptdir dean rector chair coordinator projectlead",
        "ceo": "chief",
        "coordinator": "leader",
    }.items()
}
_REACH = 12


@dataclass(frozen=True, slots=True)
class RoleMention:
    """A role named at some place of a text."""

    role: str
    text: str
    start: int
    end: int


@cache
def _pattern() -> tuple[re.Pattern[str], Mapping[str, str]]:
    roles = {
        form.replace("_", " "): line.split(":")[0] for line in lines("roles") for form in line.split(":")[1].split()
    }
    forms = sorted(roles, key=len, reverse=True)
    joined = "|".join(map(re.escape, forms))
    pattern = rf"(?<![\w-])(?P<role>{joined})(?:en|a|ene|er|ar|s|ens)?(?!\w)|(?<=\w-)(?P<tail>{joined})(?:en|a|ene|er|ar|s|ens)?(?!\w)|(?P<made>[a-zæøå]{{3,}}(?:direktør|sjef|leder|leiar|dekan|rektor|sekretær))(?:en|s|ens)?(?!\w)"
    return re.compile(pattern, re.IGNORECASE), roles


def roles(text: str) -> list[RoleMention]:
    """The roles that a text names, in order."""
    pattern, table = _pattern()
    text = text.replace("Adm. dir.", "adm dir   ").replace("adm. dir.", "adm dir   ")
    return [RoleMention(_role_of(m, table), m.group(), m.start(), m.end()) for m in pattern.finditer(text)]


def _role_of(match: re.Match[str], table: Mapping[str, str]) -> str:
    """The role of a form; that of a compound which no list has ("regiondirektør") is the compound."""
    if match["made"]:
        return match["made"].lower().replace("leiar", "leder")
    return table[(match["role"] or match["tail"]).lower()]


def borne_out(role: str, others: Sequence[str] | set[str]) -> bool:
    """Whether one of some roles in the evidence is the one that is claimed."""
    return role in others or bool(_BORNE_OUT_BY.get(role, frozenset()) & set(others))


def nearest(text: str, places: Sequence[tuple[int, int]], found: Sequence[RoleMention]) -> set[str]:
    """The roles that stand with a person in a text: the nearest before and after each mention, in its sentence part."""
    near: set[str] = set()
    for start, end in places:
        left = [r for r in found if r.end <= start and _same_part(text[r.end : start])]
        right = [r for r in found if r.start >= end and _same_part(text[end : r.start])]
        if left:
            near.add(left[-1].role)
        if right:
            near.add(right[0].role)
    return near


def _same_part(between: str) -> bool:
    return len(between.split()) <= _REACH and not re.search(r"[.;]\s+[A-ZÆØÅ]|;", between)
