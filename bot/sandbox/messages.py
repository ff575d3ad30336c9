"""Messages and their log: what was said where, in which thread, and how a client sees it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.world import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``edited`` is (user, ts); ``reactions`` are (name, users); a reply's ``thread_ts`` is its root's."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    thread_ts: str | None = None
    metadata: Mapping[str, Any] | None = None
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    edited: tuple[str, str] | None = None
    client_msg_id: str | None = None
    streaming: bool = False
    ephemeral_for: str | None = None
    team: str = TEAM_ID
    is_other_bot: bool = False

    @property
    def from_app(self) -> bool:
        """Whether the app wrote it."""
        return self.user == BOT_USER_ID

    @property
    def is_reply(self) -> bool:
        """Whether it stands in another message's thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts


def bot_profile(app_name: str) -> Json:
    """The profile that goes with every message of the app."""
    return {
        "id": BOT_ID,
        "app_id": APP_ID,
        "name": app_name,
        "team_id": TEAM_ID,
        "deleted": False,
        "updated": 0,
        "icons": {},
    }


OTHER_PROFILE: Mapping[str, Any] = {
    "id": "B0VARSEL",
    "app_id": "A0VARSEL",
    "name": "Varsler",
    "team_id": TEAM_ID,
    "deleted": False,
    "updated": 0,
    "icons": {},
}


class MessageLog:
    """All messages by channel, in the order of their timestamps."""

    def __init__(self, app_name: str) -> None:
        self._profile = bot_profile(app_name)
        self._by_channel: dict[str, dict[str, Message]] = {}

    def put(self, message: Message) -> None:
        """Add a message, or replace the one with its timestamp."""
        self._by_channel.setdefault(message.channel, {})[message.ts] = message

    def remove(self, message: Message) -> None:
        """Forget a message."""
        self._by_channel.get(message.channel, {}).pop(message.ts, None)

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with that timestamp, ephemeral ones included."""
        return self._by_channel.get(channel, {}).get(ts)

    def listed(self, channel: str, viewer: str | None = None) -> list[Message]:
        """A channel's messages in order; ephemeral ones only for ``viewer``."""
        stored = self._by_channel.get(channel, {})
        return [stored[ts] for ts in sorted(stored) if stored[ts].ephemeral_for in (None, viewer)]

    def replies(self, root: Message) -> list[Message]:
        """The replies to a root, oldest first."""
        return [m for m in self.listed(root.channel) if m.is_reply and m.thread_ts == root.ts]

    def as_slack(self, message: Message, *, with_metadata: bool = False) -> Json:
        """The message object of the Web API, with thread counts where it is a root with replies."""
        shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
        shown |= {"team": message.team, **self._optional_parts(message)}
        if with_metadata and message.metadata:
            shown["metadata"] = dict(message.metadata)
        return shown | self._thread_parts(message)

    def as_page(self, message: Message) -> Json:
        """The message object with the two flags that only the page needs."""
        flags = {"streaming": True} if message.streaming else {}
        return self.as_slack(message) | flags | ({"ephemeral": True} if message.ephemeral_for else {})

    def as_event(self, message: Message) -> Json:
        """The message's fields inside an event, without what only the Web API returns."""
        web_only = ("app_id", "reactions", "reply_count", "reply_users_count", "reply_users", "latest_reply")
        fields = {name: value for name, value in self.as_slack(message).items() if name not in web_only}
        if message.thread_ts == message.ts:
            del fields["thread_ts"]  # a root says so only once it has replies, and only in the Web API
        return fields

    def _optional_parts(self, message: Message) -> Json:
        parts: Json = {}
        if message.from_app:
            parts |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": dict(self._profile)}
        if message.is_other_bot:
            parts |= {"bot_id": "B0VARSEL", "app_id": "A0VARSEL", "bot_profile": dict(OTHER_PROFILE)}
        if message.team != TEAM_ID:  # how an app knows a stranger
            parts |= {"user_team": message.team, "source_team": message.team}
        if message.client_msg_id:
            parts["client_msg_id"] = message.client_msg_id
        if message.blocks:
            parts["blocks"] = list(message.blocks)
        if message.attachments:
            parts["attachments"] = list(message.attachments)
        if message.edited:
            parts["edited"] = {"user": message.edited[0], "ts": message.edited[1]}
        if message.reactions:
            parts["reactions"] = [{"name": n, "users": list(u), "count": len(u)} for n, u in message.reactions]
        return parts

    def _thread_parts(self, message: Message) -> Json:
        if message.is_reply:
            root = self.find(message.channel, message.thread_ts or "")
            return {"thread_ts": message.thread_ts} | ({"parent_user_id": root.user} if root else {})
        replies = self.replies(message)
        if not replies:
            return {}
        users = _once(reply.user for reply in replies)
        counts = {"reply_count": len(replies), "reply_users_count": len(users), "reply_users": users}
        return {"thread_ts": message.ts, "latest_reply": replies[-1].ts, **counts}


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
