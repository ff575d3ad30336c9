"""The board: a message is stored, shown on the pages and told to the app, always in this order."""

from dataclasses import replace
from typing import Any

from bot.sandbox.events import Events
from bot.sandbox.feed import Feed
from bot.sandbox.messages import Message, MessageLog
from bot.sandbox.statuses import Statuses
from bot.sandbox.world import Channel, World

Json = dict[str, Any]


class Board:
    """Changes what is said; callers have checked that they may."""

    def __init__(self, world: World, log: MessageLog, feed: Feed, events: Events, statuses: Statuses) -> None:
        self._world = world
        self._log = log
        self._feed = feed
        self._events = events
        self._statuses = statuses

    def post(self, channel: Channel, message: Message) -> None:
        """Add a message; the app's own posts also end its status."""
        if message.from_app:
            self._statuses.answered(channel, message.thread_ts)
        self._log.put(message)
        self._show(channel, "message", message)
        self._show_root(channel, message)
        if message.ephemeral_for is None:
            self._events.posted(channel, message)

    def change(self, channel: Channel, new: Message, old: Message) -> None:
        """Replace a message; the app hears of it even when the edit was its own."""
        self._log.put(new)
        self._show(channel, "message_changed", new)
        if new.ephemeral_for is None:
            self._events.changed(channel, new, old)

    def delete(self, channel: Channel, message: Message) -> None:
        """Take a message away."""
        self._log.remove(message)
        self._feed.tell(
            self._audience(channel, message), {"type": "message_deleted", "channel": channel.id, "ts": message.ts}
        )
        self._show_root(channel, message)
        if message.ephemeral_for is None:
            self._events.deleted(channel, message)

    def react(self, channel: Channel, message: Message, user: str, name: str, *, added: bool) -> None:
        """Add or take away one user's reaction; the message itself counts as unedited."""
        users = dict(message.reactions)
        now = tuple(u for u in users.get(name, ()) if u != user) + ((user,) if added else ())
        users[name] = now
        new = replace(message, reactions=tuple((n, u) for n, u in users.items() if u))
        self._log.put(new)
        self._show(channel, "message_changed", new)
        self._events.reacted(channel, new, user, name, added=added)

    def _show(self, channel: Channel, kind: str, message: Message) -> None:
        shown = {"type": kind, "channel": channel.id, "message": self._log.as_page(message)}
        self._feed.tell(self._audience(channel, message), shown)

    def _show_root(self, channel: Channel, message: Message) -> None:
        if message.is_reply and message.ephemeral_for is None:
            root = self._log.find(channel.id, message.thread_ts or "")
            if root:  # its reply count has changed
                self._show(channel, "message_changed", root)

    def _audience(self, channel: Channel, message: Message) -> tuple[str, ...]:
        return (message.ephemeral_for,) if message.ephemeral_for else self._world.members(channel)
