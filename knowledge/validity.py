"""Does something still apply? Answered from the period its source states, and from today's date."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from knowledge.dates import has_passed, parse_partial
from knowledge.models import Chunk, Provenance

_PERIOD = re.compile(r"\b(?:varighet|løper|varer|gjelder fra|trer i kraft)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")


class Status(StrEnum):
    """Where a moment lies in a stated period."""

    NOT_YET = "validity_not_yet"
    RUNNING = "validity_running"
    OVER = "validity_over"


def asked_moment(question: str, today: date) -> date:
    """The moment a question is about: the middle of a year it names, else today."""
    years = _YEAR.findall(question)
    return date(int(years[-1]), 7, 1) if years else today


def status(provenance: Provenance, moment: date) -> Status:
    """Where ``moment`` lies in the period that a source states."""
    if provenance.valid_to and has_passed(provenance.valid_to, moment):
        return Status.OVER
    if provenance.valid_from and parse_partial(provenance.valid_from)[0] > moment.year:
        return Status.NOT_YET
    return Status.RUNNING


def stated_period(chunks: Sequence[Chunk]) -> Chunk | None:
    """The chunk in which a source states its own period."""
    dated = [c for c in chunks if c.provenance.valid_to]
    return next((c for c in dated if states_period(c.text)), None)


def states_period(text: str) -> bool:
    """Whether a text speaks of how long something lasts."""
    return bool(_PERIOD.search(text))
