"""What kind of content is expected behind an address, and what the server says that it is."""

from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath

_UNTOLD = ("", "application/octet-stream", "binary/octet-stream")


@dataclass(frozen=True, slots=True)
class Accept:
    """Content that is wanted.

    ``media_types`` are told to the server and must be what it answers with. Where it answers with none, or with "some
    bytes", the ending of the address decides. ``words`` complete "expected …".
    """

    words: str
    media_types: tuple[str, ...]
    endings: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """As it is told to the server."""
        return ", ".join(self.media_types)

    def covers(self, media_type: str | None, name: str) -> bool:
        """Whether an answer is what was wanted."""
        if (media_type or "") in _UNTOLD:
            return PurePosixPath(name).suffix.lower() in self.endings
        return media_type in self.media_types


_HTML = ("text/html", "application/xhtml+xml")
_PACKED = ("application/gzip", "application/x-gzip")
_XML = ("application/xml", "text/xml")
_JSON = ("application/json", "text/json", "application/ld+json")
_LINES = ("application/x-ndjson", "application/jsonl", "application/json-lines")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PAGES = Accept("a web page", _HTML)
DOCUMENTS = Accept(
    "a web page, PDF, DOCX, Markdown or text",
    (*_HTML, "application/pdf", _DOCX, "text/markdown", "text/plain"),
    (".html", ".htm", ".xhtml", ".pdf", ".docx", ".md", ".markdown", ".txt"),
)
TABLES = Accept(
    "CSV, XLSX, JSON, JSON Lines or a web page",
    ("text/csv", "application/csv", _XLSX, *_JSON, *_LINES, "text/tab-separated-values", "text/plain", *_HTML),
    (".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".ndjson"),
)
# NTNU's endpoint belongs to a page and may call its JSON anything; what it is, parsing tells.
ANSWERS = Accept("JSON", (*_JSON, "text/javascript", "text/plain", "text/html"))
SITEMAPS = Accept("a sitemap", (*_XML, *_PACKED, "text/plain"), (".xml", ".gz"))
ANYTHING_PLAIN = Accept("a text", ("text/plain", "text/html", "*/*"))


def media_type_of(header: str | None) -> tuple[str | None, str | None]:
    """The media type, lower case and without parameters, and the charset that a Content-Type header names."""
    if not header:
        return None, None
    message = Message()
    message["Content-Type"] = header
    charset = message.get_param("charset")
    return header.partition(";")[0].strip().lower() or None, charset.strip() if isinstance(charset, str) else None
