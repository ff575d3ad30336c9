"""Finding what a request names, or refusing in Slack's words."""

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Message
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import BOT_USER_ID, Channel, User

Json = dict[str, Any]


def channel_named(workspace: Workspace, reference: str) -> Channel:
    """The channel by its id; raises ``channel_not_found``."""
    channel = workspace.world.channel(reference)
    if channel is None or channel.id != reference or not is_visible(workspace, channel):
        raise ApiError("channel_not_found")
    return channel


def is_visible(workspace: Workspace, channel: Channel) -> bool:
    """Whether the app knows of a channel: of a private one only from within."""
    return channel.kind != "group" or workspace.world.is_member(channel, BOT_USER_ID)


def destination(workspace: Workspace, reference: str) -> Channel:
    """Where to post: an id, a name or a person, whose direct message it is then. Raises as ``channel_to_write``."""
    channel = workspace.world.channel(reference)
    return channel_to_write(workspace, channel.id if channel else reference)


def channel_to_write(workspace: Workspace, channel_id: str) -> Channel:
    """A channel the app is in; raises ``channel_not_found`` or ``not_in_channel``."""
    channel = channel_named(workspace, channel_id)
    if not workspace.world.is_member(channel, BOT_USER_ID):
        raise ApiError("not_in_channel")
    return channel


def user_named(workspace: Workspace, user_id: str) -> User:
    """The user by id; raises ``user_not_found``."""
    user = workspace.world.user(user_id)
    if user is None:
        raise ApiError("user_not_found")
    return user


def message_named(workspace: Workspace, channel: Channel, ts: str) -> Message:
    """A message that all can see; raises ``message_not_found``."""
    message = workspace.log.find(channel.id, ts)
    if message is None or message.ephemeral_for:
        raise ApiError("message_not_found")
    return message


def root_of_thread(workspace: Workspace, channel: Channel, ts: str, error: str = "thread_not_found") -> Message:
    """The root of the thread that ``ts`` belongs to; raises ``ApiError`` with ``error``."""
    message = workspace.log.find(channel.id, ts)
    if message is None or message.ephemeral_for:
        raise ApiError(error)
    if message.is_reply:
        return root_of_thread(workspace, channel, message.thread_ts or "", error)
    return message
