"""The formats that strangers' programs write, and who reads each of them."""

from enum import StrEnum

from ingest.raw import Raw
from ingest.reading.converted import Converted


class Confined(StrEnum):
    """Formats that are read in a process of their own."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def read(raw: Raw, form: Confined) -> Converted:
    """Read it here and now. Raises SourceError, and for damaged files whatever the format's library raises."""
    match form:
        case Confined.HTML:
            from ingest.reading.html import read_html

            return read_html(raw)
        case Confined.PDF:
            from ingest.reading.pdf import read_pdf

            return read_pdf(raw)
        case Confined.DOCX:
            from ingest.reading.docx import read_docx

            return read_docx(raw)
