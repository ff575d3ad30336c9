"""The session of a thread: while work goes on in it, Slack shows a Stop button."""

import asyncio
from collections.abc import Callable

from bot.delivery import Voice

LAST_WORD = 2.0  # seconds to wait for a session that is just being opened


class Session:
    """Tells Slack of work only once it is slow: telling costs two requests, and most answers are there by then.

    Slack never ends a session by itself, not even when Stop is pressed.
    """

    def __init__(self, voice: Voice, slow: float, on_slow: Callable[[], object]) -> None:
        """``slow`` is in seconds; ``on_slow`` is called when the work has taken so long."""
        self._voice = voice
        self._slow = slow
        self._on_slow = on_slow
        self._task: asyncio.Task[None] | None = None
        self.is_open = False

    def begin(self) -> None:
        """The work begins."""
        self._task = asyncio.create_task(self._open())

    async def settle(self) -> None:
        """Open none any more; one that is being opened is waited for, so that it is not ended before it is open."""
        if self._task is None:
            return
        if not self.is_open:
            self._task.cancel()
        await asyncio.wait({self._task}, timeout=LAST_WORD)
        self._task.cancel()

    async def end(self) -> None:
        """The work is over."""
        await self.settle()
        if self.is_open:
            self.is_open = False
            await self._voice.session("active")

    async def _open(self) -> None:
        await asyncio.sleep(self._slow)
        self._on_slow()
        self.is_open = True
        await self._voice.session("processing")
