"""An answer's text as rich text: paragraphs, lists, and ``[n]`` marks that open their source."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.plain import clean, clip, one_line

_MARK = re.compile(r"\[(\d{1,3})\]")
_BULLET = "• "
# Slack refuses a message near 13 200 characters in all; cards, sources and buttons need the rest.
BODY_LIMIT = 7000


def render_text(text: str, links: Mapping[int, str | None], shortened: str) -> Block:
    """The text as one rich text block.

    ``links`` maps each citation's number to its web address, or None when it has none; a number
    that is not in it is no mark and stays text. ``shortened`` is said when the end had to go.
    """
    text = clean(text).strip()
    if len(text) > BODY_LIMIT:
        text = f"{clip(text, BODY_LIMIT)}\n\n{shortened}"
    parts: list[Block] = []
    for is_list, group in groupby(text.split("\n"), key=lambda line: line.startswith(_BULLET)):
        lines = list(group)
        if is_list:
            parts.append(blocks.bullets(marked(line.removeprefix(_BULLET), links) for line in lines))
        elif any(line.strip() for line in lines):
            parts.append(blocks.section(_paragraphs(lines, links)))
    return blocks.rich_text(parts or [blocks.section([blocks.span(" ")])])


def marked(text: str, links: Mapping[int, str | None]) -> list[Block]:
    """One line as elements, its known ``[n]`` marks set apart and linked where they have an address."""
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


def _paragraphs(lines: Sequence[str], links: Mapping[int, str | None]) -> list[Block]:
    """Lines that stand between lists; the end is trimmed, because a list brings its own line break."""
    elements: list[Block] = []
    for line in lines:
        if line.strip():
            elements += marked(line, links)
        elements.append(blocks.span("\n"))
    while elements[-1].get("text") == "\n":
        elements.pop()
    return elements
