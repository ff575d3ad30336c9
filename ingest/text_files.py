"""Reading a text file of a maintainer's: UTF-8, and a clear sentence when it is not."""

from pathlib import Path

from ingest.errors import SourceError


def read_text(file: Path) -> str:
    r"""The text with ``\n`` line ends and without a byte order mark.

    Raises SourceError when the file cannot be read or is not UTF-8.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(file, None, "file", "a file that can be read", error.strerror or "an error") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(file, line, "text", "UTF-8", f"the byte 0x{data[error.start]:02x}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_lines(file: Path) -> list[str]:
    """The lines of :func:`read_text`, numbered from 0 by their place in the list."""
    return read_text(file).split("\n")
