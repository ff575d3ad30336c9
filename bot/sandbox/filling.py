"""The state of a modal's inputs: what is missing, and what Slack fills in for those left empty."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
_EMPTY_LISTS = {"checkboxes": "selected_options", "multi_static_select": "selected_options"}
_EMPTY_VALUES = {
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
}


def missing_answers(blocks: Sequence[Json], values: Mapping[str, Any]) -> list[str]:
    """The block ids of the required inputs that have no value."""
    return [
        block["block_id"]
        for block, element in _inputs(blocks)
        if not block.get("optional") and not _has_value(_answer(block, element, values))
    ]


def complete(blocks: Sequence[Json], values: Mapping[str, Any]) -> Json:
    """The state with an entry for every input; one left empty has a null or an empty list."""
    filled: Json = {block_id: dict(parts) for block_id, parts in values.items() if isinstance(parts, Mapping)}
    for block, element in _inputs(blocks):
        entry = filled.setdefault(block["block_id"], {})
        entry.setdefault(element["action_id"], _empty(element))
    return filled


def _inputs(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    return ((block, block["element"]) for block in blocks if block["type"] == "input")


def _answer(block: Json, element: Json, values: Mapping[str, Any]) -> Any:
    parts = values.get(block["block_id"])
    return parts.get(element["action_id"]) if isinstance(parts, Mapping) else None


def _has_value(answer: Any) -> bool:
    if not isinstance(answer, Mapping):
        return False
    return any(value not in (None, "", [], {}) for name, value in answer.items() if name != "type")


def _empty(element: Json) -> Json:
    kind = element["type"]
    if kind in _EMPTY_LISTS:
        return {"type": kind, _EMPTY_LISTS[kind]: []}
    return {"type": kind, _EMPTY_VALUES.get(kind, "value"): None}
