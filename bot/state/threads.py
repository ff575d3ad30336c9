"""How talk stands in the threads where the bot has answered, and where it was asked to be quiet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.manners.deciding import Talk
from bot.state.tables import ConversationRow, ThreadRow, TurnRow

WHOLE_CHANNEL = ""  # the root under which a channel's own quiet stands


class Threads:
    """Threads by workspace, channel and the timestamp of their first message."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now

    async def talk(self, team_id: str, channel: str, root: str) -> Talk:
        """The thread as it stands; without askers where the bot has not answered."""
        place = (ConversationRow.team_id == team_id) & (ConversationRow.channel == channel)
        turns = select(TurnRow.user_id, TurnRow.outcome).join(ConversationRow).where(place, TurnRow.outcome != "failed")
        where = (ThreadRow.team_id == team_id) & (ThreadRow.channel == channel)
        async with self._sessions() as session:
            asked = (await session.execute(turns.where(ConversationRow.root == root).order_by(TurnRow.id))).all()
            rows = (
                await session.scalars(select(ThreadRow).where(where, ThreadRow.root.in_((root, WHOLE_CHANNEL))))
            ).all()
        return Talk(
            askers=frozenset(row.user_id for row in asked),
            asked_back=bool(asked) and asked[-1].outcome == "clarify",
            interrupted_by=next((row.interrupted_by for row in rows if row.root == root), None),
            is_quiet=any(row.is_quiet for row in rows),
        )

    async def interrupted(self, team_id: str, channel: str, root: str, user_id: str | None) -> None:
        """Note who took the conversation over; None when the bot has its turn again."""
        await self._write((team_id, channel, root), interrupted_by=user_id)

    async def quiet(self, team_id: str, channel: str, root: str = WHOLE_CHANNEL, *, is_quiet: bool = True) -> None:
        """Be quiet in a thread, or in a whole channel, unless mentioned; or no longer."""
        await self._write((team_id, channel, root), is_quiet=is_quiet)

    async def _write(self, place: tuple[str, str, str], **values: Any) -> None:
        """Change a row, made at its first change; two processes that make it at once find the same one."""
        for _ in range(2):
            try:
                async with self._sessions.begin() as session:
                    row = await session.get(ThreadRow, place)
                    if row is None:
                        row = ThreadRow(team_id=place[0], channel=place[1], root=place[2], is_quiet=False)
                        session.add(row)
                    for name, value in {**values, "changed": self._now()}.items():
                        setattr(row, name, value)
            except IntegrityError:
                continue
            return
