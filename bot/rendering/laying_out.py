"""Pieces laid out in as many messages as they need: each under Slack's ceilings, nothing left out."""

from collections.abc import Sequence
from itertools import pairwise

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.body import BODY_LIMIT
from bot.rendering.pieces import Piece

BLOCKS = 30  # blocks of a message's text; what stands around it gets fifteen


def laid_out(pieces: Sequence[Piece], room: int = BODY_LIMIT, most: int = BLOCKS) -> list[list[Piece]]:
    """The pieces by message, in order. No message has two tables, and none ends with a heading."""
    messages: list[list[Piece]] = [[]]
    for piece in pieces:
        if messages[-1] and not _fits(messages[-1], piece, room, most):
            held = _without_last_headings(messages[-1])
            messages.append(messages[-1][held:])
            del messages[-2][held:]
        messages[-1].append(piece)
    return [message for message in messages if message]


def _without_last_headings(message: Sequence[Piece]) -> int:
    """How many pieces stand before the headings at the end; all where there is nothing else."""
    held = len(message)
    while held and message[held - 1].leads:
        held -= 1
    return held or len(message)


def _fits(message: Sequence[Piece], piece: Piece, room: int, most: int) -> bool:
    if piece.kind == "table" and any(other.kind == "table" for other in message):
        return False
    if sum(part.size for part in message) + piece.size > room:
        return False
    opens = [part.kind != "rich" or before.kind != "rich" for before, part in pairwise((*message, piece))]
    return 1 + sum(opens) <= most


def as_blocks(pieces: Sequence[Piece]) -> list[Block]:
    """The pieces as blocks; parts of rich text that follow each other share one."""
    written: list[Block] = []
    for piece in pieces:
        if piece.kind != "rich":
            written.append(piece.block)
        elif written and written[-1]["type"] == "rich_text":
            _add(written[-1]["elements"], piece)
        else:
            written.append(blocks.rich_text([piece.block]))
    return written


def _add(parts: list[Block], piece: Piece) -> None:
    """Add a part of rich text: a list goes on, a section begins a new paragraph of the one before it."""
    last, part = parts[-1], piece.block
    if piece.is_rest and last["type"] == part["type"]:
        parts[-1] = _extended(last, part)
    elif part["type"] == "rich_text_list" == last["type"] and _goes_on(last, part):
        parts[-1] = {**last, "elements": [*last["elements"], *part["elements"]]}
    elif part["type"] == "rich_text_section" == last["type"]:
        parts[-1] = blocks.section([*last["elements"], blocks.span("\n\n"), *part["elements"]])
    else:
        parts.append(part)


def _extended(part: Block, rest: Block) -> Block:
    """A part with its rest; of a list, the last item with its rest."""
    if part["type"] != "rich_text_list":
        return {**part, "elements": [*part["elements"], *rest["elements"]]}
    *items, last = part["elements"]
    return {**part, "elements": [*items, _extended(last, rest["elements"][0])]}


def _goes_on(last: Block, part: Block) -> bool:
    """Whether an item is the next of a list: of the same style and depth, and with the next number."""
    if (last["style"], last.get("indent")) != (part["style"], part.get("indent")):
        return False
    return bool(part["style"] == "bullet" or part.get("offset", 0) == last.get("offset", 0) + len(last["elements"]))
