"""The shapes of Block Kit's blocks, chunks and metadata, with the documented lengths and counts."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.element_shapes import (
    BUTTON,
    ID_LENGTH,
    IMAGE_ELEMENT,
    IN_ACTIONS,
    IN_INPUTS,
    IN_SECTIONS,
    URL_SOURCE,
    element,
    plain,
    text,
)
from bot.sandbox.rich_text_shapes import RICH_PARTS
from bot.sandbox.shapes import (
    Complaints,
    Shape,
    anything,
    boolean,
    choice,
    integer,
    items,
    record,
    string,
    typed,
    variant,
)


def _block(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    return typed(required, {"block_id": string(ID_LENGTH), **(optional or {})})


def _section(value: Any, pointer: str, complaints: Complaints) -> None:
    parts = {"text": text(3000), "fields": items(text(2000), 10), "accessory": element(*IN_SECTIONS)}
    needed = {} if value.get("fields") else {"text": parts["text"]}
    _block(needed, {**parts, "expand": boolean})(value, pointer, complaints)


def _child(value: Any, pointer: str, complaints: Complaints) -> None:
    variant(BLOCKS)(value, pointer, complaints)


_RICH_TEXT = _block({"elements": items(variant(RICH_PARTS), least=0)})
_CELL = variant({"raw_text": typed({"text": string()}), "rich_text": _RICH_TEXT, "raw_number": anything})
_TASK: Mapping[str, Shape] = {
    "details": _RICH_TEXT,
    "output": _RICH_TEXT,
    "sources": items(URL_SOURCE, least=0),
}
_TASK_CARD = _block(
    {
        "task_id": string(),
        "title": string(256),
        "status": choice("pending", "in_progress", "complete", "error"),
    },
    _TASK,
)
_CARD = _block(
    {},
    {
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "actions": items(BUTTON, 3),
    },
)
BLOCKS: Mapping[str, Shape] = {
    "section": _section,
    "divider": _block({}),
    "header": _block({"text": plain(150)}),
    "context": _block({"elements": items(element("image", "plain_text", "mrkdwn"), 10)}),
    "context_actions": _block({"elements": items(element("feedback_buttons", "icon_button"), 5)}),
    "actions": _block({"elements": items(element(*IN_ACTIONS), 25)}),
    "input": _block(
        {"label": plain(2000), "element": element(*IN_INPUTS)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "image": _block(
        {"alt_text": string(2000)}, {"image_url": string(3000), "slack_file": anything, "title": plain(2000)}
    ),
    "markdown": _block({"text": string(12_000)}),
    "rich_text": _RICH_TEXT,
    "table": _block({"rows": items(items(_CELL, 20), 100)}, {"column_settings": items(anything, 20)}),
    "data_table": _block(
        {"rows": items(items(_CELL, 20), 200), "caption": string()},
        {"page_size": integer, "row_header_column_index": integer},
    ),
    "task_card": _TASK_CARD,
    "plan": _block({"title": string()}, {"tasks": items(variant({"task_card": _TASK_CARD}), 50)}),
    "card": _CARD,
    "carousel": _block({"elements": items(variant({"card": _CARD}), 10)}),
    "container": _block(
        {"child_blocks": items(_child, 10)},
        {
            "title": text(150),
            "rich_text_title": anything,
            "subtitle": text(150),
            "icon": anything,
            "width": anything,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
    ),
    "alert": _block({"text": text(200)}, {"level": choice("default", "info", "warning", "error", "success")}),
    "file": _block({"external_id": string(), "source": choice("remote")}),
    "video": _block(
        {"alt_text": string(), "thumbnail_url": string(), "title": plain(200), "video_url": string()},
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": string(),
            "provider_name": string(),
            "title_url": string(),
        },
    ),
}
CHUNKS: Mapping[str, Shape] = {
    "markdown_text": typed({"text": string(12_000)}),
    "task_update": typed(
        {"id": string(), "title": string(256), "status": choice("pending", "in_progress", "complete", "error")},
        {"details": string(256), "output": string(256), "sources": items(URL_SOURCE, least=0)},
    ),
    "plan_update": typed({"title": string(256)}),
    "blocks": typed({"blocks": items(_child, 50)}),
}
METADATA = record({"event_type": string(), "event_payload": anything})
