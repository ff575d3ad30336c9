"""Bytes in, text out: UTF-8, or what the bytes or the server say; nothing is guessed."""

import codecs
import re

from ingest.errors import SourceError
from ingest.raw import Raw

# UTF-32 first: its little-endian mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Pages that say ISO-8859-1 mean Windows-1252, as every browser reads them.
_DECLARABLE = {"utf-8": "utf-8", "ascii": "utf-8", "utf-16": "utf-16", "utf-16-le": "utf-16-le"}
_DECLARABLE |= {"utf-16-be": "utf-16-be", "cp1252": "cp1252", "iso8859-1": "cp1252", "iso8859-15": "iso8859-15"}
_NAME = rb"([A-Za-z0-9_.:-]{1,40})"
_META = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*" + _NAME + rb"|<\?xml[^>]{0,100}encoding=[\"']" + _NAME, re.IGNORECASE
)
_META_WITHIN = 4096
_TWO_BYTE_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_ADVICE = "to convert a file: iconv -f WINDOWS-1252 -t UTF-8"


def decode(raw: Raw) -> str:
    """The text of a file or page, without a byte order mark, line ends as they are.

    Tried in this order: the byte order mark, UTF-8, the server's charset, the page's own ``<meta charset>``. Raises
    SourceError with the line of the first byte that does not fit.
    """
    data = raw.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(raw, _strict(raw, data, encoding))
    declared = _declared(raw) or "utf-8"
    if declared.startswith("utf-16"):
        return _checked(raw, _strict(raw, data, "utf-16-le" if declared == "utf-16" else declared))
    if declared == "utf-8" or _is_utf8(data):  # a wrong label is common, UTF-8 by accident is not
        return _checked(raw, _strict(raw, data, "utf-8-sig"))
    return _checked(raw, _strict(raw, data, declared))


def _declared(raw: Raw) -> str | None:
    """Python's name of the encoding that the server or the page names; None for none or an unknown one."""
    names = [raw.charset]
    if _looks_like_markup(raw):
        match = _META.search(raw.data, 0, _META_WITHIN)
        names.append((match.group(1) or match.group(2)).decode("ascii") if match else None)
    for name in names:
        if name:
            try:
                return _DECLARABLE.get(codecs.lookup(name).name)
            except LookupError:
                continue
    return None


def _looks_like_markup(raw: Raw) -> bool:
    return raw.data[:_META_WITHIN].lstrip()[:1] == b"<"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strict(raw: Raw, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line(data, error.start, encoding)
        if encoding != "utf-8-sig":
            expected = f"{encoding.upper()} all through, as it says it is"
            raise SourceError(raw.place, line, "text", expected, f"other bytes at byte {error.start + 1}") from error
        byte = f"the byte 0x{data[error.start]:02x}"
        mixed = _TWO_BYTE_LETTER.search(data)
        got = f"{byte} in a text that is partly UTF-8" if mixed else f"{byte} ({_ADVICE})"
        raise SourceError(raw.place, line, "text", "UTF-8", got) from error


def _line(data: bytes, position: int, encoding: str) -> int:
    before = data[:position]
    if encoding.startswith(("utf-16", "utf-32")):
        return before.decode(encoding, errors="ignore").count("\n") + 1
    return before.count(b"\n") + 1


def _checked(raw: Raw, text: str) -> str:
    """Text has no NUL; where one stands, the file is something else."""
    position = text.find("\0")
    if position >= 0:
        line = text.count("\n", 0, position) + 1
        expected = "text (UTF-8, or UTF-16 with a byte order mark)"
        raise SourceError(raw.place, line, "text", expected, "a zero byte, as other files have them")
    return text
