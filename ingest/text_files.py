"""Reading a file of a maintainer's: its bytes within a limit, its text in UTF-8, a clear sentence when it is not."""

import stat
from pathlib import Path

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.decoding import decode
from ingest.reading.limits import LARGEST_FILE, megabytes


def raw_of(file: Path) -> Raw:
    """The bytes of a file of at most ``LARGEST_FILE`` bytes.

    Raises SourceError when it cannot be read, is no ordinary file (a pipe would never end) or is larger.
    """
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise SourceError(file, None, "file", "an ordinary file", "a folder, pipe or device")
        if about.st_size > LARGEST_FILE:
            raise _too_large(file, about.st_size)
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise SourceError(file, None, "file", "a file that can be read", error.strerror or "an error") from error
    if len(data) > LARGEST_FILE:  # it grew meanwhile, or its file system does not tell
        raise _too_large(file, len(data))
    return Raw(place=str(file), name=file.name, data=data)


def _too_large(file: Path, size: int) -> SourceError:
    return SourceError(file, None, "file", f"at most {megabytes(LARGEST_FILE)}", megabytes(size))


def read_text(file: Path) -> str:
    r"""The text with ``\n`` line ends and without a byte order mark.

    Raises SourceError when the file cannot be read or is not in an encoding that it tells itself.
    """
    try:
        text = decode(raw_of(file))
    except SourceError as error:
        raise SourceError(file, error.line, error.field, error.expected, error.got) from error
    return unix_lines(text)


def unix_lines(text: str) -> str:
    r"""The text with ``\n`` at the end of every line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_lines(file: Path) -> list[str]:
    """The lines of :func:`read_text`, numbered from 0 by their place in the list."""
    return read_text(file).split("\n")
