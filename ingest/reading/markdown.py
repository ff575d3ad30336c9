"""Documents in Markdown or plain text: headings become heading paths, the words stay as they are."""

import re
from collections.abc import Iterator

from ingest.collecting import Source
from ingest.errors import SourceError
from ingest.reading.blocks import Numbered, fenced, read_blocks, strip_emphasis
from ingest.reading.documents import Document, Section
from ingest.reading.headings import Heading, place, section_id
from ingest.text_files import read_lines
from knowledge.models import Provenance

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_MARKDOWN = (".md", ".markdown")
_PLAIN = (".txt",)

Part = tuple[Heading | None, list[Numbered]]


def read_document(source: Source) -> Document:
    """Read a document that ``sources.toml`` describes.

    Raises SourceError when it is of another format, or empty.
    """
    about = source.about
    assert about is not None  # collecting gives every document one
    suffix = source.file.suffix.lower()
    if suffix not in (*_MARKDOWN, *_PLAIN):
        expected = f"a document that ends in {', '.join((*_MARKDOWN, *_PLAIN))}"
        raise SourceError(source.listed_in, source.line, "path", expected, repr(source.file.name))
    lines = list(enumerate(read_lines(source.file), 1))
    sections = tuple(_sections(about.id, about.provenance, lines, markdown=suffix in _MARKDOWN))
    if not sections:
        raise SourceError(source.file, None, "text", "at least one paragraph", "none")
    return Document(about.id, about.title, about.language, about.citation, about.provenance.publisher, sections)


def _sections(document_id: str, provenance: Provenance, lines: list[Numbered], *, markdown: bool) -> Iterator[Section]:
    path: tuple[Heading, ...] = ()
    taken: set[str] = set()
    parts: list[Part] = _parts(_without_front_matter(lines)) if markdown else [(None, lines)]
    for heading, body in parts:
        if heading is not None:
            path = () if _is_title(heading, parts) else place(path, heading)
        blocks = read_blocks(body, emphasis=markdown)
        if blocks:
            name = section_id(document_id, path, taken)
            taken.add(name)
            yield Section(name, tuple(h.text.removesuffix(".") for h in path), blocks, provenance)


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
