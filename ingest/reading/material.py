"""Everything the sources hold, read; all errors of all sources are told together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ingest.collecting import Source
from ingest.errors import SourceError, SourcesRejected
from ingest.network import Network
from ingest.reading.documents import Document
from ingest.reading.sources import Part, read_source
from knowledge.models import CitationKind, Contact, Course, KnownQuestion


@dataclass(frozen=True, slots=True)
class Material:
    """What was read, in the order of the list of sources.

    ``origins`` maps the ids of documents and records to the entry of the list (:attr:`Source.key`) that they came of,
    ``entries`` are all of those, ``left_out`` the complaints about what could not be read while the rest could,
    ``notes`` sentences for the maintainer.
    """

    documents: tuple[Document, ...] = ()
    courses: tuple[Course, ...] = ()
    contacts: tuple[Contact, ...] = ()
    questions: tuple[KnownQuestion, ...] = ()
    checks: tuple[KnownQuestion, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[str, ...] = ()
    left_out: tuple[SourceError, ...] = ()
    notes: tuple[str, ...] = ()


def read(
    sources: Sequence[Source],
    network: Network,
    *,
    strict: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Material:
    """Read all sources. Raises SourcesRejected with everything that is wrong with any of them.

    A row of a table or a page of a site that cannot be read is left out and told, unless ``strict``.
    """
    parts: list[tuple[Source, Part]] = []
    errors: list[SourceError] = []
    seen: dict[str, Source] = {}
    for done, source in enumerate(sources):
        progress(done, len(sources))
        try:
            part = read_source(source, network)
        except SourcesRejected as rejected:
            errors.extend(rejected.errors)
            continue
        except SourceError as error:
            errors.append(error)
            continue
        errors.extend(_repeated(source, part, seen))
        if strict:
            errors.extend(part.left_out)
        parts.append((source, part))
    if errors:
        raise SourcesRejected(errors)
    read_parts = [part for _, part in parts]
    return Material(
        documents=tuple(chain.from_iterable(part.documents for part in read_parts)),
        courses=tuple(chain.from_iterable(part.courses for part in read_parts)),
        contacts=tuple(chain.from_iterable(part.contacts for part in read_parts)),
        questions=tuple(chain.from_iterable(part.questions for part in read_parts)),
        checks=tuple(chain.from_iterable(part.checks for part in read_parts)),
        origins={name: source.key for source, part in parts for name in part.ids()},
        entries=tuple(dict.fromkeys(source.key for source, part in parts if part.may_shrink)),
        left_out=tuple(chain.from_iterable(part.left_out for part in read_parts)),
        notes=(*chain.from_iterable(part.notes for part in read_parts), *network.notes),
    )


def _repeated(source: Source, part: Part, seen: dict[str, Source]) -> Iterator[SourceError]:
    """Complain once for each pair of files that hold the same; citations must name one place."""
    told: set[str] = set()
    for name in _names(part):
        other = seen.setdefault(name, source)
        if other is not source and other.name not in told:
            told.add(other.name)
            expected = "nothing that another source already holds"
            yield SourceError(source.listed_in, source.line, "path", expected, f"{name}, as in {other.name}")


def _names(part: Part) -> Iterator[str]:
    """What must be there only once, as a reader of an error message would call it."""
    for document in part.documents:
        yield f"the document {document.id}"
        if document.kind is CitationKind.SUMMARY:
            yield from (f"{section.source_id} ({document.language})" for section in document.sections)
    yield from (f"the record {course.id}" for course in part.courses)
    yield from (f"the record {contact.id}" for contact in part.contacts)
