"""Exactly one answer: whoever writes the claim first does the work."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.state.tables import ClaimRow


class Claims:
    """What has been heard."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now

    async def take(self, team_id: str, event_id: str, channel: str | None = None, ts: str | None = None) -> bool:
        """Claim an event, and the message it is about; False when either was claimed before.

        The message is a key of its own because one mention arrives as two events with two ids.
        The database decides, so that the claim holds across processes and restarts.
        """
        row = ClaimRow(team_id=team_id, event_id=event_id, channel=channel, ts=ts, created=self._now())
        try:
            async with self._sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            return False
        return True
