"""A status line that tells the stage of the work without slowing it down."""

import asyncio
from types import TracebackType
from typing import Self

from bot.delivery import Voice
from bot.wording import Words
from knowledge.models import Stage

LAST_STATUS = 2.0  # seconds to wait for a status on its way


class Progress:
    """Shows stages while the ``async with`` block runs.

    The work does not wait for Slack: one task sends the newest stage and skips those that passed
    meanwhile. A status on its way is let through before the block ends: one that came after the
    answer, which clears the line by being posted, would stay there.
    """

    def __init__(self, voice: Voice, words: Words) -> None:
        self._voice = voice
        self._words = words
        self._newest = words.say("status.understand")
        self._changed = asyncio.Event()
        self._over = False
        self._task: asyncio.Task[None] | None = None

    def show(self, stage: Stage) -> None:
        """Tell a stage; call from the event loop."""
        self._newest = self._words.say(f"status.{stage.name}")
        self._changed.set()

    async def __aenter__(self) -> Self:
        self._changed.set()
        self._task = asyncio.create_task(self._send())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is None:
            return
        self._over = True
        self._changed.set()
        await asyncio.wait({self._task}, timeout=LAST_STATUS)
        self._task.cancel()

    async def _send(self) -> None:
        shown = ""
        while not self._over:
            await self._changed.wait()
            self._changed.clear()
            if self._newest != shown and not self._over:
                shown = self._newest
                await self._voice.status(shown)
