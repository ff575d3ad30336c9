"""The rate limits: what was called in the last minute, and when one call more may be made."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import RateLimited
from bot.sandbox.tiers import POSTS_A_CHANNEL, TIERS

WINDOW = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Use:
    """A tier and how far it is used up, this call included."""

    tier: str
    used: int
    limit: int

    def __str__(self) -> str:
        """As the inspector shows it."""
        return f"{self.tier} · {self.used}/{self.limit}"


class Rates:
    """Calls of the last minute: by method, and posts by channel and for the whole workspace too."""

    def __init__(self, now: Callable[[], float], workspace_posts: int) -> None:
        self._now = now
        self._workspace_posts = workspace_posts  # a minute
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def count(self, method: str, channel: str = "") -> Use:
        """Count a call and say how far its narrowest limit is used up; raises ``RateLimited`` instead of counting."""
        limits = self._limits(method, channel)
        now = self._now()
        for key, _, limit in limits:
            calls = self._recent(key, now)
            if len(calls) >= limit:
                raise RateLimited(max(1, math.ceil(calls[0] + WINDOW - now)))
        for key, _, _ in limits:
            self._calls[key].append(now)
        uses = [Use(name, len(self._calls[key]), limit) for key, name, limit in limits]
        return max(uses, key=lambda use: use.used / use.limit)

    def use(self, method: str) -> Use:
        """How far a method's own tier is used up."""
        key, name, limit = self._limits(method, "")[0]
        return Use(name, len(self._recent(key, self._now())), limit)

    def _limits(self, method: str, channel: str) -> list[tuple[tuple[str, str], str, int]]:
        if method != "chat.postMessage":
            tier = TIERS[method]
            return [((method, ""), tier.name, tier.a_minute)]
        whole = ((method, ""), "Special: workspace", self._workspace_posts)
        if not channel:
            return [whole]
        return [whole, ((method, channel), POSTS_A_CHANNEL.name, POSTS_A_CHANNEL.a_minute)]

    def _recent(self, key: tuple[str, str], now: float) -> deque[float]:
        calls = self._calls[key]
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        return calls
