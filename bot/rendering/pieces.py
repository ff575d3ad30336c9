"""A tree written as pieces of blocks: the smallest parts that go into a message whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.body import marked
from bot.rendering.tables import table_pieces
from bot.rendering.tree import Code, Heading, Listing, Node, Paragraph, Quote, Rule, Run, Runs, Table, words_of

SECTION = 2500  # characters of one section; longer ones are parted between their words
CODE = 6000  # characters of code that stay together; what is longer is parted between its lines
DEEPEST = 6  # levels of indentation that Slack shows

Links = Mapping[int, str | None]
Kind = Literal["rich", "block", "table"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of rich text, or a block of its own, with what it says.

    ``leads`` marks a heading, which must not end a message. ``is_rest`` marks what only its length parted from the
    piece before it.
    """

    kind: Kind
    block: Block
    spoken: str
    leads: bool = False
    is_rest: bool = False

    @property
    def size(self) -> int:
        """Its characters, as Slack counts them."""
        return len(self.spoken)


def pieces_of(nodes: Iterable[Node], links: Links) -> list[Piece]:
    """The pieces in the order of the text. ``links`` has each citation's number with its address, or None."""
    return [piece for node in nodes for piece in _node(node, links)]


def _node(node: Node, links: Links) -> Iterable[Piece]:
    match node:
        case Heading():
            return _heading(node, links)
        case Paragraph():
            return [_section(runs, links, is_rest=n > 0) for n, runs in enumerate(parted(node.runs, SECTION))]
        case Listing():
            return _listing(node, links, 0)
        case Quote():
            quoted = enumerate(parted(tuple(flattened(node.parts)), SECTION))
            return [_quote(runs, links, is_rest=n > 0) for n, runs in quoted]
        case Code():
            return [_preformatted(text) for text in parted_lines(node.text, CODE)]
        case Table():
            tables, beyond = table_pieces(node, lambda runs: elements(runs, links))
            written = [Piece("table", block, spoken) for block, spoken in tables]
            return [*written, *(_listing(beyond, links, 0) if beyond else ())]
        case Rule():
            return [Piece("block", {"type": "divider"}, "")]


def _heading(node: Heading, links: Links) -> Iterable[Piece]:
    text = words_of(node.runs).replace("\n", " ").strip()
    if not text:
        return []
    is_plain = not any(run.url or "code" in run.styles for run in node.runs) and "[" not in text
    if is_plain and node.level <= 2 and len(text) <= blocks.HEADER_TEXT:
        return [Piece("block", blocks.header(text), text, leads=True)]
    bold = tuple(Run(run.text, run.styles | {"bold"}, run.url) for run in node.runs)
    parts = parted(bold, SECTION)
    return [_section(runs, links, leads=n == len(parts) - 1, is_rest=n > 0) for n, runs in enumerate(parts)]


def _listing(node: Listing, links: Links, depth: int) -> Iterable[Piece]:
    """One piece for each item, so that a long list can be parted between them; the same style runs on."""
    for place, item in enumerate(node.items):
        number = None if node.first is None else node.first + place
        lead = [part for part in item[:1] if isinstance(part, Paragraph | Heading)]
        for n, runs in enumerate(parted(lead[0].runs, SECTION) if lead else [(Run(" "),)]):
            yield _item(runs, number, depth, links, is_rest=n > 0)
        for part in item[len(lead) :]:
            yield from _listing(part, links, depth + 1) if isinstance(part, Listing) else _node(part, links)


def _item(runs: Runs, number: int | None, depth: int, links: Links, *, is_rest: bool) -> Piece:
    listed: Block = {
        "type": "rich_text_list",
        "style": "bullet" if number is None else "ordered",
        "elements": [blocks.section(elements(runs, links))],
    }
    if depth:
        listed["indent"] = min(depth, DEEPEST)
    if number is not None and number > 1:
        listed["offset"] = number - 1
    mark = "" if is_rest else "• " if number is None else f"{number}. "
    return Piece("rich", listed, f"{'  ' * min(depth, DEEPEST)}{mark}{words_of(runs)}", is_rest=is_rest)


def flattened(parts: Iterable[Node]) -> Iterable[Run]:
    """Nodes as lines of runs, for where Slack takes only those: inside a quote."""
    for place, part in enumerate(parts):
        if place:
            yield Run("\n")
        match part:
            case Paragraph() | Heading():
                yield from part.runs
            case Listing():
                for count, item in enumerate(part.items):
                    yield Run(f"{chr(10) if count else ''}• ")
                    yield from flattened(item)
            case Quote():
                yield from flattened(part.parts)
            case Code():
                yield Run(part.text, frozenset({"code"}))
            case Table():
                for count, row in enumerate((part.head, *part.rows)):
                    yield Run("\n" if count else "")
                    for cell in row:
                        yield from (*cell, Run(" · "))
            case Rule():
                yield Run("–")


def elements(runs: Runs, links: Links) -> list[Block]:
    """The runs as elements of rich text, with the citations' ``[n]`` marks set apart; never none."""
    found: list[Block] = []
    for run in runs:
        style = dict.fromkeys(sorted(run.styles), True)
        if not run.text:
            continue
        if run.url:
            found.append(blocks.link(run.url, run.text, **style))
        elif run.styles:
            found.append(blocks.span(run.text, **style))
        else:
            found += marked(run.text, links)
    return found or [blocks.span(" ")]


def parted(runs: Runs, most: int) -> list[Runs]:
    """The runs in portions of at most ``most`` characters, parted between words where there are any."""
    portions: list[list[Run]] = [[]]
    room = most
    for run in runs:
        for text in _cut(run.text, room, most):
            if len(text) > room:
                portions.append([])
                room = most
            portions[-1].append(Run(text, run.styles, run.url))
            room -= len(text)
    return [tuple(portion) for portion in portions if words_of(tuple(portion)).strip()]


def _cut(text: str, room: int, most: int) -> Iterable[str]:
    """A text in portions of which the first may have ``room`` characters; nothing is left out."""
    while len(text) > room:
        at = max(text.rfind(" ", 0, room), text.rfind("\n", 0, room)) + 1
        if at <= 0 and room == most:
            at = room
        if at > 0:
            yield text[:at]
        text, room = text[at:], most
    if text:
        yield text


def parted_lines(text: str, most: int) -> list[str]:
    """Lines in portions of at most ``most`` characters; only a line that is longer by itself is parted."""
    portions = [""]
    for line in text.split("\n"):
        for part in _cut(line, most, most) if line else [""]:
            joined = f"{portions[-1]}\n{part}" if portions[-1] else part
            if len(joined) > most:
                portions.append(part)
            else:
                portions[-1] = joined
    return [portion for portion in portions if portion.strip()]


def _preformatted(text: str) -> Piece:
    return Piece("rich", {"type": "rich_text_preformatted", "elements": [blocks.span(text)]}, text)


def _section(runs: Runs, links: Links, *, leads: bool = False, is_rest: bool = False) -> Piece:
    return Piece("rich", blocks.section(elements(runs, links)), words_of(runs), leads, is_rest)


def _quote(runs: Runs, links: Links, *, is_rest: bool) -> Piece:
    quote = {"type": "rich_text_quote", "elements": elements(runs, links)}
    return Piece("rich", quote, words_of(runs), is_rest=is_rest)


def spoken(pieces: Sequence[Piece]) -> str:
    """What the pieces say, for a message's text."""
    return "\n".join(piece.spoken for piece in pieces if piece.spoken)
