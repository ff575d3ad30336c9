"""Events out: what happens in the workspace, as the app hears of it if it subscribed and may."""

import secrets
from collections.abc import Sequence
from typing import Any

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.messages import Message, MessageLog
from bot.sandbox.sockets import Sockets
from bot.sandbox.stamps import Stamps
from bot.sandbox.world import APP_ID, BOT_USER_ID, OTHER_TEAM_ID, TEAM_ID, Channel, World

Json = dict[str, Any]

# The scope an app needs before a subscription delivers anything; app_home_opened needs none.
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "channel_shared": "channels:read",
    "channel_unshared": "channels:read",
    "member_joined_channel": "channels:read",
}


class Events:
    """Builds events and hands them to delivery."""

    def __init__(
        self,
        manifest: AppManifest,
        world: World,
        log: MessageLog,
        sockets: Sockets,
        stamps: Stamps,
        scopes_used: set[str],
    ) -> None:
        self._manifest = manifest
        self._world = world
        self._log = log
        self._sockets = sockets
        self._stamps = stamps
        self._scopes_used = scopes_used

    def posted(self, channel: Channel, message: Message) -> None:
        """A new message; one that mentions the app in a channel is told twice, as two events."""
        fields = self._log.as_event(message)
        place = {"channel": channel.id, "event_ts": message.ts}
        if self._mentions_app(channel, message):
            self._send("app_mention", {**fields, **place, "type": "app_mention"}, channel)
        self._send(_message_event(channel), {**fields, **place, "channel_type": channel.kind}, channel)

    def changed(self, channel: Channel, new: Message, old: Message) -> None:
        """A message was edited, by a person or by the app itself."""
        self._send(
            _message_event(channel),
            {
                "type": "message",
                "subtype": "message_changed",
                "hidden": True,
                "message": self._log.as_event(new),
                "previous_message": self._log.as_event(old),
                **self._place(channel),
            },
            channel,
        )

    def deleted(self, channel: Channel, message: Message) -> None:
        """A message was deleted."""
        self._send(
            _message_event(channel),
            {
                "type": "message",
                "subtype": "message_deleted",
                "hidden": True,
                "deleted_ts": message.ts,
                "previous_message": self._log.as_event(message),
                **self._place(channel),
            },
            channel,
        )

    def reacted(self, channel: Channel, message: Message, user: str, name: str, *, added: bool) -> None:
        """Somebody added or took away a reaction."""
        kind = "reaction_added" if added else "reaction_removed"
        item = {"type": "message", "channel": channel.id, "ts": message.ts}
        event = {"type": kind, "user": user, "reaction": name, "item_user": message.user, "item": item}
        self._send(kind, {**event, "event_ts": self._stamps.ts()}, channel)

    def joined(self, channel: Channel, user: str, inviter: str | None) -> None:
        """Somebody, the app included, came into a channel."""
        event = {"type": "member_joined_channel", "user": user, "channel": channel.id}
        event["channel_type"] = "G" if channel.kind == "group" else "C"
        invited = {"inviter": inviter} if inviter else {}
        self._send(
            "member_joined_channel", {**event, "team": TEAM_ID, **invited, "event_ts": self._stamps.ts()}, channel
        )

    def shared(self, channel: Channel) -> None:
        """A channel was shared with another workspace, or is no longer."""
        event: Json = {"channel": channel.id, "event_ts": self._stamps.ts()}
        if channel.is_shared:
            self._send(
                "channel_shared", {"type": "channel_shared", "connected_team_id": OTHER_TEAM_ID, **event}, channel
            )
        else:
            unshared = {"type": "channel_unshared", "previously_connected_team_id": OTHER_TEAM_ID}
            self._send("channel_unshared", {**unshared, "is_ext_shared": False, **event}, channel)

    def home_opened(self, channel: Channel, user: str, tab: str, view: Json | None) -> None:
        """Somebody opened the app's Home tab (``tab`` home) or its messages (``tab`` messages)."""
        event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab}
        shown = {"view": view} if view and tab == "home" else {}
        self._send("app_home_opened", {**event, **shown, "event_ts": self._stamps.ts()}, channel)

    def session_stopped(self, channel: Channel, thread_ts: str, user: str, streams: Sequence[str]) -> None:
        """Somebody pressed Stop; ``streams`` are the messages that were being written."""
        event = {"type": "agent_session_stopped", "channel": channel.id, "thread_ts": thread_ts, "user": user}
        stopped = {"streaming_message_ts": list(streams), "event_ts": self._stamps.ts()}
        self._send("agent_session_stopped", {**event, **stopped}, channel)

    def _mentions_app(self, channel: Channel, message: Message) -> bool:
        return channel.kind != "im" and not message.from_app and f"<@{BOT_USER_ID}>" in message.text

    def _place(self, channel: Channel) -> Json:
        ts = self._stamps.ts()
        return {"channel": channel.id, "channel_type": channel.kind, "ts": ts, "event_ts": ts}

    def _send(self, name: str, event: Json, channel: Channel) -> None:
        scope = EVENT_SCOPES.get(name)
        if scope == "channels:read" and channel.kind == "group":
            scope = "groups:read"
        permitted = scope is None or scope in self._manifest.scopes
        if name in self._manifest.bot_events and permitted and self._world.is_member(channel, BOT_USER_ID):
            self._scopes_used |= {scope} if scope else set()
            self._sockets.tell(self._wrapped(event, channel))

    def _wrapped(self, event: Json, channel: Channel) -> Json:
        authorization = {
            "enterprise_id": None,
            "team_id": TEAM_ID,
            "user_id": BOT_USER_ID,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "sandbox",
            "team_id": TEAM_ID,
            "context_team_id": TEAM_ID,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": self._stamps.new_id("Ev"),
            "event_time": int(self._stamps.now()),
            "authorizations": [authorization],
            "is_ext_shared_channel": channel.is_shared,
            "event_context": secrets.token_urlsafe(12),
        }


def _message_event(channel: Channel) -> str:
    return {"im": "message.im", "group": "message.groups", "channel": "message.channels"}[channel.kind]
