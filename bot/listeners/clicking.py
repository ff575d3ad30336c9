"""A click, read from Slack's ``block_actions`` payload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Click:
    """A button somebody pressed.

    ``channel`` and ``root`` are None on the Home tab. ``private`` marks a message that only this
    person sees. ``key`` is the same when Slack tells of the same click again. ``own_team`` is the
    workspace of whoever clicked, None where Slack does not say.
    """

    team_id: str
    user_id: str
    key: str
    value: str
    trigger_id: str
    response_url: str
    channel: str | None
    root: str | None
    thread_ts: str | None
    private: bool
    own_team: str | None = None


def read_click(body: Mapping[str, Any]) -> Click:
    """The first action of a payload; Slack sends one at a time."""
    action = body["actions"][0]
    container = body.get("container") or {}
    message = body.get("message") or {}
    message_ts = container.get("message_ts") or message.get("ts")
    thread_ts = container.get("thread_ts") or message.get("thread_ts")
    channel = container.get("channel_id") or (body.get("channel") or {}).get("id")
    user_id = body["user"]["id"]
    place = message_ts or container.get("view_id") or ""
    return Click(
        team_id=(body.get("team") or {}).get("id") or body["user"].get("team_id") or "",
        user_id=user_id,
        key=f"click:{place}:{action['action_id']}:{action.get('action_ts', '')}:{user_id}",
        value=action.get("value") or "",
        trigger_id=body.get("trigger_id") or "",
        response_url=body.get("response_url") or "",
        channel=channel,
        root=thread_ts or message_ts,
        thread_ts=thread_ts,
        private=bool(container.get("is_ephemeral")),
        own_team=body["user"].get("team_id"),
    )
