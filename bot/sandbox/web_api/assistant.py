"""assistant.threads.* and agents.sessions.*: status, suggested prompts and titles."""

from typing import Any

from bot.sandbox.sessions import NOT_SUBSCRIBED
from bot.sandbox.web_api.lookups import channel_to_write, root_of_thread
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def set_status(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setStatus: an empty status clears it."""
    channel = channel_to_write(workspace, arguments["channel_id"])
    root = root_of_thread(workspace, channel, arguments["thread_ts"], "invalid_thread_ts")
    workspace.statuses.set(channel, root.ts, arguments["status"], arguments.get("loading_messages") or ())
    return {}


def set_suggested_prompts(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setSuggestedPrompts; in the agent view, without a thread."""
    channel = channel_to_write(workspace, arguments["channel_id"])
    if arguments.get("thread_ts"):
        root_of_thread(workspace, channel, arguments["thread_ts"], "invalid_thread_ts")
    workspace.statuses.set_prompts(channel, arguments.get("title") or "", arguments["prompts"])
    return {}


def set_title(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setTitle and agents.sessions.rename: checked, but shown nowhere yet."""
    channel = channel_to_write(workspace, arguments["channel_id"])
    root_of_thread(workspace, channel, arguments["thread_ts"], "invalid_thread_ts")
    return {}


def set_session_status(workspace: Workspace, arguments: Json) -> Json:
    """agents.sessions.setStatus; warns where no one would hear the Stop button."""
    channel = channel_to_write(workspace, arguments["channel_id"])
    root = root_of_thread(workspace, channel, arguments["thread_ts"], "invalid_thread_ts")
    workspace.sessions.set(channel, root.ts, arguments["status"])
    return {} if workspace.sessions.can_be_stopped else {"warning": NOT_SUBSCRIBED}
