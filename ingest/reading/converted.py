"""What every format becomes: numbered lines of Markdown."""

from dataclasses import dataclass

from ingest.reading.blocks import Numbered
from knowledge.models import Language


@dataclass(frozen=True, slots=True)
class Converted:
    """A document as lines of Markdown, and what it says of itself; unknown is None.

    ``published`` is YYYY, YYYY-MM or YYYY-MM-DD. ``headings`` and ``emphasis`` say whether ``#`` and ``*`` are marks:
    in plain text neither is, and the other formats' readers write no ``*`` of their own, so that each is a word.
    ``notes`` are sentences for the maintainer about what could not be read.
    """

    lines: tuple[Numbered, ...]
    title: str | None = None
    language: Language | None = None
    published: str | None = None
    headings: bool = True
    emphasis: bool = False
    notes: tuple[str, ...] = ()
