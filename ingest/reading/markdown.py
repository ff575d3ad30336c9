"""Markdown and plain text: headings become heading paths, the words stay as they are."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.chunking import LONGEST, count_words
from ingest.collecting import About
from ingest.errors import SourceError
from ingest.folders import title_of
from ingest.reading.blocks import Numbered, fenced, read_blocks, strip_emphasis
from ingest.reading.converted import Converted
from ingest.reading.documents import Block, Document, Section
from ingest.reading.headings import Heading, place, section_id
from knowledge.language import detect
from knowledge.models import Language

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_RULE = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+\s*$")

_TELLING = 10_000  # characters are enough to see a language

Part = tuple[Heading | None, list[Numbered]]


def markdown_of(text: str) -> Converted:
    """A Markdown file as it stands, without front matter."""
    lines = _without_front_matter(list(enumerate(text.split("\n"), 1)))
    titles = [heading for heading, _ in _parts(lines) if heading is not None and heading.level == 1]
    return Converted(tuple(lines), title=titles[0].text if len(titles) == 1 else None, emphasis=True)


def plain_of(text: str) -> Converted:
    """A text file as it stands: paragraphs and lists, no headings."""
    return Converted(tuple(enumerate(text.split("\n"), 1)), headings=False)


def document_of(about: About, converted: Converted, file: str) -> Document:
    """Cut a converted document into sections; what the list does not say, the document says itself.

    A document that tells no title is called by its file's name, and one that tells no language by its words. Raises
    SourceError, about ``file``, when there is no text in it.
    """
    language = about.language or converted.language or _language(converted)
    sections = tuple(_sections(about, converted, language))
    if not sections:
        raise SourceError(file, None, "text", "at least one paragraph", "none")
    title = about.title or converted.title or title_of(Path(file))
    return Document(about.id, title, language, about.citation, about.provenance.publisher, sections)


def _language(converted: Converted) -> Language:
    """As the first pages' words tell it."""
    return detect("\n".join(text for _, text in converted.lines)[:_TELLING])


def _sections(about: About, converted: Converted, language: Language) -> Iterator[Section]:
    path: tuple[Heading, ...] = ()
    taken: set[str] = set()
    lines = list(converted.lines)
    parts: list[Part] = _parts(lines) if converted.headings else [(None, lines)]
    for heading, body in parts:
        if heading is not None:
            path = () if _is_title(heading, parts) else place(path, heading)
        for inner, blocks in _tables_apart(path, read_blocks(body, emphasis=converted.emphasis)):
            name = section_id(about.id, inner, taken)
            taken.add(name)
            names = tuple(_name(h, language) for h in inner)
            yield Section(name, names, blocks, about.provenance)


def _name(heading: Heading, language: Language) -> str:
    """A heading as citations show it; a PDF's page in the document's language."""
    if language == "en" and heading.is_page:
        return heading.text.replace("side", "page")
    return heading.text.removesuffix(".")


def _tables_apart(
    path: tuple[Heading, ...], blocks: Sequence[Block]
) -> Iterator[tuple[tuple[Heading, ...], tuple[Block, ...]]]:
    """A table that will be cut gets a section of its own, named by its columns: so every piece knows them."""
    together: list[Block] = []
    for block in blocks:
        columns = _columns(block)
        if columns is None:
            together.append(block)
            continue
        if together:
            yield path, tuple(together)
            together = []
        yield (*path, Heading(path[-1].level + 1 if path else 1, columns)), (block,)
    if together:
        yield path, tuple(together)


def _columns(block: Block) -> str | None:
    """The names of the columns of a table that is too long for one passage."""
    rows = block.text.split("\n")
    if block.kind != "verse" or len(rows) < 3 or not _RULE.match(rows[1]) or count_words(block.text) <= LONGEST:
        return None
    return ", ".join(cell for cell in (part.strip() for part in rows[0].strip().strip("|").split("|")) if cell) or None


def _parts(lines: list[Numbered]) -> list[Part]:
    """The lines under each heading; those above the first one come with None."""
    parts: list[Part] = [(None, [])]
    for (number, text), in_fence in zip(lines, fenced([text for _, text in lines]), strict=True):
        match = None if in_fence else _HEADING.match(text)
        if match:
            parts.append((Heading(len(match.group(1)), strip_emphasis(match.group(2))), []))
        else:
            parts[-1][1].append((number, text))
    return parts


def _is_title(heading: Heading, parts: list[Part]) -> bool:
    """Whether this is the document's one outermost heading, which repeats its title."""
    first = [other for other, _ in parts if other is not None and other.level == 1]
    return heading.level == 1 and len(first) == 1 and heading is parts[1][0]


def _without_front_matter(lines: list[Numbered]) -> list[Numbered]:
    """Leave out what other programs keep between two ``---`` at the top."""
    if lines and lines[0][1].rstrip() == "---":
        for index, (_, text) in enumerate(lines[1:], 1):
            if text.rstrip() == "---":
                return lines[index + 1 :]
    return lines
