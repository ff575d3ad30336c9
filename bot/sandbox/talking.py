"""What a person does with messages: writes, edits, deletes, reacts, opens conversations."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from bot.sandbox.errors import UiError
from bot.sandbox.messages import Message
from bot.sandbox.typed_text import as_sent
from bot.sandbox.visitors import Visitor
from bot.sandbox.web_api.reactions import EMOJI_NAME
from bot.sandbox.world import BOT_USER_ID

Json = dict[str, Any]


class Talker(Visitor):
    """One person who talks. Every method raises ``UiError`` for what cannot be done."""

    def say(self, channel_id: str, text: str, thread_ts: str | None = None) -> str:
        """Write a message as it is typed; returns its timestamp."""
        if not text.strip():
            raise UiError("Meldingen er tom.")
        channel = self.channel(channel_id)
        if thread_ts:
            root = self.message(channel, thread_ts)
            thread_ts = root.thread_ts or root.ts
        message = Message(
            ts=self.workspace.stamps.ts(),
            channel=channel.id,
            user=self.user.id,
            text=as_sent(text, self.workspace.world),
            thread_ts=thread_ts,
            client_msg_id=str(uuid4()),
            team=self.user.team,
        )
        self.workspace.board.post(channel, message)
        return message.ts

    def edit(self, channel_id: str, ts: str, text: str) -> None:
        """Change a message of one's own."""
        channel = self.channel(channel_id)
        old = self.own(channel, ts)
        edited = (self.user.id, self.workspace.stamps.ts())
        self.workspace.board.change(channel, replace(old, text=as_sent(text, self.workspace.world), edited=edited), old)

    def delete(self, channel_id: str, ts: str) -> None:
        """Delete a message of one's own."""
        channel = self.channel(channel_id)
        self.workspace.board.delete(channel, self.own(channel, ts))

    def react(self, channel_id: str, ts: str, name: str) -> None:
        """Add a reaction, or take it away again."""
        if not EMOJI_NAME.fullmatch(name):
            raise UiError("Denne reaksjonen finnes ikke.")
        channel = self.channel(channel_id)
        message = self.message(channel, ts)
        added = self.user.id not in dict(message.reactions).get(name, ())
        self.workspace.board.react(channel, message, self.user.id, name, added=added)

    def open_messages(self, channel_id: str) -> None:
        """Open a conversation; the app is told when it is its own."""
        channel = self.channel(channel_id)
        if channel.kind == "im":
            self.workspace.events.home_opened(channel, self.user.id, "messages", None)

    def open_home(self) -> Json | None:
        """Open the app's Home tab; returns the view that is published already, if any."""
        home = self.workspace.views.home(self.user.id)
        shown = home.as_slack() if home else None
        if shown:
            self.workspace.feed.tell([self.user.id], {"type": "home", "view": shown})
        self.workspace.events.home_opened(self.im, self.user.id, "home", shown)
        return shown

    def stop(self, channel_id: str, thread_ts: str) -> None:
        """Press Stop while the app is at work in a thread: what it writes there ends, and the app is told."""
        channel = self.channel(channel_id)
        root = self.message(channel, thread_ts)
        sessions = self.workspace.sessions
        if not sessions.can_be_stopped or sessions.status(channel, root.ts) != "processing":
            raise UiError("Her er det ikke noe å stoppe.")
        streams = [reply for reply in self.workspace.log.replies(root) if reply.streaming]
        for message in streams:
            self.workspace.streams.stop(message, by_user=True)
            self.workspace.board.change(channel, replace(message, streaming=False), message)
        self.workspace.events.session_stopped(channel, root.ts, self.user.id, [message.ts for message in streams])

    def advance(self, seconds: float) -> None:
        """Put the workspace's clock forward; every page is told."""
        self.workspace.clock.advance(seconds)
        self.workspace.feed.tell(None, {"type": "clock", "ahead": self.workspace.clock.ahead})

    def invite_app(self, channel_id: str) -> None:
        """Bring the app into a channel."""
        channel = self.channel(channel_id)
        self.workspace.world.join(channel, BOT_USER_ID)
        self.workspace.events.joined(channel, BOT_USER_ID, self.user.id)

    def share(self, channel_id: str, *, is_shared: bool = True) -> None:
        """Share a channel with another workspace, or end that; the app is told."""
        channel = self.workspace.world.share(self.channel(channel_id), is_shared=is_shared)
        self.workspace.events.shared(channel)

    def remove_app(self, channel_id: str) -> None:
        """Take the app out of a channel."""
        self.workspace.world.leave(self.channel(channel_id), BOT_USER_ID)
