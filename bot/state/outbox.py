"""Answers that are written down before they are posted, until they are known to stand in Slack."""

from collections.abc import Callable
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.rendering.blocks import Rendered
from bot.state.claims import Claim
from bot.state.tables import OutboxRow


class Outbox:
    """Messages on their way, by the id of their answer."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now
        self._messages = TypeAdapter(Rendered)

    async def write(self, claim: Claim, message: Rendered) -> None:
        """Keep a message until it is posted; what was kept for the same answer before is replaced."""
        row = OutboxRow(
            answer_id=claim.answer_id,
            team_id=claim.team_id,
            content=self._messages.dump_python(message, mode="json"),
            created=self._now(),
        )
        async with self._sessions.begin() as session:
            await session.merge(row)

    async def waiting(self, claim: Claim) -> Rendered | None:
        """The message that may or may not have been posted; None when none was written yet."""
        async with self._sessions() as session:
            row = await session.get(OutboxRow, claim.answer_id)
        return self._messages.validate_python(row.content) if row else None

    async def clear(self, claim: Claim) -> None:
        """The message stands in Slack, or never will."""
        async with self._sessions.begin() as session:
            await session.execute(delete(OutboxRow).where(OutboxRow.answer_id == claim.answer_id))
