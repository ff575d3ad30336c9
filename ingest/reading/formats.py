"""Which format a file or page has, and how it becomes Markdown lines and then a document."""

from dataclasses import replace
from pathlib import PurePath

from ingest.collecting import About
from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.confined import read_confined
from ingest.reading.converted import Converted
from ingest.reading.decoding import decode
from ingest.reading.documents import Document
from ingest.reading.limits import LARGEST_DOCX, LARGEST_PAGE, LARGEST_PDF, LARGEST_TEXT, megabytes
from ingest.reading.markdown import document_of, markdown_of, plain_of
from ingest.reading.readers import Confined
from ingest.text_files import unix_lines

__all__ = ["Converted", "convert", "is_document", "read_document"]

_ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
_MEDIA_TYPES = {
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_LARGEST = {
    "markdown": LARGEST_TEXT,
    "text": LARGEST_TEXT,
    "html": LARGEST_PAGE,
    "pdf": LARGEST_PDF,
    "docx": LARGEST_DOCX,
}


def is_document(raw: Raw) -> bool:
    """Whether it has a format that :func:`convert` reads."""
    return _format(raw) is not None


def convert(raw: Raw) -> Converted:
    """Read Markdown, text, HTML, PDF or DOCX into Markdown lines.

    HTML, PDF and DOCX are read in a process of their own, bounded in time and memory. Raises SourceError when the
    format is none of these, or the file is too large, damaged, encrypted, in another encoding or without text.
    """
    form = _format(raw)
    if form is None:
        expected = f"a document that ends in {', '.join(_ENDINGS)}"
        raise SourceError(raw.place, None, "path", expected, repr(raw.media_type or raw.name))
    largest = _LARGEST[form]
    if len(raw.data) > largest:
        expected = f"at most {megabytes(largest)} of {form.upper() if form != 'text' else 'text'}"
        raise SourceError(raw.place, None, "file", expected, megabytes(len(raw.data)))
    if not raw.data.strip():
        raise SourceError(raw.place, None, "text", "at least one paragraph", "an empty file")
    match form:
        case "markdown":
            return markdown_of(unix_lines(decode(raw)))
        case "text":
            return plain_of(unix_lines(decode(raw)))
        case _:
            return read_confined(raw, Confined(form))


def read_document(about: About, raw: Raw) -> Document:
    """Read a document that ``sources.toml`` describes; what it says of itself fills in a missing date.

    Raises SourceError as :func:`convert` does, and when there is no text in it.
    """
    converted = convert(raw)
    provenance = about.provenance
    if provenance.date is None and converted.published:
        about = replace(about, provenance=replace(provenance, date=converted.published))
    return document_of(about, converted, raw.place)


def _format(raw: Raw) -> str | None:
    """The media type decides where it says something; servers call Markdown plain text."""
    by_type = _MEDIA_TYPES.get(raw.media_type or "")
    by_name = _ENDINGS.get(PurePath(raw.name).suffix.lower())
    if by_type:
        return by_type
    return by_name or ("text" if raw.media_type == "text/plain" else None)
