"""A row becomes a record: its cells are read, gaps filled, and what no record may hold is told."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.columns import MappingFields
from ingest.reading.contacts import EXPECTED as CONSENTED
from ingest.reading.contacts import personal_in
from ingest.reading.record_columns import Chosen
from ingest.reading.record_fields import Reading, Values, shown
from ingest.reading.tables import Row, Table, is_empty
from knowledge.models import Contact, Course

Record = TypeVar("Record", Course, Contact)

_COMPLAINT = re.compile(r"^(?P<field>\w+): expected (?P<expected>.*), got (?P<got>.*)$", re.DOTALL)
_DEFAULT_CONFIDENCE = "middels"
_PHONE = re.compile(r"\+?[0-9 ]{5,20}")


@dataclass(frozen=True, slots=True)
class Kind(Generic[Record]):
    """What makes a record of one kind out of a row.

    An id that no column gives is made by ``name_of``, mostly of the field ``named_by``. ``spoken`` are the fields in
    which a person's own address may stand.
    """

    fields: tuple[str, ...]
    required: tuple[str, ...]
    from_row: Callable[[Mapping[str, Any]], Record]
    name_of: Callable[[Values], str | None]
    named_by: str
    spoken: tuple[str, ...]


@dataclass
class Reader(Generic[Record]):
    """Turns rows into records; ``as_it_is`` says that they are in our own form already, which is not bent."""

    raw: Raw
    mapping: MappingFields
    kind: Kind[Record]
    chosen: Chosen
    as_it_is: bool

    def __post_init__(self) -> None:
        reading = Reading(self.mapping.date_format)
        defaults = reading.record(self.mapping.defaults)
        if reading.unread:
            first = reading.unread[0]
            raise SourceError(self.raw.place, None, f"defaults.{first.field}", first.expected, first.got)
        self._of_offerings: Values = defaults.pop("offerings")[0]
        self._defaults: Values = {name: value for name, value in defaults.items() if value is not None}

    def check_required(self, table: Table) -> None:
        """Raise SourceError when no column and no default gives what every record needs."""
        given = {*self.chosen.columns, *self._defaults}
        missing = [name for name in self.kind.required if name not in given]
        if missing and not self.as_it_is:
            expected = f"a column or a default for {', '.join(missing)}"
            raise SourceError(self.raw.place, table.header_line, "defaults", expected, "neither")

    def named_by(self, row: Row) -> str:
        """The column of which a row's id is made."""
        columns = self.chosen.columns
        for name in ("id", self.kind.named_by, "title"):
            if name in columns and not is_empty(row.values.get(columns[name])):
                return columns[name]
        return "id"

    def record(self, row: Row, *, consent: bool) -> tuple[Record | None, list[SourceError]]:
        """The record of a row, or what is wrong with it."""
        values: Values = dict(row.values)
        if not self.as_it_is:
            reading = Reading(self.mapping.date_format)
            values = reading.record({name: values.get(column) for name, column in self.chosen.columns.items()})
            if reading.unread:
                return None, [self._wrong(row, e.field, e.expected, e.got) for e in reading.unread]
        try:
            self._complete(values)
            record = made_of(self.raw, row, values, self.kind.from_row, self.chosen.columns)
        except SourceError as error:
            return None, [error]
        if not consent and (wrong := self._personal(row, record)):
            return None, [wrong]
        return record, []

    def _personal(self, row: Row, record: Record) -> SourceError | None:
        organisation = str(getattr(record, "organisation", record.provenance.publisher))
        for name in self.kind.spoken:
            if found := personal_in([getattr(record, name)], organisation):
                return self._wrong(row, name, CONSENTED, repr(found))
        return None

    def _complete(self, values: Values) -> None:
        """Fill in what a row leaves open: the defaults, where it comes from, and an id."""
        for name, value in self._defaults.items():
            if values.get(name) in (None, [], ""):
                values[name] = value
        offerings = values.get("offerings") or [{}]
        if self._of_offerings and _are_objects(offerings):
            values["offerings"] = [_filled(offering, self._of_offerings) for offering in offerings]
        values["url"] = values.get("url") or self.raw.url
        values["retrieved"] = values.get("retrieved") or self.raw.retrieved
        if not self.as_it_is:
            values["confidence"] = values.get("confidence") or _DEFAULT_CONFIDENCE
            if "channel" in self.kind.fields:
                values["channel"] = values.get("channel") or _channel_of(values.get("value") or "")
            values["id"] = values.get("id") or self.kind.name_of(values)

    def _wrong(self, row: Row, field: str, expected: str, got: str) -> SourceError:
        return SourceError(self.raw.place, row.line, self.chosen.columns.get(field, field), expected, got)


def made_of(
    raw: Raw,
    row: Row,
    values: Values,
    from_row: Callable[[Mapping[str, Any]], Record],
    columns: Mapping[str, str] | None = None,
) -> Record:
    """The record of complete values. Raises SourceError with the column of the first that does not fit."""
    offerings = values.get("offerings")
    if offerings is not None and not _are_objects(offerings):
        raise SourceError(raw.place, row.line, "offerings", "a list of objects", shown(offerings))
    try:
        return from_row(values)
    except ValueError as error:
        match = _COMPLAINT.match(str(error))
        name, _, rest = str(error).partition(": ")
        name, expected, got = match.groups() if match else (name, "a valid value", rest or str(error))
        raise SourceError(raw.place, row.line, (columns or {}).get(name, name), expected, got) from error


def _filled(offering: Values, standing: Values) -> Values:
    """An offering with the values that hold for all; a note goes with its own value only."""
    known = {name.removesuffix("_note").removesuffix("_nok") for name, value in offering.items() if value is not None}
    kept = {k: v for k, v in standing.items() if k.removesuffix("_note").removesuffix("_nok") not in known}
    return offering | kept


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _channel_of(value: str) -> str | None:
    """How a contact is reached, as its address shows."""
    if "@" in value:
        return "e-post"
    if value.startswith(("http://", "https://", "www.")):
        return "nettside"
    return "telefon" if _PHONE.fullmatch(value) else None
