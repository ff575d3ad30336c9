"""How far each conversation has been heard, so that what was missed can be found later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.state.tables import WatermarkRow


@dataclass(frozen=True, slots=True)
class Watermark:
    """The timestamp of the newest message heard in a channel; ``direct`` marks a direct message."""

    team_id: str
    channel: str
    direct: bool
    ts: str


class Watermarks:
    """Newest timestamps; they are kept in memory and written by and by, for an old one only costs a longer look."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now
        self._known: set[tuple[str, str]] = set()
        self._unwritten: dict[tuple[str, str], Watermark] = {}

    async def heard(self, mark: Watermark) -> None:
        """Note something heard in a channel; the first of each channel is written down at once."""
        key = mark.team_id, mark.channel
        known = self._unwritten.get(key)
        if known is None or float(known.ts) < float(mark.ts):
            self._unwritten[key] = mark
        if key not in self._known:
            self._known.add(key)
            await self.write()

    async def write(self) -> None:
        """Write down what was noted; a mark never goes back."""
        marks, self._unwritten = self._unwritten, {}
        if not marks:
            return
        async with self._sessions.begin() as session:
            for mark in marks.values():
                row = await session.get(WatermarkRow, (mark.team_id, mark.channel), with_for_update=True)
                if row is None:
                    row = WatermarkRow(team_id=mark.team_id, channel=mark.channel, direct=mark.direct, ts=mark.ts)
                elif float(row.ts) < float(mark.ts):
                    row.ts = mark.ts
                row.changed = self._now()
                session.add(row)

    async def newest(self, most: int) -> Mapping[str, Watermark]:
        """The conversations that were busy last, by channel."""
        async with self._sessions() as session:
            rows = await session.scalars(select(WatermarkRow).order_by(WatermarkRow.changed.desc()).limit(most))
            return {row.channel: Watermark(row.team_id, row.channel, row.direct, row.ts) for row in rows}
