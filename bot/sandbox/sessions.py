"""Agent sessions: whether the app is at work in a thread, and the Stop button while it is."""

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.errors import ApiError
from bot.sandbox.feed import Feed
from bot.sandbox.world import Channel, World

STATUSES = ("active", "processing", "suspended", "closed")
STOPPED_EVENT = "agent_session_stopped"
NOT_SUBSCRIBED = f"missing_{STOPPED_EVENT}_event_subscription"


class Sessions:
    """One session for each thread in which the app set one; only the app moves it on, Stop does not."""

    def __init__(self, manifest: AppManifest, world: World, feed: Feed) -> None:
        self.can_be_stopped = STOPPED_EVENT in manifest.bot_events
        self._world = world
        self._feed = feed
        self._by_thread: dict[tuple[str, str], str] = {}

    def set(self, channel: Channel, thread_ts: str, status: str, argument: str = "status") -> None:
        """Move a session on; the first status makes it."""
        if status not in STATUSES:
            complaint = f"[ERROR] must be one of: {', '.join(STATUSES)} [json-pointer:/{argument}]"
            raise ApiError("invalid_arguments", messages=[complaint])
        self._by_thread[channel.id, thread_ts] = status
        shown = {"channel": channel.id, "thread_ts": thread_ts, "processing": status == "processing"}
        self._feed.tell(self._world.members(channel), {"type": "session", **shown, "stop": self.can_be_stopped})

    def status(self, channel: Channel, thread_ts: str) -> str | None:
        """A thread's status, None where there is no session."""
        return self._by_thread.get((channel.id, thread_ts))

    def shown(self, channel: Channel) -> list[dict[str, object]]:
        """The sessions of a channel in which the app is at work."""
        return [
            {"thread_ts": thread_ts, "processing": True, "stop": self.can_be_stopped}
            for (where, thread_ts), status in self._by_thread.items()
            if where == channel.id and status == "processing"
        ]
