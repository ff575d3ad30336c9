"""The payloads of commands, clicks, submissions and shortcuts, in Slack's shapes."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.messages import Message
from bot.sandbox.tickets import Origin
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import APP_ID, TEAM_DOMAIN, TEAM_ID, Channel, User

Json = dict[str, Any]


def slash_command(workspace: Workspace, user: User, channel: Channel, command: str, text: str) -> Json:
    """A slash command; a command has no thread."""
    return {
        "token": "sandbox",
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": _response_url(workspace, Origin(user.id, channel.id)),
        "trigger_id": workspace.triggers.issue(user.id),
    }


def message_action(workspace: Workspace, user: User, message: Message, action: Json, values: Mapping[str, Any]) -> Json:
    """A click in a message; an ephemeral message is named but not shown."""
    channel = workspace.world.channel(message.channel)
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_for is not None,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    shown = {} if message.ephemeral_for else {"message": workspace.log.as_slack(message)}
    return {
        **_common(workspace, "block_actions", user),
        "container": container,
        "channel": {"id": message.channel, "name": channel.name if channel else ""},
        **shown,
        "state": {"values": dict(values)},
        "response_url": _response_url(workspace, _origin(user, message)),
        "actions": [action],
    }


def view_action(workspace: Workspace, user: User, view: View, action: Json) -> Json:
    """A click or a choice in a modal or on the Home tab."""
    return {
        **_common(workspace, "block_actions", user),
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_slack(),
        "actions": [action],
    }


def view_submission(workspace: Workspace, user: User, view: View) -> Json:
    """A submitted modal, with what was filled in under ``view.state.values``."""
    return {**_common(workspace, "view_submission", user), "view": view.as_slack(), "response_urls": []}


def view_closed(workspace: Workspace, user: User, view: View, *, is_cleared: bool) -> Json:
    """A closed modal, for a view that asked to be told."""
    payload = _common(workspace, "view_closed", user)
    del payload["trigger_id"]
    return {**payload, "view": view.as_slack(), "is_cleared": is_cleared}


def global_shortcut(workspace: Workspace, user: User, callback_id: str) -> Json:
    """A shortcut from anywhere."""
    action_ts = workspace.stamps.ts()
    return {**_common(workspace, "shortcut", user), "callback_id": callback_id, "action_ts": action_ts}


def message_shortcut(workspace: Workspace, user: User, channel: Channel, message: Message, callback_id: str) -> Json:
    """A shortcut on a message."""
    return {
        **_common(workspace, "message_action", user),
        "callback_id": callback_id,
        "action_ts": workspace.stamps.ts(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel.name},
        "message": workspace.log.as_slack(message),
        "response_url": _response_url(workspace, _origin(user, message)),
    }


def action_from(page: Mapping[str, Any], action_ts: str) -> Json:
    """One entry of ``actions``, from what the page says of the click."""
    names = ("type", "block_id", "action_id", "value", "selected_option", "selected_options", "text")
    dated = ("selected_date", "selected_time", "selected_user", "selected_users")
    return {name: page[name] for name in (*names, *dated) if page.get(name) is not None} | {"action_ts": action_ts}


def _common(workspace: Workspace, kind: str, user: User) -> Json:
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": APP_ID,
        "token": "sandbox",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": workspace.triggers.issue(user.id),
    }


def _origin(user: User, message: Message) -> Origin:
    return Origin(user.id, message.channel, message.ts, message.thread_ts)


def _response_url(workspace: Workspace, origin: Origin) -> str:
    return f"{workspace.url}/hooks/response/{workspace.response_urls.issue(origin)}"
