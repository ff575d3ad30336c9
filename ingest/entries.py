"""What a table ``[[source]]`` may say, by kind: the fields a maintainer writes, checked by pydantic."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from ingest.fields import Fields, Optional, PartialDate, Required, Texts, WebAddress, WebAddresses
from ingest.reading.columns import MappingFields
from knowledge.models import Language

Kind = Literal["document", "factsheet", "courses", "contacts", "questions", "checks", "crawl", "ntnu-courses"]

_ID = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$", description="1 to 30 of a-z, 0-9 and hyphens")]
_Flag = Annotated[bool, Field(description="true or false")]
_Depth = Annotated[int, Field(ge=0, le=10, description="a whole number from 0 to 10")]
_Pages = Annotated[int, Field(ge=1, le=10_000, description="a whole number from 1 to 10 000")]
_Year = Annotated[int, Field(ge=2000, le=2100, description="a year")]


class FileFields(Fields):
    """A fact sheet or known questions: the file says everything else itself."""

    kind: Kind
    path: Required


class ProvenanceFields(Fields):
    """Who stands behind a source, and since when."""

    publisher: Required
    url: WebAddress = None
    date: PartialDate = None
    date_note: Optional = None
    also: WebAddresses = ()
    valid_from: PartialDate = None
    valid_to: PartialDate = None
    secondary: _Flag = False
    licence: Optional = None


class DocumentFields(ProvenanceFields):
    """Documents in somebody's own words, or texts of ours about them: a file, a folder of files, or a page."""

    kind: Kind
    path: Optional = None
    id: _ID
    title: Optional = None
    language: Annotated[Language | None, Field(description="one of nb, nn, en")] = None
    citation: Annotated[Literal["verbatim", "summary"], Field(description="verbatim or summary")]
    glob: Optional = None
    allow_private: _Flag = False


class CrawlFields(ProvenanceFields):
    """Pages of a web site, found by its sitemap or by following links from a start page."""

    kind: Kind
    id: _ID
    start: WebAddress = None
    sitemap: WebAddress = None
    prefixes: Annotated[WebAddresses, Field(description="addresses that pages must begin with", strict=False)] = ()
    depth: _Depth = 2
    pages: _Pages = 200
    language: Annotated[Language | None, Field(description="one of nb, nn, en")] = None
    citation: Annotated[Literal["verbatim", "summary"], Field(description="verbatim or summary")]
    allow_private: _Flag = False


class TableFields(MappingFields):
    """Courses or contacts: a table in a file or behind an address, or a page that describes courses for machines."""

    kind: Kind
    path: Optional = None
    url: WebAddress = None
    consent: _Flag = False
    allow_private: _Flag = False


class NtnuCoursesFields(Fields):
    """NTNU's course search, with official names and credits from DBH and details from the course pages."""

    kind: Kind
    year: _Year
    season: Annotated[Literal["spring", "autumn"], Field(description="spring or autumn")]
    pages: Annotated[int, Field(ge=1, le=500, description="a whole number from 1 to 500")] = 100
    details: _Flag = True
    official: _Flag = True
    topics: Texts = ()
    search_url: WebAddress = None
    dbh_url: WebAddress = None
    allow_private: _Flag = False


Entry = FileFields | DocumentFields | CrawlFields | TableFields | NtnuCoursesFields

KINDS: Mapping[str, type[Entry]] = {
    "document": DocumentFields,
    "factsheet": FileFields,
    "courses": TableFields,
    "contacts": TableFields,
    "questions": FileFields,
    "checks": FileFields,
    "crawl": CrawlFields,
    "ntnu-courses": NtnuCoursesFields,
}
