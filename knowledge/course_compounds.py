"""Subjects that stand in one word with "kurs": "lederkurs", "sikkerhetskurs", "KI-utdanning"."""

import re

_COMPOUND = re.compile(
    r"\b(?P<first>[a-zæøå]{4,}?)-?(?P<noun>kurs(?:et|ene|a)?|emne(?:r|ne|t)?|studie(?:r|t|ne)?|utdanning(?:en|a|er|ene)?|opplæring(?:en|a)?)\b",
    re.IGNORECASE,
)
# First parts that say what kind of course it is, not what it is about.
_KINDS = frozenset(
    """master bachelor nett nettbasert etter vidare videre vider enkelt fag grunn basis intro innførings kort lang dags
    helge kvelds intensiv deltids heltids gratis voksen yrkes lærer bedrifts evu mester høyere høgere universitets
    påbyggings doktorgrads spesial tilleggs obligatorisk fellesstudie valg hoved""".split()
)
_LEADER = re.compile(r"led(?:er|ar)$|leiar$")


def parted(text: str) -> str:
    """A text with compounds of a subject and "kurs" in two words, the subject as the catalogue may call it."""
    return _COMPOUND.sub(_in_two, text)


def _in_two(match: re.Match[str]) -> str:
    first = match["first"].casefold()
    if first in _KINDS or first.removesuffix("s") in _KINDS:
        return match.group()
    return f"{_LEADER.sub('ledelse', first.removesuffix('s'))} {match['noun']}"
