"""A text as a tree: between Markdown, or an answer's plain text, and the blocks that are written from it."""

from dataclasses import dataclass
from typing import Literal

Style = Literal["bold", "italic", "strike", "code"]
PLAIN: frozenset[Style] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; with ``url`` it is a link, which was found harmless."""

    text: str
    styles: frozenset[Style] = PLAIN
    url: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 for the outermost."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text; a line break is a ``\\n`` in a run."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of items, each with nodes of its own; ``first`` is the first number, None for bullets."""

    items: tuple[tuple["Node", ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to show as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows with as many cells; ``aligned`` has left, center or right for each column."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two parts."""


Node = Heading | Paragraph | Listing | Quote | Code | Table | Rule


def words_of(runs: Runs) -> str:
    """The runs' text alone."""
    return "".join(run.text for run in runs)
