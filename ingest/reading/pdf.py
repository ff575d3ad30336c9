"""PDF files: their text page by page, with the headings, lists and tables that their fonts and places show."""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PdfReadError, PyPdfError

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.converted import Converted
from ingest.reading.html_head import known_language
from ingest.reading.limits import PDF_PAGES, TEXT_CHARACTERS
from ingest.reading.lines import Lines, clean
from ingest.reading.pdf_edges import without_edges
from ingest.reading.pdf_lines import Line, lines_of
from ingest.reading.pdf_text import write
from knowledge.models import Language

_HEAD_WITHIN = 1024
_END_WITHIN = 2048
_NO_TITLE = (
    ".doc",
    ".pdf",
    ".indd",
    ".ppt",
    "microsoft word",
    "untitled",
    "(anonymous)",
    "uten navn",
    "dokument1",
    "document1",
)


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines of each page, and where each page begins and ends, in points from below."""

    lines: list[list[Line]]
    bounds: list[tuple[float, float]]


def read_pdf(raw: Raw) -> Converted:
    """Read a PDF file.

    Raises SourceError when it is no whole PDF, encrypted, too long, or only pictures of pages; pypdf may stumble over
    a damaged file in other ways.
    """
    _check_ends(raw)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity it mends
    try:
        reader = _open(raw)
        pages = _pages(raw, reader)
        title, language = _title(reader), _language(reader)
    except LimitReachedError as error:
        raise SourceError(
            raw.place, None, "file", "a PDF whose parts unpack to less", f"a limit reached ({error})"
        ) from error
    except (PyPdfError, RecursionError) as error:
        raise SourceError(
            raw.place, None, "file", "a whole PDF file", f"a damaged one ({clean(str(error))})"
        ) from error
    return _converted(raw, pages, title, language)


def _check_ends(raw: Raw) -> None:
    if b"%PDF-" not in raw.data[:_HEAD_WITHIN]:
        begins = clean(raw.data[:40].decode("latin-1"))
        raise SourceError(raw.place, None, "file", "a PDF file", f"one that begins {begins!r}")
    if b"%%EOF" not in raw.data[-_END_WITHIN:]:
        raise SourceError(raw.place, None, "file", "a whole PDF file", "a truncated one (its end is missing)")


def _open(raw: Raw) -> PdfReader:
    reader = PdfReader(io.BytesIO(raw.data), strict=False)
    try:
        # Many files are encrypted with an empty password, only to forbid printing.
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError, PdfReadError) as error:
        raise _encrypted(raw) from error
    if locked:
        raise _encrypted(raw)
    return reader


def _encrypted(raw: Raw) -> SourceError:
    return SourceError(raw.place, None, "file", "a PDF without a password", "an encrypted one; save it without")


def _pages(raw: Raw, reader: PdfReader) -> Pages:
    count = len(reader.pages)
    if count > PDF_PAGES:
        raise SourceError(raw.place, None, "file", f"at most {PDF_PAGES} pages", f"{count}; split the document")
    if count == 0:
        raise SourceError(raw.place, None, "text", "at least one page", "none")
    found = Pages([], [])
    characters = 0
    for page in reader.pages:
        lines = lines_of(page)
        characters += sum(len(span.text) for line in lines for span in line.spans)
        if characters > TEXT_CHARACTERS:
            expected = f"at most {TEXT_CHARACTERS // 1_000_000} million characters of text"
            raise SourceError(raw.place, None, "text", expected, "more; split the document")
        found.lines.append(lines)
        found.bounds.append((float(page.mediabox.bottom), float(page.mediabox.top)))
    return found


def _converted(raw: Raw, pages: Pages, title: str | None, language: Language | None) -> Converted:
    if not any(any(letter.isalnum() for letter in line.text) for page in pages.lines for line in page):
        got = "a PDF that has no text (scanned pages); run it through OCR"
        raise SourceError(raw.place, None, "text", "a PDF with text", got)
    lines = Lines(raw.place)
    heading = write(without_edges(pages.lines, pages.bounds), lines)
    return Converted(lines.numbered(), title or heading, language, notes=tuple(_notes(pages)))


def _notes(pages: Pages) -> Iterator[str]:
    empty = [str(number) for number, page in enumerate(pages.lines, 1) if not page]
    if empty:
        yield f"no text on page {', '.join(empty)} of {len(pages.lines)}; if they are pictures, run them through OCR"


def _title(reader: PdfReader) -> str | None:
    metadata = reader.metadata
    title = clean(str(metadata.title or "")) if metadata else ""
    return title if title and not any(part in title.lower() for part in _NO_TITLE) else None


def _language(reader: PdfReader) -> Language | None:
    declared = reader.trailer["/Root"].get_object().get("/Lang")  # type: ignore[union-attr]
    return known_language(str(declared)) if declared else None
