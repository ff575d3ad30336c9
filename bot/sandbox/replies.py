"""What an app answers to an interaction: a message through its response url, or a view in its acknowledgement."""

from dataclasses import replace
from typing import Any

from bot.sandbox.blocks import check_message_blocks, check_view
from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Message
from bot.sandbox.showing import show
from bot.sandbox.tickets import Origin
from bot.sandbox.validation import check_attachments
from bot.sandbox.views import View
from bot.sandbox.web_api.chat import message_parts
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import BOT_USER_ID

Json = dict[str, Any]


def answer_origin(workspace: Workspace, origin: Origin, body: Json) -> None:
    """Post, replace or delete, as ``body`` says; raises ``ApiError`` when it may not."""
    if body.get("replace_original") or body.get("delete_original"):
        _change_original(workspace, origin, body)
        return
    _check_message(body)
    channel = workspace.world.channel(origin.channel)
    if channel is None:
        raise ApiError("channel_not_found")
    in_channel = body.get("response_type") == "in_channel"
    message = Message(
        ts=workspace.stamps.ts(),
        channel=channel.id,
        user=BOT_USER_ID,
        thread_ts=body.get("thread_ts") or (origin.thread_ts if not in_channel else None),
        ephemeral_for=None if in_channel else origin.user,
        **message_parts(body),
    )
    workspace.board.post(channel, message)


def answer_submission(workspace: Workspace, view: View, body: Json) -> None:
    """Honour the acknowledgement of a submission; raises ``ApiError`` when a view in it is no good."""
    action = body.get("response_action")
    if action == "errors":
        errors = body.get("errors")
        known = {block.get("block_id") for block in view.body["blocks"]}
        if not isinstance(errors, dict) or not errors or not set(errors) <= known:
            raise ApiError("invalid_errors")  # a client then shows that something went wrong
        workspace.feed.tell([view.user], {"type": "view_errors", "view_id": view.id, "errors": errors})
    elif action == "update":
        check_view(body.get("view"), "modal")
        show(workspace, "view_update", workspace.views.update(view, body["view"]))
    elif action == "push":
        check_view(body.get("view"), "modal")
        show(workspace, "view_push", workspace.views.push(view.user, body["view"]))
    elif action == "clear":
        for gone in reversed(workspace.views.close_all(view.user)):
            workspace.feed.tell([view.user], {"type": "view_close", "view_id": gone.id})
    elif action is None:
        close_view(workspace, view)
    else:
        raise ApiError("invalid_response_action")


def close_view(workspace: Workspace, view: View) -> None:
    """Take a modal off its user's screen."""
    workspace.views.close(view)
    workspace.feed.tell([view.user], {"type": "view_close", "view_id": view.id})


def _check_message(body: Json) -> None:
    if not all(isinstance(body.get(name, ""), str) for name in ("text", "thread_ts")):
        raise ApiError("invalid_payload")
    if not (body.get("text") or body.get("blocks") or body.get("attachments")):
        raise ApiError("no_text")
    if body.get("blocks"):
        check_message_blocks(body["blocks"])
    if body.get("attachments"):
        check_attachments(body["attachments"])


def _change_original(workspace: Workspace, origin: Origin, body: Json) -> None:
    channel = workspace.world.channel(origin.channel)
    message = workspace.log.find(origin.channel, origin.message_ts or "")
    if channel is None or message is None or not message.from_app:
        raise ApiError("message_not_found")
    if body.get("delete_original"):
        workspace.board.delete(channel, message)
        return
    _check_message(body)
    edited = (BOT_USER_ID, workspace.stamps.ts())
    workspace.board.change(channel, replace(message, edited=edited, **message_parts(body)), message)
