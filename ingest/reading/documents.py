"""What reading a file gives: a document of sections of blocks."""

from dataclasses import dataclass
from typing import Literal

from knowledge.models import CitationKind, Language, Provenance


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list with one ``- `` line for each item; ``line`` is where it begins in the file."""

    kind: Literal["paragraph", "list", "verse"]
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading: ``source_id`` names it in citations, across versions of the document.

    A fact of a fact sheet is a section of its own, with its own provenance.
    """

    source_id: str
    heading_path: tuple[str, ...]
    blocks: tuple[Block, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Document:
    """A source read into text; ``publisher`` is who stands behind it as a whole."""

    id: str
    title: str
    language: Language
    kind: CitationKind
    publisher: str
    sections: tuple[Section, ...]
