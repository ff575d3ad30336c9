"""Telling a listener what happens while an answer is made, one event after the other."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from knowledge.models import Event

log = logging.getLogger(__name__)

OnEvent = Callable[[Event], Awaitable[None] | None]


class Telling:
    """Tells events in their order; ``told`` waits until all are. What a listener breaks is logged, and no more."""

    def __init__(self, listener: OnEvent | None) -> None:
        """Make one in the event loop that the listener is called in."""
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._tell()) if listener else None

    def tell(self, event: Event) -> None:
        """Tell an event; call in the event loop."""
        if self._listener:
            self._events.put_nowait(event)

    def tell_from_thread(self, event: Event) -> None:
        """Tell an event; call from any thread. It is dropped where nobody waits for it any more."""
        if self._listener and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._events.put_nowait, event)

    async def told(self) -> None:
        """Wait until the listener has heard everything."""
        if self._task:
            self._events.put_nowait(None)
            await self._task

    def stop(self) -> None:
        """Tell nothing more."""
        if self._task:
            self._task.cancel()

    async def _tell(self) -> None:
        while (event := await self._events.get()) is not None:
            try:
                outcome = self._listener(event) if self._listener else None
                if outcome is not None:
                    await outcome
            except Exception:  # whoever listens must not cost the asker the answer
                log.exception("a listener to the stages failed")
