"""Documents in, passages out: at most 100 words, on sentence borders, a list with its lead-in.

A fact of a fact sheet is one passage, because it is cited as one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from ingest.reading.documents import Block, Document, Section
from knowledge.models import Chunk
from knowledge.sentences import split_sentences

LONGEST = 100
# Part of every generation: chunks made by another rule are not comparable, so a change embeds all anew.
RULE = f"passages of at most {LONGEST} words on sentence borders, 1"


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece that is not cut any further, and what stands between it and the one before."""

    text: str
    glue: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)


def chunk(documents: Iterable[Document]) -> tuple[Chunk, ...]:
    """Cut documents into chunks, in order."""
    return tuple(
        made for document in documents for section in document.sections for made in _section_chunks(document, section)
    )


def count_words(text: str) -> int:
    """Words as white space parts them; a list's dash is none."""
    words = text.split()
    return len(words) - words.count("-")


def _section_chunks(document: Document, section: Section) -> Iterator[Chunk]:
    prefix = f"{document.id}#"
    name = section.source_id if section.source_id.startswith(prefix) else prefix + section.source_id
    texts = passages(section.blocks)
    for number, text in enumerate(texts, 1):
        yield Chunk(
            id=name if len(texts) == 1 else f"{name}.{number}",
            source_id=section.source_id,
            document_id=document.id,
            document_title=document.title,
            heading_path=section.heading_path,
            text=text,
            kind=document.kind,
            language=document.language,
            provenance=section.provenance,
        )


def passages(blocks: Sequence[Block]) -> list[str]:
    """The texts of a section's passages: whole groups side by side while they fit, long ones cut evenly."""
    packs: list[list[Unit]] = []
    room = 0
    for group in _groups(blocks):
        size = sum(unit.words for unit in group)
        if size <= room:
            packs[-1].extend(group)
            room -= size
        else:
            parts = _cut(group, size)
            packs.extend(parts)
            room = LONGEST - size if len(parts) == 1 else 0
    return [_text(pack) for pack in packs]


def _groups(blocks: Sequence[Block]) -> Iterator[list[Unit]]:
    """The units of each block; a list comes together with the paragraph that announces it."""
    group: list[Unit] = []
    for block in blocks:
        announced = bool(group) and group[-1].text.endswith(":") and block.kind == "list"
        if group and not announced:
            yield group
            group = []
        group = [*group, *_units(block, "\n" if announced else "\n\n")]
    if group:
        yield group


def _units(block: Block, glue: str) -> list[Unit]:
    if block.kind == "paragraph":
        pieces, between = split_sentences(block.text), " "
    else:
        pieces, between = block.text.split("\n"), "\n"
    return [Unit(part, before) for n, piece in enumerate(pieces) for part, before in _short(piece, n, glue, between)]


def _short(piece: str, position: int, glue: str, between: str) -> list[tuple[str, str]]:
    """A sentence, item or line, or its parts where it alone is longer than a passage."""
    before = between if position else glue
    if count_words(piece) <= LONGEST:
        return [(piece, before)]
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=[". ", "; ", ", ", " "],
        keep_separator="end",
        chunk_size=LONGEST,
        chunk_overlap=0,
        length_function=count_words,
    )
    parts = splitter.split_text(piece)
    return [(part, before if n == 0 else " ") for n, part in enumerate(parts)]


def _cut(group: Sequence[Unit], size: int) -> list[list[Unit]]:
    """Cut a group into parts of about the same length, none over the limit, no lead-in left behind."""
    target = size / ceil(size / LONGEST)
    parts: list[list[Unit]] = [[]]
    filled = 0
    for unit in _bound(group):
        if parts[-1] and (filled + unit.words > LONGEST or filled + unit.words / 2 > target):
            parts.append([])
            filled = 0
        parts[-1].append(unit)
        filled += unit.words
    return parts


def _bound(group: Sequence[Unit]) -> list[Unit]:
    """Bind what announces something to what it announces, where both fit into a passage."""
    bound: list[Unit] = []
    for unit in group:
        lead = bound[-1] if bound else None
        if lead and lead.text.endswith(":") and lead.words + unit.words <= LONGEST:
            bound[-1] = Unit(lead.text + unit.glue + unit.text, lead.glue)
        else:
            bound.append(unit)
    return bound


def _text(units: Sequence[Unit]) -> str:
    return units[0].text + "".join(unit.glue + unit.text for unit in units[1:])
