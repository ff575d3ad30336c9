"""chat.startStream, appendStream and stopStream."""

from dataclasses import replace
from typing import Any

from bot.sandbox.blocks import COUNTS, check_message_blocks, with_ids
from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Message
from bot.sandbox.streams import STREAM_SECONDS, Stream
from bot.sandbox.web_api.lookups import channel_named, channel_to_write, message_named, root_of_thread, user_named
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import BOT_USER_ID, Channel

Json = dict[str, Any]


def start(workspace: Workspace, arguments: Json) -> Json:
    """chat.startStream."""
    channel = channel_to_write(workspace, arguments["channel"])
    root = root_of_thread(workspace, channel, arguments["thread_ts"])
    if channel.kind != "im":
        _check_recipient(workspace, arguments)
    ts = workspace.stamps.ts()
    stream = workspace.streams.start(channel.id, ts)
    _add(stream, arguments)
    message = Message(
        ts=ts,
        channel=channel.id,
        user=BOT_USER_ID,
        text=stream.text(),
        blocks=with_ids(stream.blocks(), ts),
        thread_ts=root.ts,
        streaming=True,
    )
    workspace.board.post(channel, message)
    workspace.clock.later(STREAM_SECONDS, lambda: _expire(workspace, channel, ts))
    return {"channel": channel.id, "ts": ts}


def append(workspace: Workspace, arguments: Json) -> Json:
    """chat.appendStream."""
    channel, old, stream = _under_way(workspace, arguments)
    _add(stream, arguments)
    new = replace(old, text=stream.text(), blocks=with_ids(stream.blocks(), old.ts))
    workspace.board.change(channel, new, old)
    return {"channel": channel.id, "ts": new.ts}


def stop(workspace: Workspace, arguments: Json) -> Json:
    """chat.stopStream: the blocks given here stand at the end, as a list of their own."""
    channel, old, stream = _under_way(workspace, arguments)
    _add(stream, arguments)
    if arguments.get("session_status"):
        workspace.sessions.set(channel, old.thread_ts or old.ts, arguments["session_status"], "session_status")
    blocks = [*stream.blocks(), *(arguments.get("blocks") or [])]
    workspace.streams.stop(old)
    new = replace(
        old,
        text=stream.text(),
        blocks=with_ids(blocks, old.ts),
        streaming=False,
        metadata=arguments.get("metadata", old.metadata),
    )
    workspace.board.change(channel, new, old)
    shown = workspace.log.as_slack(new, with_metadata=True)
    return {"channel": channel.id, "ts": new.ts, "message": shown}


def _expire(workspace: Workspace, channel: Channel, ts: str) -> None:
    message = workspace.log.find(channel.id, ts)
    if message and message.streaming:  # it ran out of time: the page stops showing it as under way
        workspace.streams.stop(message)
        workspace.board.change(channel, replace(message, streaming=False), message)


def _under_way(workspace: Workspace, arguments: Json) -> tuple[Channel, Message, Stream]:
    channel = channel_named(workspace, arguments["channel"])
    message = message_named(workspace, channel, arguments["ts"])
    if not message.from_app:
        raise ApiError("message_not_owned_by_app")
    try:
        return channel, message, workspace.streams.get(message)
    except ApiError as refusal:
        if refusal.code != "stopped_by_user":
            _expire(workspace, channel, message.ts)
        raise


def _add(stream: Stream, arguments: Json) -> None:
    trial = Stream(stream.started, stream.plan_title, list(stream.pieces))
    trial.add_text(arguments.get("markdown_text") or "")
    trial.add_chunks(arguments.get("chunks") or [])
    if len(trial.blocks()) > COUNTS["message"]:
        raise ApiError("msg_blocks_too_many")
    check_message_blocks([*trial.blocks()])
    stream.plan_title, stream.pieces = trial.plan_title, trial.pieces


def _check_recipient(workspace: Workspace, arguments: Json) -> None:
    for name in ("recipient_team_id", "recipient_user_id"):
        if not arguments.get(name):
            raise ApiError(f"missing_{name}")
    if arguments["recipient_team_id"] != user_named(workspace, arguments["recipient_user_id"]).team:
        raise ApiError("team_not_found")
