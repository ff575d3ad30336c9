"""DOCX and XLSX are zip files of XML: looked at from outside before anything is unpacked."""

import io
import zipfile
import zlib
from xml.parsers import expat

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.limits import (
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    ARCHIVE_RATIO_FROM,
    ARCHIVE_UNPACKED,
    megabytes,
)

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PIECE = 1 << 16
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_checked(raw: Raw) -> zipfile.ZipFile:
    """Open a zip file whose entries are few, small enough, unencrypted, whole, and whose XML declares no entities.

    The sizes are those of its directory; ``zipfile`` unpacks no byte beyond them. Raises SourceError otherwise. The
    caller closes it.
    """
    if raw.data.startswith(_OLD_OFFICE):
        raise _old_or_encrypted(raw)
    if not raw.data:
        raise _wrong(raw, "a document", "an empty file")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw.data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise _wrong(raw, "a whole DOCX or XLSX file", f"a broken or truncated one ({error})") from error
    try:
        _check_sizes(raw, archive.infolist())
        _check_contents(raw, archive)
    except SourceError:
        archive.close()
        raise
    return archive


def _check_sizes(raw: Raw, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ARCHIVE_ENTRIES:
        raise _wrong(raw, f"at most {ARCHIVE_ENTRIES} parts in the file", f"{len(entries)}")
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise _wrong(raw, "each part once in the file", "a part twice")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > ARCHIVE_UNPACKED:
        raise _wrong(raw, f"at most {megabytes(ARCHIVE_UNPACKED)} when unpacked", megabytes(unpacked))
    for entry in entries:
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > ARCHIVE_RATIO_FROM and ratio > ARCHIVE_RATIO:
            expected = f"parts that are packed at most {ARCHIVE_RATIO} times"
            raise _wrong(raw, expected, f"{entry.filename!r} packed {ratio:.0f} times")
        if entry.flag_bits & 0x1:
            raise _wrong(raw, "a file without a password", f"{entry.filename!r} encrypted")
        if entry.compress_type not in _PACKINGS:
            raise _wrong(raw, "parts packed with deflate", f"{entry.filename!r} packed another way")


def _check_contents(raw: Raw, archive: zipfile.ZipFile) -> None:
    """Unpack every part once, a piece at a time: it is whole, and no XML of it has a DOCTYPE."""
    for entry in archive.infolist():
        is_xml = entry.filename.lower().endswith((".xml", ".rels"))
        try:
            with archive.open(entry) as stream:
                guard = _XmlGuard(raw, entry.filename) if is_xml else None
                while piece := stream.read(_PIECE):
                    if guard:
                        guard.feed(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise _wrong(raw, "a whole DOCX or XLSX file", f"{entry.filename!r} damaged ({error})") from error


class _XmlGuard:
    """Refuses a document type declaration, without which there are no entities; other mistakes are the reader's."""

    def __init__(self, raw: Raw, name: str) -> None:
        self._raw = raw
        self._name = name
        self._broken = False
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes) -> None:
        """Look at the next piece."""
        if not self._broken:
            try:
                self._parser.Parse(piece, False)
            except expat.ExpatError:
                self._broken = True

    def _refuse(self, *_: object) -> None:
        raise _wrong(self._raw, "XML without a document type (entities)", f"one in {self._name!r}")


def _old_or_encrypted(raw: Raw) -> SourceError:
    if _ENCRYPTED_PACKAGE in raw.data:
        return _wrong(raw, "a file without a password", "an encrypted one; save it without a password")
    return _wrong(raw, "a DOCX or XLSX file", "one of an old form; save it as DOCX or XLSX")


def _wrong(raw: Raw, expected: str, got: str) -> SourceError:
    return SourceError(raw.place, None, "file", expected, got)
