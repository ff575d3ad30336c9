"""Which sources there are: ``sources.toml``, read and checked before anything else happens."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ingest.entries import KINDS, CrawlFields, DocumentFields, Entry, Kind, TableFields
from ingest.errors import SourceError, SourcesRejected
from ingest.fields import Complaint, Fields, complaints
from ingest.folders import Outside, documents_in, names_of
from ingest.text_files import read_lines
from ingest.toml_lines import TomlLines, place_of
from knowledge.models import CitationKind, Language, Provenance

SHIPPED = Path(__file__).parent / "sources" / "sources.toml"


@dataclass(frozen=True, slots=True)
class About:
    """What the list says about a document; None where the document must say it itself."""

    id: str
    title: str | None
    language: Language | None
    citation: CitationKind
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to ingest: a file, or with ``file`` None what stands behind an address in ``entry``.

    ``about`` is there for documents. ``listed_in`` and ``line`` say where it is listed; a folder gives one for each
    of its files.
    """

    kind: Kind
    file: Path | None
    listed_in: Path
    line: int | None
    about: About | None = None
    entry: Entry | None = None

    @property
    def key(self) -> str:
        """What names its entry of the list, also next year: the id, else the path or address."""
        entry = self.entry
        return str(getattr(entry, "id", None) or getattr(entry, "path", None) or self.name)

    @property
    def name(self) -> str:
        """As a maintainer would call it."""
        address = getattr(self.entry, "url", None) or getattr(self.entry, "start", None)
        return self.file.name if self.file else str(address or getattr(self.entry, "sitemap", None) or self.kind)


class ListFields(Fields):
    """The top of a list of sources."""

    extends: Annotated[Literal["shipped"] | None, Field(description='"shipped", or no such key')] = None
    without: Annotated[tuple[str, ...], Field(description="paths of the shipped list", strict=False)] = ()
    source: Annotated[list[dict[str, Any]], Field(description="tables [[source]]", default_factory=list)]


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
            found.extend(_entry(file, lines, index, table))
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
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, a thousand brackets in each other
        raise SourceError(file, None, "syntax", "numbers and lists as people write them", "endless ones") from error


def _shipped(file: Path, lines: TomlLines, top: ListFields) -> tuple[Sequence[Source], list[SourceError]]:
    """The part of the shipped list that a maintainer's list keeps."""
    shipped = collect(SHIPPED) if top.extends and file.resolve() != SHIPPED else ()
    names = {source.name for source in shipped}
    errors = [
        SourceError(file, lines.top_key("without"), "without", "a path of the shipped list", repr(path))
        for path in top.without
        if path not in names
    ]
    return [source for source in shipped if source.name not in top.without], errors


def _entry(file: Path, lines: TomlLines, index: int, table: Mapping[str, Any]) -> Iterator[Source]:
    """One ``[[source]]``. Raises SourcesRejected with what is wrong with it."""

    def rejected(*found: Complaint) -> SourcesRejected:
        return SourcesRejected(
            [SourceError(file, lines.key(index, c.field), c.field, c.expected, c.got) for c in found]
        )

    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise rejected(Complaint("kind", f"one of {', '.join(KINDS)}", repr(kind) if kind else "nothing"))
    try:
        entry = KINDS[kind].model_validate(table)
    except ValidationError as error:
        raise rejected(*complaints(error, KINDS[kind])) from error
    if wrong := next(_missing(entry), None):
        raise rejected(wrong)
    line = lines.table(index)
    path = getattr(entry, "path", None)
    if path is None:
        yield Source(entry.kind, None, file, line, _about(entry), entry)
        return
    place = file.parent / path
    if isinstance(entry, DocumentFields) and _is(place.is_dir):
        try:
            inside = documents_in(place, entry.glob)
        except Outside as outside:
            raise rejected(Complaint("path", "no link that leads out of the folder", repr(outside.args[0]))) from None
        except (ValueError, NotImplementedError) as error:
            raise rejected(Complaint("glob", 'a pattern such as "**/*.pdf"', f"{entry.glob!r} ({error})")) from error
        if not inside:
            raise rejected(Complaint("path", "a folder with documents in it", f"none in {path!r}"))
        for found, name in zip(inside, names_of(entry.id, place, inside), strict=True):
            yield Source(entry.kind, found, file, line, _about(entry, name), entry)
    elif _is(place.is_file):
        yield Source(entry.kind, place, file, line, _about(entry), entry)
    else:
        expected = "a file or a folder" if isinstance(entry, DocumentFields) else "a file"
        raise rejected(Complaint("path", f"{expected}, named from the folder of this list", repr(path)))


def _is(there: Callable[[], bool]) -> bool:
    """Whether a file is there; one whose name no system takes is not."""
    try:
        return there()
    except OSError:
        return False


def _missing(entry: Entry) -> Iterator[Complaint]:
    """What one key needs of another."""
    if isinstance(entry, DocumentFields | TableFields) and not entry.path and not entry.url:
        yield Complaint("path", "a path, or a url to read it from", "neither")
    if isinstance(entry, TableFields) and entry.path and entry.url:
        yield Complaint("url", "a path or a url", "both")
    if isinstance(entry, DocumentFields) and entry.glob and not entry.path:
        yield Complaint("glob", "a path of a folder beside it", "none")
    if isinstance(entry, CrawlFields) and bool(entry.start) == bool(entry.sitemap):
        yield Complaint("start", "either start or sitemap", "both" if entry.start else "neither")


def _about(entry: Entry, name: str | None = None) -> About | None:
    """What the list says of a document; ``name`` is its own where the entry stands for several."""
    if not isinstance(entry, DocumentFields | CrawlFields):
        return None
    provenance = Provenance(
        publisher=entry.publisher,
        url=getattr(entry, "url", None),
        date=entry.date,
        date_note=entry.date_note,
        secondary=entry.secondary,
        also=entry.also,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        licence=entry.licence,
    )
    title = getattr(entry, "title", None)
    return About(name or entry.id, title, entry.language, CitationKind(entry.citation), provenance)
