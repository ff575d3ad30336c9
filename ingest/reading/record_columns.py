"""Which column of a table holds which field, and what a maintainer is told when one is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.columns import MappingFields
from ingest.reading.tables import Table

_LIKE = 70
_MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """The column of each field, and the columns that nobody asked for."""

    columns: Mapping[str, str]
    ignored: tuple[str, ...]


def choose(raw: Raw, table: Table, mapping: MappingFields, fields: Sequence[str]) -> Chosen:
    """Find the columns that a mapping names, whatever their capitals; without one, those called like a field.

    Raises SourceError that names the columns there are.
    """
    wanted = mapping.columns or {name: name for name in fields if _find(name, table.columns)}
    if strange := sorted({*mapping.columns, *mapping.defaults} - set(fields)):
        key = "columns" if set(strange) & set(mapping.columns) else "defaults"
        raise SourceError(raw.place, None, key, f"fields of its kind: {', '.join(fields)}", ", ".join(strange))
    found = {name: column for name, wish in wanted.items() if (column := _find(wish, table.columns))}
    missing = [wish for name, wish in wanted.items() if name not in found]
    if missing or not found:
        expected = f"names of its columns, which are {_named(table.columns)}"
        got = (
            ", ".join(_with_likeness(wish, table.columns) for wish in missing)
            or 'no columns = {field = "name"}, and none that is called like a field'
        )
        raise SourceError(raw.place, table.header_line, "columns", expected, got)
    return Chosen(found, tuple(name for name in table.columns if name not in set(found.values())))


def _find(wish: str, columns: Sequence[str]) -> str | None:
    if wish in columns:
        return wish
    alike = [name for name in columns if _plain(name) == _plain(wish)]
    return alike[0] if len(alike) == 1 else None


def _with_likeness(wish: str, columns: Sequence[str]) -> str:
    scored = [(max(fuzz.ratio(_plain(wish), _plain(name)), _common(wish, name)), name) for name in columns]
    score, name = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return f"{wish!r} (is {name!r} meant?)" if score >= _LIKE else repr(wish)


def _common(wish: str, name: str) -> float:
    """100 where one holds all words of the other, as "Pris" and "Pris (kr)"."""
    return fuzz.token_set_ratio(wish, name, processor=utils.default_process)


def _named(columns: Sequence[str]) -> str:
    named = ", ".join(repr(name) for name in columns[:_MOST_NAMED])
    return f"{named} and {len(columns) - _MOST_NAMED} more" if len(columns) > _MOST_NAMED else named or "none"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
