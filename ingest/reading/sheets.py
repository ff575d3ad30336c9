"""The form of a fact sheet: front matter, headings, and paragraphs each followed by its attributes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from ingest.errors import SourceError, SourcesRejected
from ingest.fields import Fields, Optional, PartialDate, Required, complaints
from ingest.reading.attributes import is_attribute_line, read_attributes
from ingest.reading.blocks import Numbered, read_blocks
from ingest.reading.documents import Block
from ingest.text_files import read_lines
from knowledge.models import Language, Provenance


class SheetFields(Fields):
    """The front matter of a fact sheet. ``retrieved`` is the day its pages were last looked at."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="1 to 40 of a-z, 0-9 and hyphens")]
    title: Required
    language: Annotated[Language, Field(description="one of nb, nn, en")]
    retrieved: PartialDate = None
    translation_of: Optional = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as it stands in a sheet; ``line`` is that of its attributes."""

    id: str
    heading_path: tuple[str, ...]
    blocks: tuple[Block, ...]
    provenance: Provenance | None
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fact sheet as it stands; ``front_lines`` tells where each key of the front matter is."""

    file: Path
    front: SheetFields
    front_lines: Mapping[str, int]
    facts: tuple[Fact, ...]


def read_sheet(file: Path) -> Sheet:
    """Read a fact sheet without looking at any other. Raises SourcesRejected with all that is wrong."""
    lines = list(enumerate(read_lines(file), 1))
    front, places, body = _front_matter(file, lines)
    reader = _Facts(file)
    for number, text in body:
        reader.read(number, text)
    reader.finish()
    if reader.errors:
        raise SourcesRejected(reader.errors)
    return Sheet(file, front, places, tuple(reader.facts))


def _front_matter(file: Path, lines: Sequence[Numbered]) -> tuple[SheetFields, dict[str, int], Sequence[Numbered]]:
    """Read the ``key: value`` lines between two ``---``."""
    texts = [text.rstrip() for _, text in lines]
    if texts[0] != "---" or "---" not in texts[1:]:
        expected = "id, title and language between two lines ---"
        raise SourceError(file, 1, "front matter", expected, repr(texts[0]))
    end = texts.index("---", 1)
    pairs: dict[str, str] = {}
    places: dict[str, int] = {}
    for number, text in lines[1:end]:
        key, colon, value = (part.strip() for part in text.partition(":"))
        if text.strip() and not colon:
            raise SourceError(file, number, "front matter", "a line of the form key: value", repr(text))
        if text.strip():
            pairs[key], places[key] = value, number
    try:
        return SheetFields.model_validate(pairs), places, lines[end + 1 :]
    except ValidationError as error:
        raise SourcesRejected(
            [
                SourceError(file, places.get(c.field, 1), c.field, c.expected, c.got)
                for c in complaints(error, SheetFields)
            ]
        ) from error


@dataclass
class _Facts:
    """Reads the lines below the front matter; what is wrong is noted, and reading goes on."""

    file: Path
    facts: list[Fact] = field(default_factory=list)
    errors: list[SourceError] = field(default_factory=list)
    headings: tuple[str, ...] = ()
    paragraph: list[Numbered] = field(default_factory=list)

    def read(self, number: int, text: str) -> None:
        """Take the next line."""
        if is_attribute_line(text):
            self._end_fact(number, text)
        elif text.startswith("#"):
            self._end_paragraph()
            marks, _, title = text.partition(" ")
            self.headings = (*self.headings[: max(0, len(marks) - 2)], title.strip())
        elif text.strip():
            self.paragraph.append((number, text))
        else:
            self._end_paragraph()

    def finish(self) -> None:
        """Take the end of the file."""
        self._end_paragraph()
        if not self.facts and not self.errors:
            self._complain(None, "facts", "at least one fact", "none")

    def _end_fact(self, number: int, text: str) -> None:
        paragraph, self.paragraph = self.paragraph, []
        try:
            attributes = read_attributes(self.file, number, text)
        except SourceError as error:
            self.errors.append(error)
            return
        name = attributes.fact_id
        if not paragraph:
            self._complain(number, name, "a paragraph directly above it", "none")
        elif not self.headings:
            self._complain(number, name, "a heading ## above it", "none")
        elif any(name == fact.id for fact in self.facts):
            self._complain(number, name, "each id once in a sheet", "it again")
        else:
            blocks = read_blocks(paragraph, emphasis=True)
            self.facts.append(Fact(name, self.headings, blocks, attributes.provenance, number))

    def _end_paragraph(self) -> None:
        if self.paragraph:
            number, text = self.paragraph[-1]
            got = repr(text.strip()[-40:])
            self._complain(number, "fact", "an attribute line {#ID …} directly after it", got)
            self.paragraph = []

    def _complain(self, line: int | None, name: str, expected: str, got: str) -> None:
        self.errors.append(SourceError(self.file, line, name, expected, got))
