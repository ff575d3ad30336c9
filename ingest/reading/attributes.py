"""The line under a fact that says where it comes from: ``{#NEM-01 publisher="…" url="…" date="2022"}``."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError

from ingest.errors import SourceError
from ingest.fields import Fields, Optional, PartialDate, Required, WebAddress, WebAddresses, complaints
from knowledge.models import Provenance

_LINE = re.compile(r"^\{#([A-Za-z0-9][A-Za-z0-9-]*)((?:\s+[a-z_]+=\"[^\"]*\")*)\s*\}$")
_PAIR = re.compile(r"([a-z_]+)=\"([^\"]*)\"")
_FORM = 'a line of the form {#ID-01 publisher="…" url="…" date="2022"} with nothing after it'


class FactFields(Fields):
    """What an attribute line may say besides the fact's id."""

    publisher: Required
    url: WebAddress = None
    date: PartialDate = None
    note: Optional = None
    also: Annotated[WebAddresses, BeforeValidator(lambda value: tuple(value.split()))] = ()
    section: Optional = None
    valid_from: PartialDate = None
    valid_to: PartialDate = None
    secondary: Annotated[Literal["yes", "no"], Field(description="yes or no")] = "no"


@dataclass(frozen=True, slots=True)
class Attributes:
    """A fact's id; ``provenance`` is None in a translation, which inherits it."""

    fact_id: str
    provenance: Provenance | None


def is_attribute_line(text: str) -> bool:
    """Whether a line means to be one, well formed or not."""
    return text.lstrip().startswith("{#")


def read_attributes(file: Path, line: int, text: str) -> Attributes:
    """Read an attribute line. Raises SourceError naming the field."""
    match = _LINE.match(text.strip())
    if match is None:
        raise SourceError(file, line, "attributes", _FORM, repr(text.strip()))
    fact_id, rest = match.groups()
    pairs = _PAIR.findall(rest)
    keys = [key for key, _ in pairs]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise SourceError(file, line, twice, "each key once", "it twice")
    return Attributes(fact_id, _provenance(file, line, dict(pairs)) if pairs else None)


def _provenance(file: Path, line: int, pairs: dict[str, str]) -> Provenance:
    try:
        fields = FactFields.model_validate(pairs)
    except ValidationError as error:
        first = next(complaints(error, FactFields))
        raise SourceError(file, line, first.field, first.expected, first.got) from error
    # The part of a printed source is what its link would be for a page, so it goes with the publisher.
    publisher = f"{fields.publisher}, {fields.section}" if fields.section else fields.publisher
    return Provenance(
        publisher=publisher,
        url=fields.url,
        date=fields.date,
        date_note=fields.note,
        secondary=fields.secondary == "yes",
        also=fields.also,
        valid_from=fields.valid_from,
        valid_to=fields.valid_to,
    )
