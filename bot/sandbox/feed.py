"""What open pages are told: one queue per page, fed by user."""

import asyncio
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


class Listener:
    """One open page (or test) that hears what its user may see; None in ``queue`` means the sandbox stops."""

    def __init__(self, user: str) -> None:
        self.user = user
        self.queue: asyncio.Queue[Json | None] = asyncio.Queue()

    async def next(self, kind: str | None = None, timeout: float = 5.0) -> Json:  # noqa: ASYNC109
        """The next happening, of that kind if one is named; raises ``TimeoutError`` after so many seconds."""
        async with asyncio.timeout(timeout):
            while True:
                happening = await self.queue.get()
                if happening is None:
                    raise ConnectionError("the sandbox has stopped")
                if kind in (None, happening["type"]):
                    return happening


class Feed:
    """Tells pages what happened."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, user: str) -> Listener:
        """Open a queue for a user's page."""
        listener = Listener(user)
        self._listeners.append(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Close a page's queue."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def tell(self, users: Iterable[str] | None, happening: Json) -> None:
        """Tell the pages of these users, or of everybody where ``users`` is None."""
        audience = None if users is None else set(users)
        for listener in self._listeners:
            if audience is None or listener.user in audience:
                listener.queue.put_nowait(happening)

    def notice(self, user: str, text: str) -> None:
        """Show one user a short notice."""
        self.tell([user], {"type": "notice", "text": text})

    def close(self) -> None:
        """Tell every page that it is over."""
        for listener in self._listeners:
            listener.queue.put_nowait(None)
