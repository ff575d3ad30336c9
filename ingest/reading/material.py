"""Everything the sources hold, read; all errors of all files are told together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.collecting import Source
from ingest.errors import SourceError, SourcesRejected
from ingest.reading.documents import Document
from ingest.reading.factsheets import read_factsheet
from ingest.reading.markdown import read_document
from ingest.reading.questions import read_questions
from ingest.reading.records import read_records
from knowledge.models import CitationKind, Contact, Course, KnownQuestion
from knowledge.records import contact_from_row, course_from_row


@dataclass(frozen=True, slots=True)
class Material:
    """What was read, in the order of the list of sources."""

    documents: tuple[Document, ...] = ()
    courses: tuple[Course, ...] = ()
    contacts: tuple[Contact, ...] = ()
    questions: tuple[KnownQuestion, ...] = ()

    def names(self) -> Iterator[str]:
        """What must be there only once, as a reader of an error message would call it."""
        for document in self.documents:
            yield f"the document {document.id}"
            if document.kind is CitationKind.SUMMARY:
                yield from (f"{section.source_id} ({document.language})" for section in document.sections)
        yield from (f"the record {course.id}" for course in self.courses)
        yield from (f"the record {contact.id}" for contact in self.contacts)


def read(sources: Sequence[Source]) -> Material:
    """Read all sources. Raises SourcesRejected with everything that is wrong with any of them."""
    parts: list[Material] = []
    errors: list[SourceError] = []
    seen: dict[str, Source] = {}
    for source in sources:
        try:
            part = _read_one(source)
        except SourcesRejected as rejected:
            errors.extend(rejected.errors)
            continue
        except SourceError as error:
            errors.append(error)
            continue
        errors.extend(_repeated(source, part, seen))
        parts.append(part)
    if errors:
        raise SourcesRejected(errors)
    return Material(
        documents=tuple(chain.from_iterable(part.documents for part in parts)),
        courses=tuple(chain.from_iterable(part.courses for part in parts)),
        contacts=tuple(chain.from_iterable(part.contacts for part in parts)),
        questions=tuple(chain.from_iterable(part.questions for part in parts)),
    )


def _read_one(source: Source) -> Material:
    match source.kind:
        case "document":
            return Material(documents=(read_document(source),))
        case "factsheet":
            return Material(documents=(read_factsheet(source.file),))
        case "courses":
            return Material(courses=read_records(source.file, course_from_row))
        case "contacts":
            return Material(contacts=read_records(source.file, contact_from_row))
        case "questions":
            return Material(questions=read_questions(source.file))


def _repeated(source: Source, part: Material, seen: dict[str, Source]) -> Iterator[SourceError]:
    """Complain once for each pair of files that hold the same; citations must name one place."""
    told: set[str] = set()
    for name in part.names():
        other = seen.setdefault(name, source)
        if other is not source and other.file.name not in told:
            told.add(other.file.name)
            expected = "nothing that another source already holds"
            yield SourceError(source.listed_in, source.line, "path", expected, f"{name}, as in {other.file.name}")
