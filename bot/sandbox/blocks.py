"""Checks of whole payloads: blocks per surface, counts, unique ids and the sums that no single block shows."""

import copy
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from bot.sandbox.block_shapes import BLOCKS, CHUNKS
from bot.sandbox.element_shapes import ID_LENGTH, plain
from bot.sandbox.errors import ApiError
from bot.sandbox.expansion import expanded_count
from bot.sandbox.sdk_checks import check_with_sdk
from bot.sandbox.shapes import Complaints, Shape, anything, boolean, complain, items, string, typed, variant

Json = dict[str, Any]
Surface = Literal["message", "modal", "home"]

MESSAGE_TEXT_LIMIT = 13_200  # all text of one message's blocks; undocumented, seen as msg_blocks_too_long
MARKDOWN_LIMIT = 12_000  # cumulative over a payload's markdown blocks
TABLE_LIMIT = 10_000  # characters in a message's table
COUNTS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
EVERYWHERE = ("section", "divider", "header", "context", "actions", "image", "input", "rich_text", "video")
SURFACES: dict[Surface, tuple[str, ...]] = {
    "message": tuple(name for name in BLOCKS if name != "alert"),
    "modal": (*EVERYWHERE, "alert"),
    "home": EVERYWHERE,
}


def check_blocks(blocks: Any, surface: Surface, pointer: str = "/blocks") -> Complaints:
    """What is wrong with a list of blocks: shapes, lengths, counts, repeated ids."""
    complaints: Complaints = []
    items(variant(BLOCKS, *SURFACES[surface]), COUNTS[surface], least=0)(blocks, pointer, complaints)
    if not complaints:
        check_with_sdk(blocks, pointer, complaints)
        _check_ids(blocks, pointer, complaints)
        if sum(len(b["text"]) for b in blocks if b["type"] == "markdown") > MARKDOWN_LIMIT:
            complain(complaints, f"markdown must be less than {MARKDOWN_LIMIT + 1} characters in all", pointer)
    return complaints


def check_message_blocks(blocks: Any) -> None:
    """Raise ``ApiError`` unless a message may carry these blocks."""
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    complaints = check_blocks(blocks, "message")
    if complaints:
        raise ApiError("invalid_blocks", messages=complaints)
    if expanded_count(blocks) > COUNTS["message"]:
        raise ApiError(
            "invalid_blocks", messages=["[ERROR] no more than 50 items allowed, expanded [json-pointer:/blocks]"]
        )
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        raise ApiError("invalid_blocks", messages=["[ERROR] only one table is allowed [json-pointer:/blocks]"])
    if text_length(tables) > TABLE_LIMIT or text_length(blocks) > MESSAGE_TEXT_LIMIT:
        raise ApiError("msg_blocks_too_long")


def check_chunks(chunks: Any) -> None:
    """Raise ``ApiError`` unless these may be sent to a stream."""
    complaints: Complaints = []
    items(variant(CHUNKS))(chunks, "/chunks", complaints)
    if complaints:
        raise ApiError("invalid_chunks", messages=complaints)


_VIEW_IDS: dict[str, Shape] = {
    "callback_id": string(ID_LENGTH, least=0),
    "external_id": string(ID_LENGTH, least=0),
    "private_metadata": string(3000, least=0),
}
_MODAL = typed(
    {"title": plain(24), "blocks": anything},
    {
        **_VIEW_IDS,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = typed({"blocks": anything}, _VIEW_IDS)
MAX_VIEW_CHARACTERS = 250_000


def check_view(view: Any, surface: Surface) -> None:
    """Raise ``ApiError`` unless this may be shown as a modal or as the Home tab."""
    complaints: Complaints = []
    variant({"modal": _MODAL, "home": _HOME}, surface)(view, "/view", complaints)
    if not complaints:
        complaints += check_blocks(view["blocks"], surface, "/view/blocks")
    if not complaints and surface == "modal" and not view.get("submit"):
        for index, block in enumerate(view["blocks"]):
            if block["type"] == "input":
                complain(complaints, "must define `submit` to use an `input` block in modals", f"/view/blocks/{index}")
    if complaints:
        raise ApiError("invalid_arguments", messages=complaints)
    if len(str(view)) > MAX_VIEW_CHARACTERS:
        raise ApiError("view_too_large")


def text_length(value: Any) -> int:
    """The characters of all ``text`` fields inside."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(text_length(part) for name, part in value.items() if not isinstance(part, str))
    return sum(text_length(part) for part in value) if isinstance(value, list) else 0


def interactive_elements(block: Json) -> Iterator[Json]:
    """A block's elements that can be acted upon, those of its children included."""
    for part in [block.get("accessory"), block.get("element"), *block.get("elements", []), *block.get("actions", [])]:
        if isinstance(part, dict):
            if part.get("type") == "card":
                yield from interactive_elements(part)
            elif part.get("type") not in ("image", "mrkdwn", "plain_text") and "rich_text_" not in str(part["type"]):
                yield part
    for child in block.get("child_blocks", []):
        yield from interactive_elements(child)


def with_ids(blocks: Sequence[Json], new_id: str) -> tuple[Json, ...]:
    """The blocks with the ids that Slack fills in where the app gave none. A markdown block keeps no id."""
    filled = copy.deepcopy(tuple(blocks))
    for index, block in enumerate(filled):
        if block["type"] == "markdown":
            block.pop("block_id", None)
        else:
            block.setdefault("block_id", f"{new_id}-{index}")
        for number, part in enumerate(interactive_elements(block)):
            part.setdefault("action_id", f"{new_id}-{index}-{number}")
    return filled


def _check_ids(blocks: list[Json], pointer: str, complaints: Complaints) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            complain(complaints, f"`block_id` {block_id} already exists", f"{pointer}/{index}/block_id")
        seen.add(block_id or "")
        actions = [part["action_id"] for part in interactive_elements(block) if part.get("action_id")]
        for action_id in {a for a in actions if actions.count(a) > 1}:
            complain(complaints, f"`action_id` {action_id} already exists", f"{pointer}/{index}")
