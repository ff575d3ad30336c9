"""assistant.threads.* and agents.sessions.*: status, suggested prompts and titles."""

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.web_api.lookups import channel_named, root_of_thread
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
SESSION_STATUSES = ("active", "processing", "suspended", "closed")
STOPPED_EVENT = "agent_session_stopped"


def set_status(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setStatus: an empty status clears it."""
    channel = channel_named(workspace, arguments["channel_id"])
    root = root_of_thread(workspace, channel, arguments["thread_ts"], "invalid_thread_ts")
    workspace.statuses.set(channel, root.ts, arguments["status"], arguments.get("loading_messages") or ())
    return {}


def set_suggested_prompts(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setSuggestedPrompts; in the agent view, without a thread."""
    channel = channel_named(workspace, arguments["channel_id"])
    if arguments.get("thread_ts"):
        root_of_thread(workspace, channel, arguments["thread_ts"], "invalid_thread_ts")
    workspace.statuses.set_prompts(channel, arguments.get("title") or "", arguments["prompts"])
    return {}


def set_title(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setTitle and agents.sessions.rename: checked, but shown nowhere yet."""
    channel = channel_named(workspace, arguments["channel_id"])
    root_of_thread(workspace, channel, arguments["thread_ts"], "invalid_thread_ts")
    return {}


def set_session_status(workspace: Workspace, arguments: Json) -> Json:
    """agents.sessions.setStatus; warns where no one would hear the Stop button."""
    set_title(workspace, arguments)
    if arguments["status"] not in SESSION_STATUSES:
        allowed = ", ".join(SESSION_STATUSES)
        raise ApiError("invalid_arguments", messages=[f"[ERROR] must be one of: {allowed} [json-pointer:/status]"])
    if STOPPED_EVENT in workspace.manifest.bot_events:
        return {}
    return {"warning": f"missing_{STOPPED_EVENT}_event_subscription"}
