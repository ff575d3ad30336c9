"""How the columns of a table become the fields of a record."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from ingest.fields import Fields, Optional
from ingest.reading.moments import is_date_format

_PROVENANCE = (
    "publisher", "url", "date", "date_note", "secondary", "also", "valid_from", "valid_to", "retrieved", "licence",
)  # fmt: skip

OFFERING_FIELDS = (
    "start", "start_note", "deadline", "deadline_note", "price_nok", "price_note", "delivery", "location",
)  # fmt: skip
COURSE_FIELDS = (
    "id", "code", "title", "title_en", "kind", "is_evu", "topics", "confidence", "credits", "level",
    "teaching_language", "duration", "admission", "description", "notes", "contact_email", "last_graded_year",
    *OFFERING_FIELDS, *_PROVENANCE,
)  # fmt: skip
CONTACT_FIELDS = (
    "id", "function", "organisation", "channel", "value", "topics", "confidence", "note", *_PROVENANCE,
)  # fmt: skip
_KNOWN = frozenset({*COURSE_FIELDS, *CONTACT_FIELDS})
_NAMES = ", ".join(dict.fromkeys((*COURSE_FIELDS, *CONTACT_FIELDS)))


def _known(table: dict[str, Any]) -> dict[str, Any]:
    strange = sorted(table.keys() - _KNOWN)
    if strange:
        raise ValueError(f"no fields {', '.join(strange)}")
    return table


def _pattern(pattern: str) -> str:
    if not is_date_format(pattern):
        raise ValueError("no such pattern")
    return pattern


_Column = Annotated[str, Field(min_length=1)]
_Columns = Annotated[
    dict[str, _Column],
    AfterValidator(_known),
    Field(description=f'{{field = "name of a column"}} with the fields {_NAMES}'),
]
_Defaults = Annotated[
    dict[str, Any], AfterValidator(_known), Field(description=f"{{field = value}} with the fields {_NAMES}")
]
_Row = Annotated[int | None, Field(ge=1, le=1000, description="the number of a row, from 1 to 1 000")]
_Delimiter = Annotated[str | None, Field(pattern=r"^[,;\t|]$", description='one of "," ";" "\\t" "|", or no such key')]
_Pattern = Annotated[
    str | None,
    AfterValidator(lambda pattern: pattern if pattern is None else _pattern(pattern)),
    Field(description='a pattern of %d, %m and %Y or %y, as "%m/%d/%Y"'),
]


class MappingFields(Fields):
    """The part of ``[[source]]`` that says which column holds what.

    ``columns`` names the column of a field, ``defaults`` gives the value of fields that a row leaves open. Without
    ``columns``, those are taken that are called like a field. ``header_row`` is the row with the names of the columns
    (default: the first that is not empty), ``list_key`` says where in a JSON object the list stands ("data.courses"),
    ``date_format`` reads figures in another order than Norwegians write them.
    """

    columns: _Columns = Field(default_factory=dict)
    defaults: _Defaults = Field(default_factory=dict)
    sheet: Optional = None
    header_row: _Row = None
    delimiter: _Delimiter = None
    list_key: Optional = None
    date_format: _Pattern = None
