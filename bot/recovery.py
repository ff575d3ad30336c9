"""Picking up what a process left unfinished when it died, and what could not be delivered at the first try."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Conversation
from bot.delivery import voice_at
from bot.ledger import Ledger
from bot.state.claims import LEASE, Claim
from bot.state.store import State, utc_now


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the bot notices that something is amiss, in seconds unless they are spans of time.

    ``lease``: a process that shows no sign of life for so long counts as dead. ``beat``: between two signs of life, and
    between two looks for what dead processes left. ``watch``: between two looks at the sockets. ``request``: between
    two requests of a catch-up.
    """

    lease: timedelta = LEASE
    beat: float = 3.0
    watch: float = 0.5
    request: float = 2.0  # Slack allows 50 a minute, and other looks need some of them


log = logging.getLogger(__name__)


class Recovery:
    """Renews this process's claims and takes over those of the dead."""

    def __init__(
        self,
        state: State,
        conversation: Conversation,
        client: AsyncWebClient,
        *,
        max_age: timedelta,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Questions older than ``max_age`` are left unanswered: nobody waits for them any more."""
        self._state = state
        self._ledger = Ledger(state)
        self._conversation = conversation
        self._client = client
        self._max_age = max_age
        self._now = now
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self, beat: float, over: asyncio.Event) -> None:
        """Go on until it is ``over``."""
        while not over.is_set():
            try:
                await self.look()
            except Exception:  # a front door: nobody else sees it
                log.exception("the state cannot be reached; trying again in %.0f s", beat)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), beat)

    async def look(self) -> None:
        """Give a sign of life, and take over what is unfinished."""
        await self._state.claims.beat()
        await self._state.watermarks.write()
        for claim in await self._state.claims.take_over():
            task = asyncio.create_task(self._resume(claim))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def settle(self, seconds: float) -> None:
        """Wait for what was taken over, for at most so many seconds."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=seconds)

    async def _resume(self, claim: Claim) -> None:
        asking = self._ledger.asking(claim)
        if asking is None or claim.created < self._now() - self._max_age:
            log.error("answer %s was never given, and is not any more", claim.answer_id)
            await self._ledger.settle(claim)
            return
        try:
            voice = voice_at(asking.address, self._client)
        except (KeyError, TypeError):
            log.exception("where answer %s was to be given is stored in a form no longer read", claim.answer_id)
            await self._ledger.settle(claim)
            return
        log.info("going on with answer %s, attempt %d", claim.answer_id, claim.attempts + 1)
        await self._conversation.resume(claim, asking.heard, voice)
