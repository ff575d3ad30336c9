"""The inspector: every request of the app and every delivery to it, with its verdict."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.feed import Feed

KEPT = 5000
SHOWN = 500  # on the page


@dataclass(frozen=True, slots=True)
class Entry:
    """One request or delivery. ``at`` is in seconds since 1970, ``ms`` the time it took.

    ``arguments`` and ``response`` are for tests and debugging and are not shown on the page;
    tokens are never among them. ``tier`` is the rate tier and how far it is used up.
    """

    at: float
    method: str
    ok: bool
    error: str | None
    warning: str | None
    ms: float
    summary: str
    tier: str = ""
    detail: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    response: Mapping[str, Any] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        """What the page shows of it."""
        names = ("at", "method", "ok", "error", "warning", "ms", "summary", "tier", "detail")
        return {name: getattr(self, name) for name in names}


class Inspector:
    """Keeps the last entries and tells every page of each new one."""

    def __init__(self, feed: Feed, now: Callable[[], float]) -> None:
        self._feed = feed
        self._now = now
        self.entries: deque[Entry] = deque(maxlen=KEPT)

    def latest(self) -> list[Entry]:
        """What the page shows, oldest first."""
        return list(self.entries)[-SHOWN:]

    @staticmethod
    def start() -> float:
        """A stopwatch's start, for ``record(started=…)``."""
        return time.perf_counter()

    def record(
        self,
        method: str,
        *,
        started: float,
        error: str | None = None,
        warnings: tuple[str, ...] = (),
        arguments: Mapping[str, Any] | None = None,
        tier: str = "",
        response: Mapping[str, Any] | None = None,
    ) -> None:
        """Add an entry; without an error it counts as well done."""
        entry = Entry(
            at=self._now(),
            method=method,
            ok=error is None,
            error=error,
            warning=", ".join(warnings) or None,
            ms=round((time.perf_counter() - started) * 1000, 1),
            summary=summarise(arguments or {}),
            tier=tier,
            detail=complaints_in(response or {}),
            arguments={name: value for name, value in (arguments or {}).items() if name != "token"},
            response=response or {},
        )
        self.entries.append(entry)
        self._feed.tell(None, {"type": "request", **entry.shown()})


def complaints_in(response: Mapping[str, Any]) -> str:
    """What is wrong with a request, in the refusal's own words: its messages, or the scope that is needed."""
    metadata = response.get("response_metadata")
    messages = metadata.get("messages", []) if isinstance(metadata, dict) else []
    needed = [f"needed: {response['needed']}"] if response.get("needed") else []
    return "\n".join([*map(str, messages), *needed])


def summarise(arguments: Mapping[str, Any]) -> str:
    """One line on a request's arguments: where, and the beginning of what."""
    where = [str(arguments[n]) for n in ("channel", "channel_id", "user_id", "thread_ts") if arguments.get(n)]
    texts = (arguments.get(n) for n in ("text", "markdown_text", "status", "title", "name", "type"))
    what = next((str(text) for text in texts if text), "")
    blocks = arguments.get("blocks")
    counted = [f"{len(blocks)} blokker"] if isinstance(blocks, list) and blocks else []
    return " · ".join([*where, *([what[:80]] if what else []), *counted])
