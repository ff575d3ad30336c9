"""A question's way through the state: claimed, written down when it is answered, settled when that stands in Slack.

An answer is worth more than its record: once a question is claimed, a state that fails is logged, and the answer is
given all the same.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import Address, Voice
from bot.hearing import Heard
from bot.rendering.blocks import Rendered
from bot.state.claims import Claim
from bot.state.store import State

CLAIM_WAIT = 5.0  # seconds for the database; after that it counts as down
REMEMBERED = 1000  # questions that were heard while it was down
FIRST_PAUSE = timedelta(seconds=5)  # before an answer that could not be delivered is tried again; then twice as long …
MOST_ATTEMPTS = 6  # … until this many have failed, some five minutes later

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is kept with its claim."""

    heard: Heard
    address: Address


class Ledger:
    """Claims, outbox and what is done about them."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._askings = TypeAdapter(Asking)
        self._heard_without: OrderedDict[tuple[str, ...], None] = OrderedDict()

    async def claim(self, heard: Heard, voice: Voice) -> Claim | None:
        """Claim a question; None when it was heard before. Raises OSError or SQLAlchemyError for a state that is down,
        but of one question only once.
        """
        question = self._askings.dump_python(Asking(heard, voice.address()), mode="json")
        try:
            async with asyncio.timeout(CLAIM_WAIT):
                channel = heard.channel if heard.ts else None
                return await self._state.claims.begin(heard.team_id, heard.key, channel, heard.ts, question)
        except (SQLAlchemyError, OSError):
            if self.is_heard_without(heard):
                return None
            raise

    def asking(self, claim: Claim) -> Asking | None:
        """The question of a claim that was taken over; None when it is stored in a form no longer read."""
        try:
            return self._askings.validate_python(claim.question)
        except ValidationError:
            return None

    async def write(self, claim: Claim, message: Rendered) -> bool:
        """Write a message down before it is posted; False when another process has taken the question over."""
        try:
            if not await self._state.claims.hold(claim):
                return False
            await self._state.outbox.write(claim, message)
        except (SQLAlchemyError, OSError):
            log.exception("answer %s is posted without being written down first", claim.answer_id)
        return True

    async def waiting(self, claim: Claim) -> Rendered | None:
        """The message that was written down, and may have been posted."""
        return await self._state.outbox.waiting(claim)

    async def settle(self, claim: Claim) -> None:
        """The question is answered, or nothing more can be done about it."""
        await self._noted(self._state.claims.settle(claim), claim)
        await self._noted(self._state.outbox.clear(claim), claim)

    async def streaming(self, claim: Claim) -> None:
        """A streamed message is about to begin."""
        await self._noted(self._state.claims.streaming(claim), claim)

    async def put_off(self, claim: Claim) -> bool:
        """Try to deliver again later; False when that has been tried often enough, and the question is settled."""
        if claim.attempts + 1 >= MOST_ATTEMPTS:
            await self.settle(claim)
            return False
        await self._noted(self._state.claims.put_off(claim, FIRST_PAUSE * 2**claim.attempts), claim)
        return True

    async def _noted(self, writing: Awaitable[None], claim: Claim) -> None:
        try:
            await writing
        except (SQLAlchemyError, OSError):
            log.exception("the state of answer %s is not written down", claim.answer_id)

    def is_heard_without(self, heard: Heard) -> bool:
        """Whether a question was heard before while nothing could be written; notes it in memory."""
        keys = [(heard.team_id, heard.key), *([(heard.team_id, heard.channel, heard.ts)] if heard.ts else [])]
        before = any(key in self._heard_without for key in keys)
        self._heard_without.update(dict.fromkeys(keys))
        while len(self._heard_without) > REMEMBERED:
            self._heard_without.popitem(last=False)
        return before
