"""conversations.*: channels, members and what was said."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Message
from bot.sandbox.web_api.lookups import (
    channel_named,
    channel_to_write,
    destination,
    is_visible,
    root_of_thread,
    user_named,
)
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import BOT_USER_ID, TEAM_ID, Channel

Json = dict[str, Any]
DEFAULT_LIMIT = 100


def info(workspace: Workspace, arguments: Json) -> Json:
    """conversations.info."""
    channel = channel_named(workspace, arguments["channel"])
    shown = described(workspace, channel)
    if arguments.get("include_num_members"):
        shown["num_members"] = len(workspace.world.members(channel))
    return {"channel": shown}


def open_conversation(workspace: Workspace, arguments: Json) -> Json:
    """conversations.open: a direct message with one person."""
    users = arguments.get("users") or ""
    named = users if isinstance(users, list) else [part for part in str(users).split(",") if part]
    if arguments.get("channel"):
        channel = channel_named(workspace, arguments["channel"])
    elif len(named) == 1:
        channel = destination(workspace, user_named(workspace, named[0].strip()).id)
    elif named:
        raise ApiError("method_not_supported_for_channel_type")  # a group's message is beyond this sandbox
    else:
        raise ApiError("users_list_not_supplied")
    return {
        "no_op": True,
        "already_open": True,
        "channel": described(workspace, channel) if arguments.get("return_im") else {"id": channel.id},
    }


def history(workspace: Workspace, arguments: Json) -> Json:
    """conversations.history: roots only, newest first."""
    channel = channel_to_write(workspace, arguments["channel"])
    roots = [m for m in workspace.log.listed(channel.id) if not m.is_reply]
    wanted = _in_range(roots, arguments)[::-1]
    return _page(workspace, wanted, arguments)


def replies(workspace: Workspace, arguments: Json) -> Json:
    """conversations.replies: the root, then its replies, oldest first."""
    channel = channel_to_write(workspace, arguments["channel"])
    root = root_of_thread(workspace, channel, arguments["ts"])
    wanted = [root, *_in_range(workspace.log.replies(root), arguments)]
    return _page(workspace, wanted, arguments)


def members(workspace: Workspace, arguments: Json) -> Json:
    """conversations.members."""
    channel = channel_named(workspace, arguments["channel"])
    page, cursor = _cut(workspace.world.members(channel), arguments)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def list_conversations(workspace: Workspace, arguments: Json) -> Json:
    """conversations.list: public channels, or with ``types`` the direct messages too."""
    types = str(arguments.get("types") or "public_channel").split(",")
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    wanted = {kinds[t.strip()] for t in types if t.strip() in kinds}
    seen = [c for c in workspace.world.channels if c.kind in wanted and is_visible(workspace, c)]
    found = [described(workspace, channel) for channel in seen]
    page, cursor = _cut(found, arguments)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def described(workspace: Workspace, channel: Channel) -> Json:
    """The channel object of the Web API."""
    shared = {
        "is_shared": channel.is_shared,
        "is_ext_shared": channel.is_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
    }
    common: Json = {"id": channel.id, "created": 0, "is_archived": False, "context_team_id": TEAM_ID, **shared}
    if channel.kind == "im":
        return {**common, "is_im": True, "user": channel.user, "is_channel": False}
    return {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "group",
        "is_general": channel.name == "generelt",
        "is_member": workspace.world.is_member(channel, BOT_USER_ID),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def _in_range(messages: Sequence[Message], arguments: Json) -> list[Message]:
    oldest, latest = _seconds(arguments, "oldest", 0.0), _seconds(arguments, "latest", float("inf"))
    inclusive = bool(arguments.get("inclusive"))
    return [m for m in messages if oldest < float(m.ts) < latest or (inclusive and float(m.ts) in (oldest, latest))]


def _seconds(arguments: Json, name: str, default: float) -> float:
    try:
        return float(arguments.get(name) or default)
    except ValueError:
        raise ApiError(f"invalid_ts_{name}") from None


def _page(workspace: Workspace, messages: Sequence[Message], arguments: Json) -> Json:
    page, cursor = _cut(messages, arguments)
    with_metadata = bool(arguments.get("include_all_metadata"))
    shown = [workspace.log.as_slack(message, with_metadata=with_metadata) for message in page]
    return {"messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def _cut(found: Sequence[Any], arguments: Json) -> tuple[list[Any], str]:
    start = str(arguments.get("cursor") or "from:0").removeprefix("from:")
    if not start.isdigit():
        raise ApiError("invalid_cursor")
    end = int(start) + int(arguments.get("limit") or DEFAULT_LIMIT)
    return list(found[int(start) : end]), f"from:{end}" if end < len(found) else ""
