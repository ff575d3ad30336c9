"""The cells of a row become the fields of a record; each cell that cannot be read is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.reading.amounts import credits, price, whole
from ingest.reading.columns import OFFERING_FIELDS
from ingest.reading.moments import day, when
from ingest.reading.tables import is_empty
from ingest.reading.values import NoValue, Unreadable, choice, flag, text, texts
from knowledge.records import CHANNELS, CONFIDENCES, COURSE_KINDS

Values = dict[str, Any]

_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Unread:
    """A field whose value cannot be read."""

    field: str
    expected: str
    got: str


@dataclass
class Reading:
    """Reads the values of one row; ``unread`` collects what it stumbles over."""

    date_format: str | None = None
    unread: list[Unread] = field(default_factory=list)

    def record(self, values: Mapping[str, Any]) -> Values:
        """The record of some values by field; the flat fields of an offering become the only one of ``offerings``."""
        found = self._fields({name: value for name, value in values.items() if name != "offerings"})
        own = {name: found.pop(name) for name in OFFERING_FIELDS if name in found}
        found["offerings"] = [own | self._fields(item) for item in values.get("offerings") or [{}]]
        return found

    def _fields(self, values: Mapping[str, Any]) -> Values:
        found: Values = {}
        for name, value in values.items():
            _add(found, self._field(name, value))
        return found

    def _field(self, name: str, value: Any) -> Values:
        """A value as the fields it gives: a price may have a note, a start too."""
        if is_empty(value):
            return {}
        try:
            return self._read(name, value)
        except Unreadable as error:
            self.unread.append(Unread(name, error.expected, shown(value)))
            return {}

    def _read(self, name: str, value: Any) -> Values:
        if name in ("start", "deadline"):
            moment = when(value, self.date_format)
            # A year is no day to apply by: the term says it all.
            date = None if name == "deadline" and moment.note else moment.date
            return {name: date, f"{name}_note": moment.note}
        if name == "price_nok":
            cost = price(value)
            return {"price_nok": cost.nok, "price_note": cost.note}
        if name in ("date", "valid_from", "valid_to", "retrieved"):
            return {name: day(value, self.date_format)}
        if name in ("teaching_language", "delivery"):
            return {name: _small(text(value))}
        return {name: _READ[name](value) if name in _READ else text(value)}


def shown(value: Any) -> str:
    """A value for an error message, not too long."""
    if isinstance(value, NoValue):
        return value.shown
    told = repr(value) if isinstance(value, str | int | float | bool | list) else f"{value}"
    return told if len(told) <= _LONGEST_SHOWN else f"{told[:_LONGEST_SHOWN]}…"


def _add(found: Values, more: Values) -> None:
    """Add fields; two notes on the same thing are both told."""
    for name, value in more.items():
        before = found.get(name)
        if name.endswith("_note") and before and value and before != value:
            found[name] = f"{before}; {value}"
        elif value is not None or name not in found:
            found[name] = value


def _small(told: str | None) -> str | None:
    """Common words begin small in records: "Engelsk", "Nettbasert"; an acronym stays."""
    return told[0].lower() + told[1:] if told and told[1:2].islower() else told


def _list(value: Any) -> list[str]:
    return list(texts(value))


_READ: Mapping[str, Callable[[Any], Any]] = {
    "kind": lambda value: choice(value, COURSE_KINDS),
    "confidence": lambda value: choice(value, CONFIDENCES),
    "channel": lambda value: choice(value, CHANNELS),
    "is_evu": flag,
    "secondary": flag,
    "topics": _list,
    "also": _list,
    "credits": credits,
    "last_graded_year": whole,
}
