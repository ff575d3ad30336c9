"""reactions.add and reactions.remove."""

import re
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Message
from bot.sandbox.web_api.lookups import channel_to_write, message_named
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import BOT_USER_ID, Channel

Json = dict[str, Any]
EMOJI_NAME = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")


def add(workspace: Workspace, arguments: Json) -> Json:
    """reactions.add."""
    channel, message, name = _target(workspace, arguments)
    if BOT_USER_ID in dict(message.reactions).get(name, ()):
        raise ApiError("already_reacted")
    workspace.board.react(channel, message, BOT_USER_ID, name, added=True)
    return {}


def remove(workspace: Workspace, arguments: Json) -> Json:
    """reactions.remove."""
    channel, message, name = _target(workspace, arguments)
    if BOT_USER_ID not in dict(message.reactions).get(name, ()):
        raise ApiError("no_reaction")
    workspace.board.react(channel, message, BOT_USER_ID, name, added=False)
    return {}


def _target(workspace: Workspace, arguments: Json) -> tuple[Channel, Message, str]:
    if not EMOJI_NAME.fullmatch(arguments["name"]):
        raise ApiError("invalid_name")
    channel = channel_to_write(workspace, arguments["channel"])
    return channel, message_named(workspace, channel, arguments["timestamp"]), arguments["name"]
