"""chat.*: posting, editing and deleting messages."""

import secrets
from dataclasses import replace
from typing import Any

from bot.sandbox.blocks import with_ids
from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Message
from bot.sandbox.web_api.lookups import channel_named, destination, message_named, root_of_thread, user_named
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import BOT_USER_ID, Channel

Json = dict[str, Any]


def message_parts(arguments: Json) -> Json:
    """The parts of a message that an app may set, with ids filled in, as fields of ``Message``."""
    blocks = arguments.get("blocks") or []
    if arguments.get("markdown_text"):
        blocks = [{"type": "markdown", "text": arguments["markdown_text"]}]
    return {
        "text": arguments.get("text") or arguments.get("markdown_text") or "",
        "blocks": with_ids(blocks, secrets.token_hex(3)),
        "attachments": tuple(arguments.get("attachments") or ()),
    }


def post_message(workspace: Workspace, arguments: Json) -> Json:
    """chat.postMessage."""
    channel = destination(workspace, arguments["channel"])
    message = Message(
        ts=workspace.stamps.ts(),
        channel=channel.id,
        user=BOT_USER_ID,
        thread_ts=_thread(workspace, channel, arguments),
        metadata=arguments.get("metadata"),
        **message_parts(arguments),
    )
    workspace.board.post(channel, message)
    shown = workspace.log.as_slack(message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    """chat.postEphemeral."""
    channel = destination(workspace, arguments["channel"])
    user = user_named(workspace, arguments["user"])
    if not workspace.world.is_member(channel, user.id):
        raise ApiError("user_not_in_channel")
    message = Message(
        ts=workspace.stamps.ts(),
        channel=channel.id,
        user=BOT_USER_ID,
        thread_ts=_thread(workspace, channel, arguments),
        ephemeral_for=user.id,
        **message_parts(arguments),
    )
    workspace.board.post(channel, message)
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Json) -> Json:
    """chat.update: a text without blocks takes the blocks away, and only such an edit is marked as one."""
    channel = channel_named(workspace, arguments["channel"])
    old = _own_message(workspace, channel, arguments["ts"], "cant_update_message")
    if workspace.streams.is_open(old):
        raise ApiError("streaming_state_conflict")
    new = replace(old, **_changed_parts(arguments), streaming=False)
    if not new.blocks:
        new = replace(new, edited=(BOT_USER_ID, workspace.stamps.ts()))
    workspace.board.change(channel, new, old)
    shown = workspace.log.as_slack(new, with_metadata=True)
    return {"channel": channel.id, "ts": new.ts, "text": new.text, "message": shown}


def _changed_parts(arguments: Json) -> Json:
    parts = message_parts(arguments)
    if not any(name in arguments for name in ("text", "blocks", "markdown_text")):
        del parts["text"], parts["blocks"]  # only attachments are new
    if "attachments" not in arguments:
        del parts["attachments"]
    return parts | ({"metadata": arguments["metadata"] or None} if "metadata" in arguments else {})


def delete(workspace: Workspace, arguments: Json) -> Json:
    """chat.delete."""
    channel = channel_named(workspace, arguments["channel"])
    message = _own_message(workspace, channel, arguments["ts"], "cant_delete_message")
    workspace.streams.stop(message)
    workspace.board.delete(channel, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(workspace: Workspace, arguments: Json) -> Json:
    """chat.getPermalink: an address of this page, since the sandbox has no other."""
    channel = channel_named(workspace, arguments["channel"])
    message = message_named(workspace, channel, arguments["message_ts"])
    thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else ""
    permalink = f"{workspace.url}/archives/{channel.id}/p{message.ts.replace('.', '')}{thread}"
    return {"channel": channel.id, "permalink": permalink}


def _own_message(workspace: Workspace, channel: Channel, ts: str, refusal: str) -> Message:
    message = message_named(workspace, channel, ts)
    if not message.from_app:
        raise ApiError(refusal)
    return message


def _thread(workspace: Workspace, channel: Channel, arguments: Json) -> str | None:
    thread_ts = arguments.get("thread_ts")
    return root_of_thread(workspace, channel, thread_ts).ts if thread_ts else None
