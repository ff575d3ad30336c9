"""The fields that maintainers write by hand, checked by pydantic and complained about in one sentence.

A field's ``description`` is what a complaint says was expected, so it completes "expected …".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from knowledge.dates import parse_partial


class Fields(BaseModel):
    """Fields of a file: no unknown keys, no silent conversions, no changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with one field."""

    field: str
    expected: str
    got: str


def complaints(error: ValidationError, fields: type[Fields]) -> Iterator[Complaint]:
    """Tell what pydantic found, a complaint for each field."""
    known = {info.alias or name: info for name, info in fields.model_fields.items()}
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0])
        if detail["type"] == "extra_forbidden":
            yield Complaint(name, f"one of the keys {', '.join(known)}", "an unknown key")
        else:
            expected = known[name].description or detail["msg"]
            yield Complaint(name, expected, "nothing" if detail["type"] == "missing" else repr(detail["input"]))


def _date_as_text(value: Any) -> Any:
    """TOML knows dates and whole numbers; here both are text, because a year alone is a date too."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else value


def _real_date(text: str) -> str:
    parse_partial(text)
    return text


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Required = Annotated[Text, Field(description="a text that is not empty")]
Optional = Annotated[Text | None, Field(description="a text that is not empty, or no such key")]
PartialDate = Annotated[
    Annotated[str, BeforeValidator(_date_as_text), AfterValidator(_real_date)] | None,
    Field(description="a date of the form YYYY, YYYY-MM or YYYY-MM-DD that exists"),
]
_Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$")]
WebAddress = Annotated[
    _Address | None, Field(description="an address that starts with http:// or https:// and holds no space")
]
WebAddresses = Annotated[
    tuple[_Address, ...], Field(description="addresses that start with http:// or https://", strict=False)
]
Texts = Annotated[tuple[str, ...], Field(description="a list of texts", strict=False)]
