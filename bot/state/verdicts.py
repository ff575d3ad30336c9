"""What people thought of an answer."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.state.records import Verdict
from bot.state.tables import AnswerRow, FeedbackRow


class Verdicts:
    """One verdict for each person and answer; a new one replaces the old."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now

    async def give(self, team_id: str, answer_id: str, user_id: str, value: Verdict) -> bool:
        """Store or replace a verdict; False when the answer is no longer kept."""
        try:
            return await self._give(team_id, answer_id, user_id, value)
        except IntegrityError:  # two clicks at once: the other made the row, so this one replaces it
            return await self._give(team_id, answer_id, user_id, value)

    async def _give(self, team_id: str, answer_id: str, user_id: str, value: Verdict) -> bool:
        async with self._sessions.begin() as session:
            answer = await session.get(AnswerRow, answer_id)
            if answer is None or answer.team_id != team_id:
                return False
            mine = (FeedbackRow.answer_id == answer_id) & (FeedbackRow.user_id == user_id)
            row = await session.scalar(select(FeedbackRow).where(mine))
            if row is None:
                row = FeedbackRow(team_id=team_id, answer_id=answer_id, user_id=user_id)
                session.add(row)
            row.value, row.changed = value, self._now()
        return True

    async def of(self, team_id: str, answer_id: str) -> dict[str, str]:
        """All verdicts on an answer: user id to value."""
        mine = (FeedbackRow.team_id == team_id) & (FeedbackRow.answer_id == answer_id)
        async with self._sessions() as session:
            rows = await session.scalars(select(FeedbackRow).where(mine))
            return {row.user_id: row.value for row in rows}
