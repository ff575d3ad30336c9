"""The app's status lines ("leter i kildene …") and suggested prompts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.clock import Clock, Timer
from bot.sandbox.feed import Feed
from bot.sandbox.world import Channel, World

Json = dict[str, Any]
STATUS_SECONDS = 120  # documented: a status goes after two minutes without a message


@dataclass(frozen=True, slots=True)
class Status:
    """A status line; ``since`` in seconds since 1970."""

    text: str
    since: float


class Statuses:
    """One status per thread, until the app posts, clears it or two minutes have passed."""

    def __init__(self, world: World, feed: Feed, clock: Clock) -> None:
        self._world = world
        self._feed = feed
        self._clock = clock
        self._by_thread: dict[tuple[str, str], Status] = {}
        self._prompts: dict[str, Json] = {}
        self._timers: dict[tuple[str, str], Timer] = {}

    def set(self, channel: Channel, thread_ts: str, text: str, loading_messages: Sequence[str] = ()) -> None:
        """Show a status, or clear it with an empty text."""
        key = (channel.id, thread_ts)
        if not text:
            self._clear(channel, [key])
            return
        self._by_thread[key] = Status(text, self._clock.now())
        if key in self._timers:
            self._timers.pop(key).cancel()
        self._timers[key] = self._clock.later(STATUS_SECONDS, lambda: self._clear(channel, [key]))
        self._tell(channel, thread_ts, text, loading_messages)

    def shown(self, channel: Channel) -> list[Json]:
        """A channel's statuses; those that are too old are cleared first."""
        oldest = self._clock.now() - STATUS_SECONDS
        keys = [key for key, status in self._by_thread.items() if key[0] == channel.id and status.since <= oldest]
        self._clear(channel, keys)
        return [
            {"thread_ts": thread_ts, "status": status.text}
            for (where, thread_ts), status in self._by_thread.items()
            if where == channel.id
        ]

    def answered(self, channel: Channel, thread_ts: str | None) -> None:
        """The app posted: its status there is over. A root post in a direct message ends all of them there."""
        everywhere = thread_ts is None and channel.kind == "im"
        keys = [key for key in self._by_thread if key[0] == channel.id and (everywhere or key[1] == thread_ts)]
        self._clear(channel, keys)

    def set_prompts(self, channel: Channel, title: str, prompts: Sequence[Mapping[str, str]]) -> None:
        """Replace a channel's suggested prompts."""
        self._prompts[channel.id] = {"title": title, "prompts": [dict(prompt) for prompt in prompts]}
        shown = {"type": "prompts", "channel": channel.id, **self._prompts[channel.id]}
        self._feed.tell(self._world.members(channel), shown)

    def prompts(self, channel: Channel) -> Json | None:
        """A channel's suggested prompts, if the app has set any."""
        return self._prompts.get(channel.id)

    def _clear(self, channel: Channel, keys: Sequence[tuple[str, str]]) -> None:
        for key in keys:
            if self._by_thread.pop(key, None):
                self._timers.pop(key).cancel()
                self._tell(channel, key[1], "", ())

    def _tell(self, channel: Channel, thread_ts: str, text: str, loading_messages: Sequence[str]) -> None:
        shown: Json = {"type": "status", "channel": channel.id, "thread_ts": thread_ts, "status": text}
        if loading_messages:
            shown["loading_messages"] = list(loading_messages)
        self._feed.tell(self._world.members(channel), shown)
