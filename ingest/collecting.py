"""Which sources there are: ``sources.toml``, read and checked before anything else happens."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ingest.errors import SourceError, SourcesRejected
from ingest.fields import Complaint, Fields, Optional, PartialDate, Required, WebAddress, WebAddresses, complaints
from ingest.text_files import read_lines
from ingest.toml_lines import TomlLines, place_of
from knowledge.models import CitationKind, Language, Provenance

SHIPPED = Path(__file__).parent / "sources" / "sources.toml"

Kind = Literal["document", "factsheet", "courses", "contacts", "questions"]


@dataclass(frozen=True, slots=True)
class About:
    """What the list says about a document, because the document does not say it itself."""

    id: str
    title: str
    language: Language
    citation: CitationKind
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Source:
    """One file to ingest; ``about`` is there for documents. ``listed_in`` and ``line`` say where it is listed."""

    kind: Kind
    file: Path
    listed_in: Path
    line: int | None
    about: About | None = None


class ListFields(Fields):
    """The top of a list of sources."""

    extends: Annotated[Literal["shipped"] | None, Field(description='"shipped", or no such key')] = None
    without: Annotated[tuple[str, ...], Field(description="paths of the shipped list", strict=False)] = ()
    source: Annotated[list[dict[str, Any]], Field(description="tables [[source]]", default_factory=list)]


class FileFields(Fields):
    """A fact sheet or a file of records: it says everything else itself."""

    kind: Kind
    path: Required


class DocumentFields(FileFields):
    """A document in somebody's own words, or a text of ours about it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$", description="1 to 30 of a-z, 0-9 and hyphens")]
    title: Required
    language: Annotated[Language, Field(description="one of nb, nn, en")]
    citation: Annotated[Literal["verbatim", "summary"], Field(description="verbatim or summary")]
    publisher: Required
    url: WebAddress = None
    date: PartialDate = None
    date_note: Optional = None
    also: WebAddresses = ()
    valid_from: PartialDate = None
    valid_to: PartialDate = None
    secondary: Annotated[bool, Field(description="true or false")] = False


KINDS: Mapping[str, type[FileFields]] = {
    "document": DocumentFields,
    "factsheet": FileFields,
    "courses": FileFields,
    "contacts": FileFields,
    "questions": FileFields,
}


def collect(sources: Path | None = None) -> tuple[Source, ...]:
    """Read a list of sources (default: the shipped one) in the order of the files.

    Raises SourcesRejected with everything that is wrong with the list.
    """
    file = sources or SHIPPED
    try:
        lines = TomlLines(tuple(read_lines(file)))
        top = _top(file, lines)
    except SourceError as error:
        raise SourcesRejected([error]) from error
    shipped, errors = _shipped(file, lines, top)
    found: list[Source] = []
    for index, table in enumerate(top.source):
        try:
            found.append(_entry(file, lines, index, table))
        except SourcesRejected as rejected:
            errors.extend(rejected.errors)
    if not errors and not shipped and not found:
        errors = [SourceError(file, None, "source", "at least one table [[source]]", "none")]
    if errors:
        raise SourcesRejected(errors)
    return (*shipped, *found)


def _top(file: Path, lines: TomlLines) -> ListFields:
    try:
        return ListFields.model_validate(tomllib.loads("\n".join(lines.lines)))
    except tomllib.TOMLDecodeError as error:
        line, message = place_of(str(error), lines)
        raise SourceError(file, line, "syntax", "valid TOML", message) from error
    except ValidationError as error:
        first = next(complaints(error, ListFields))
        raise SourceError(file, lines.top_key(first.field), first.field, first.expected, first.got) from error


def _shipped(file: Path, lines: TomlLines, top: ListFields) -> tuple[Sequence[Source], list[SourceError]]:
    """The part of the shipped list that a maintainer's list keeps."""
    shipped = collect(SHIPPED) if top.extends and file.resolve() != SHIPPED else ()
    names = {source.file.name for source in shipped}
    errors = [
        SourceError(file, lines.top_key("without"), "without", "a path of the shipped list", repr(path))
        for path in top.without
        if path not in names
    ]
    return [source for source in shipped if source.file.name not in top.without], errors


def _entry(file: Path, lines: TomlLines, index: int, table: Mapping[str, Any]) -> Source:
    """One ``[[source]]``. Raises SourcesRejected with what is wrong with it."""

    def rejected(*found: Complaint) -> SourcesRejected:
        return SourcesRejected(
            [SourceError(file, lines.key(index, c.field), c.field, c.expected, c.got) for c in found]
        )

    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise rejected(Complaint("kind", f"one of {', '.join(KINDS)}", repr(kind) if kind else "nothing"))
    try:
        fields = KINDS[kind].model_validate(table)
    except ValidationError as error:
        raise rejected(*complaints(error, KINDS[kind])) from error
    path = file.parent / fields.path
    if not path.is_file():
        raise rejected(Complaint("path", "a file, named from the folder of this list", repr(fields.path)))
    about = _about(fields) if isinstance(fields, DocumentFields) else None
    return Source(fields.kind, path, file, lines.table(index), about)


def _about(fields: DocumentFields) -> About:
    provenance = Provenance(
        publisher=fields.publisher,
        url=fields.url,
        date=fields.date,
        date_note=fields.date_note,
        secondary=fields.secondary,
        also=fields.also,
        valid_from=fields.valid_from,
        valid_to=fields.valid_to,
    )
    return About(fields.id, fields.title, fields.language, CitationKind(fields.citation), provenance)
