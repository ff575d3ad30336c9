"""An answer's plain text: paragraphs, lists, and ``[n]`` marks that open their source."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.plain import clean, one_line
from bot.rendering.tree import Listing, Node, Paragraph, Run

_MARK = re.compile(r"\[(\d{1,3})\]")
_BULLET = "• "
# Characters of a text that one message takes. Slack refuses a message near 13 200 in all; cards, sources and buttons
# need the rest.
BODY_LIMIT = 7000


def read_plain(text: str) -> tuple[Node, ...]:
    """The nodes of a text in which nothing but ``• `` at the beginning of a line means anything."""
    nodes: list[Node] = []
    for is_list, group in groupby(clean(text).strip().split("\n"), key=lambda line: line.startswith(_BULLET)):
        lines = list(group)
        if is_list:
            items = tuple((Paragraph((Run(line.removeprefix(_BULLET)),)),) for line in lines)
            nodes.append(Listing(items))
        elif any(line.strip() for line in lines):
            # A list brings line breaks of its own.
            nodes.append(Paragraph((Run("\n".join(lines).strip("\n")),)))
    return tuple(nodes)


def marked(text: str, links: Mapping[int, str | None]) -> list[Block]:
    """A text as elements, its known ``[n]`` marks set apart and linked where they have an address."""
    elements: list[Block] = []
    at = 0
    for match in _MARK.finditer(text):
        number = int(match.group(1))
        if number not in links:
            continue
        if match.start() > at:
            elements.append(blocks.span(held(text[at : match.start()])))
        url = links[number]
        mark = match.group(0)
        elements.append(blocks.link(url, mark, code=True) if url else blocks.span(mark, code=True))
        at = match.end()
    if at < len(text) or not elements:
        elements.append(blocks.span(text[at:] or " "))
    return elements


def held(text: str) -> str:
    """The text before a mark; a no-break space at its end keeps the mark from a line of its own."""
    return f"{text.removesuffix(' ')}\u00a0" if text.endswith(" ") else text


def list_of(lines: Sequence[str]) -> Block:
    """Plain lines as a bulleted list."""
    return blocks.bullets([blocks.span(one_line(line))] for line in lines)
