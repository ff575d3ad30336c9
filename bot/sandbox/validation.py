"""The one gate of the Web API: nothing reaches a method's own code that Slack would have refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.block_shapes import METADATA
from bot.sandbox.blocks import check_chunks, check_message_blocks, check_view
from bot.sandbox.errors import ApiError
from bot.sandbox.rules import (
    BOOLEAN_ARGUMENTS,
    CUSTOM_LOOKS,
    INTEGER_ARGUMENTS,
    JSON_ARGUMENTS,
    MARKDOWN_TEXT_LIMIT,
    MAX_ATTACHMENTS,
    MAX_LIMIT,
    METHODS,
    POST_TEXT_LIMIT,
    SPLIT_TEXT_LIMIT,
    UPDATE_TEXT_LIMIT,
    Method,
)
from bot.sandbox.shapes import Complaints, boolean, complain, integer, items, record, string
from bot.sandbox.world import ChannelKind

Json = dict[str, Any]
LIST_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}
_PROMPTS = items(record({"title": string(), "message": string()}), 4)
_LOADING = items(string(), 10)


@dataclass(frozen=True, slots=True)
class Gate:
    """What the app may: its tokens, its granted scopes, and how a channel's kind is found.

    ``scopes_used`` collects the scopes without which a request would have been refused.
    """

    bot_token: str
    app_token: str
    scopes: frozenset[str]
    kind_of: Callable[[str], ChannelKind | None]
    scopes_used: set[str] = field(default_factory=set)


def validate_request(gate: Gate, name: str, arguments: Json, token: str | None) -> tuple[str, ...]:
    """Check one request; returns warnings for the inspector, raises ``ApiError`` with Slack's code."""
    method = METHODS.get(name)
    if method is None:
        raise ApiError("unknown_method", req_method=name)
    _check_token(gate, method, token)
    _check_names(method, arguments)
    _check_scopes(gate, needed_scopes(gate, name, method, arguments))
    if CUSTOM_LOOKS & arguments.keys():
        _check_scopes(gate, ("chat:write.customize",))
    _check_types(arguments)
    _check_content(name, method, arguments)
    return _warnings(name, arguments)


def needed_scopes(gate: Gate, name: str, method: Method, arguments: Json) -> tuple[str, ...]:
    """The scopes of which one is needed for this call; none are for an unknown channel."""
    if name == "conversations.list":
        types = str(arguments.get("types") or "public_channel").split(",")
        return tuple(LIST_SCOPES[each.strip()] for each in types if each.strip() in LIST_SCOPES)[:1]
    if method.scopes_by_kind is None:
        return method.scopes
    kind = "im" if arguments.get("users") else gate.kind_of(str(arguments.get("channel", "")))
    return (method.scopes_by_kind[kind],) if kind else ()


def _check_token(gate: Gate, method: Method, token: str | None) -> None:
    if not token:
        raise ApiError("not_authed")
    kinds = {gate.bot_token: "bot", gate.app_token: "app"}
    if token not in kinds:
        raise ApiError("invalid_auth")
    if kinds[token] != method.token:
        raise ApiError("not_allowed_token_type")


def _check_names(method: Method, arguments: Json) -> None:
    complaints: Complaints = []
    for name in sorted(method.required - arguments.keys()):
        complain(complaints, f"missing required field: {name}", f"/{name}")
    for name in sorted(arguments.keys() - method.known):
        complain(complaints, f"invalid additional property: {name}", f"/{name}")
    if complaints:
        raise ApiError("invalid_arguments", messages=complaints)


def _check_scopes(gate: Gate, needed: tuple[str, ...]) -> None:
    if needed and not gate.scopes.intersection(needed):
        raise ApiError("missing_scope", needed=",".join(needed), provided=",".join(sorted(gate.scopes)))
    gate.scopes_used.update([scope for scope in needed if scope in gate.scopes][:1])


def _check_types(arguments: Json) -> None:
    complaints: Complaints = []
    for name, value in arguments.items():
        if name in BOOLEAN_ARGUMENTS:
            boolean(value, f"/{name}", complaints)
        elif name in INTEGER_ARGUMENTS:
            integer(value, f"/{name}", complaints)
        elif name == "prompts":
            _PROMPTS(value, "/prompts", complaints)
        elif name == "loading_messages":
            _LOADING(value, "/loading_messages", complaints)
        elif name == "markdown_text":
            string(MARKDOWN_TEXT_LIMIT, least=0)(value, "/markdown_text", complaints)
        elif name not in JSON_ARGUMENTS | {"users", "file_ids"}:
            string(least=0)(value, f"/{name}", complaints)
    if complaints:
        raise ApiError("invalid_arguments", messages=complaints)
    if not 1 <= arguments.get("limit", 1) <= MAX_LIMIT:
        raise ApiError("invalid_limit")


def _check_content(name: str, method: Method, arguments: Json) -> None:
    if method.content and not any(arguments.get(part) for part in method.content):
        raise ApiError("no_text")
    has_markdown = "text" in method.content and arguments.get("markdown_text")
    if has_markdown and (arguments.get("text") or arguments.get("blocks")):
        raise ApiError("markdown_text_conflict")
    if "blocks" in arguments:
        check_message_blocks(arguments["blocks"])
    if "attachments" in arguments:
        check_attachments(arguments["attachments"])
    if "chunks" in arguments:
        check_chunks(arguments["chunks"])
    if "view" in arguments:
        check_view(arguments["view"], "home" if name == "views.publish" else _surface(arguments["view"], name))
    if arguments.get("metadata"):  # an empty object takes the metadata away
        complaints: Complaints = []
        METADATA(arguments["metadata"], "/metadata", complaints)
        if complaints:
            raise ApiError("invalid_metadata_format", messages=complaints)
    limit = UPDATE_TEXT_LIMIT if name == "chat.update" else POST_TEXT_LIMIT
    if len(arguments.get("text", "")) > limit:
        raise ApiError("msg_too_long")


def check_attachments(attachments: Any) -> None:
    """Raise ``ApiError`` unless this is a list of objects; what is in them is not looked at."""
    if not isinstance(attachments, list) or not all(isinstance(part, dict) for part in attachments):
        raise ApiError("invalid_attachments")
    if len(attachments) > MAX_ATTACHMENTS:
        raise ApiError("too_many_attachments")


def _surface(view: Any, name: str) -> Any:
    is_home = name == "views.update" and isinstance(view, dict) and view.get("type") == "home"
    return "home" if is_home else "modal"


def _warnings(name: str, arguments: Json) -> tuple[str, ...]:
    warnings = []
    if name.startswith("chat.") and "Stream" not in name and arguments.get("blocks") and not arguments.get("text"):
        warnings.append("missing_text")
    if name == "chat.postMessage" and len(arguments.get("text", "")) > SPLIT_TEXT_LIMIT:
        warnings.append("text_would_be_split")
    if arguments.get("reply_broadcast"):
        warnings.append("reply_broadcast_not_shown")  # this sandbox leaves the reply in its thread
    return tuple(warnings)
