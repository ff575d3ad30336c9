"""What was fetched before: so that an unchanged page is neither sent again nor called new."""

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_UNUSED_DAYS = 180


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it lies in the cache. ``retrieved`` is the day (YYYY-MM-DD) these bytes were first seen."""

    data: bytes
    retrieved: str
    media_type: str | None = None
    charset: str | None = None
    modified: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def questions(self) -> dict[str, str]:
        """Headers that ask whether these bytes are still the ones."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


class Cache:
    """One file an answer: a line of JSON, then the bytes.

    It is a convenience: what is damaged or cannot be written is fetched again. With ``folder`` None nothing is kept,
    and with ``look_only`` nothing more.
    """

    def __init__(self, folder: Path | None, *, look_only: bool = False) -> None:
        self._folder = folder
        self._writes_to = None if look_only else folder

    def find(self, key: str) -> Kept | None:
        """What was kept under a key, whole and unharmed; else None."""
        if self._folder is None:
            return None
        try:
            head, _, data = self._file(key).read_bytes().partition(b"\n")
            about: dict[str, Any] = json.loads(head)
            if about.pop("sha256") != hashlib.sha256(data).hexdigest():
                return None
            return _checked(Kept(data, **about))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def keep(self, key: str, kept: Kept) -> None:
        """Keep it, in one step: a reader sees the old or the new."""
        if self._writes_to is None:
            return
        about = asdict(kept)
        about["sha256"] = hashlib.sha256(about.pop("data")).hexdigest()
        file = self._file(key)
        new = file.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}.new")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(json.dumps(about).encode() + b"\n" + kept.data)
            new.replace(file)
        except OSError:  # a full disk costs a second fetch, not this one
            _remove(new)

    def used(self, key: str, now: float) -> None:
        """Note that an answer is still of use; ``now`` counts seconds since 1970."""
        if self._writes_to is not None:
            try:
                os.utime(self._file(key), (now, now))
            except OSError:
                return

    def sweep(self, now: float) -> None:
        """Remove what was of no use for half a year, and what was never finished."""
        if self._writes_to is None or not self._writes_to.is_dir():
            return
        for file in self._writes_to.iterdir():
            try:
                old = file.stat().st_mtime < now - _UNUSED_DAYS * 86_400
            except OSError:
                continue
            if old and file.suffix in (".answer", ".new"):
                _remove(file)

    def _file(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{hashlib.sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()}.answer"


def _checked(kept: Kept) -> Kept:
    """Raises TypeError where a field is no text."""
    texts = (kept.media_type, kept.charset, kept.modified, kept.etag, kept.last_modified)
    if not isinstance(kept.retrieved, str) or not all(text is None or isinstance(text, str) for text in texts):
        raise TypeError("not written by us")
    return kept


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
