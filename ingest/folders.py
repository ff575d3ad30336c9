"""A folder of documents: which files belong to it, and a name for each that stays the same next year."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from ingest.reading.headings import slugify

SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm", ".pdf", ".docx")
_LONGEST_ID = 40
_HASH = 6


class Outside(Exception):
    """A file of the folder is a link to somewhere else; ``args[0]`` is its path within the folder."""


def documents_in(folder: Path, glob: str | None) -> list[Path]:
    """The files of a folder and those below it, in the order of their paths; hidden ones are left out.

    Without a pattern these are the documents that can be read, whatever else lies beside them. Raises Outside for a
    link that leads out of the folder, and ValueError for a pattern that is none.
    """
    root = folder.resolve()
    found = sorted(path for path in folder.glob(glob or "**/*") if _counts(path.relative_to(folder), path, glob))
    for path in found:
        if not path.resolve().is_relative_to(root):
            raise Outside(str(path.relative_to(folder)))
    return found


def names_of(prefix: str, folder: PurePath, files: Sequence[PurePath]) -> Iterator[str]:
    """An id for each file, of its path within the folder; where two would be alike, both get a mark of their own."""
    plain = [_name(prefix, path.relative_to(folder)) for path in files]
    count = Counter(plain)
    for path, name in zip(files, plain, strict=True):
        yield _marked(name, path.relative_to(folder)) if count[name] > 1 else name


def title_of(path: Path) -> str:
    """A title for a document that has none of its own: its file's name, in words and in signs that can be seen."""
    words = _visible(path.stem.replace("_", " ").replace("-", " "))
    return words[:1].upper() + words[1:] if words else _visible(path.name) or "?"


def _visible(name: str) -> str:
    """Without line breaks, signs that steer a terminal, and bytes that are no character."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())


def _counts(within: Path, path: Path, glob: str | None) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in within.parts)
    return not hidden and path.is_file() and (glob is not None or path.suffix.lower() in SUFFIXES)


def _name(prefix: str, within: PurePath) -> str:
    slug = slugify(" ".join(within.with_suffix("").parts))
    name = f"{prefix}-{slug}"
    return name if slug and len(name) <= _LONGEST_ID else _marked(name.rstrip("-"), within)


def _marked(name: str, within: PurePath) -> str:
    mark = hashlib.sha256(str(within).encode("utf-8", "surrogateescape")).hexdigest()[:_HASH]
    return f"{name[: _LONGEST_ID - _HASH - 1].rstrip('-')}-{mark}"
