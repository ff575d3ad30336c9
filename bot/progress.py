"""A status line that tells the stage of the work without slowing it down."""

import asyncio

from bot.delivery import Voice
from bot.wording import Words
from knowledge.models import Stage

LAST_STATUS = 2.0  # seconds to wait for a status on its way


class Progress:
    """Shows stages from ``begin`` to ``end``.

    The work does not wait for Slack: one task sends the newest stage and skips those that passed
    meanwhile. A status on its way is let through before the end: one that came after the answer,
    which clears the line by being posted, would stay there.
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

    def begin(self) -> None:
        """Show the first stage."""
        self._changed.set()
        self._task = asyncio.create_task(self._send())

    async def end(self) -> None:
        """Show nothing more; calling it again does nothing."""
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
