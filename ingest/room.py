"""A disk that is full, told in a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import NoPlaceForIndex

# None is numpy's, which writes a file itself and tells only how much of it was written.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM, None)


@contextmanager
def telling_no_room(index_root: Path) -> Iterator[None]:
    """Raise NoPlaceForIndex where the disk takes no more; whatever was half written is thrown away by who wrote it."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise NoPlaceForIndex(
            f"The index cannot be written to {index_root} ({error.strerror or error}); the one before stays in use. "
            "Make room there, or set DATA_DIR to another folder."
        ) from error
