"""Exactly one answer: whoever writes the claim first does the work, and whoever outlives its owner takes it over.

A claim on a question holds the question until it is settled. Its owner is one process, which renews the claim's lease
as long as it lives; when the lease has run out, any process may take the claim over. Processes on several machines
compare the lease with their own clocks, which therefore have to agree within a few seconds.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.state.tables import ClaimRow

LEASE = timedelta(seconds=12)  # a dead process's questions wait so long; a live one renews its leases every 3 s


@dataclass(frozen=True, slots=True)
class Claim:
    """A question to answer. ``answer_id`` is the same whoever answers it, however often it is tried.

    ``attempts`` counts the owners before this one. ``stream_ts`` is None where nothing was streamed; it is empty while
    a streamed message may have begun whose timestamp is not known.
    """

    id: int
    team_id: str
    answer_id: str
    attempts: int
    created: datetime
    question: Mapping[str, Any]
    stream_ts: str | None


class Claims:
    """What has been heard, and by whom it is being answered."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime], lease: timedelta = LEASE
    ) -> None:
        self._sessions = sessions
        self._now = now
        self._lease = lease
        self._owner = secrets.token_hex(8)

    async def take(self, team_id: str, event_id: str, channel: str | None = None, ts: str | None = None) -> bool:
        """Claim something that is done at once or not at all; False when it was claimed before.

        The message is a key of its own because one mention arrives as two events with two ids.
        The database decides, so that the claim holds across processes and restarts.
        """
        now = self._now()
        row = ClaimRow(team_id=team_id, event_id=event_id, channel=channel, ts=ts, created=now, settled=now)
        return await self._added(row)

    async def begin(
        self, team_id: str, event_id: str, channel: str | None, ts: str | None, question: Mapping[str, Any]
    ) -> Claim | None:
        """Claim a question; None when its event or its message was claimed before."""
        now = self._now()
        row = ClaimRow(
            team_id=team_id,
            event_id=event_id,
            channel=channel,
            ts=ts,
            created=now,
            answer_id=secrets.token_hex(8),
            owner=self._owner,
            lease=now + self._lease,
            question=dict(question),
        )
        return _claim(row) if await self._added(row) else None

    async def known(self, team_id: str, channel: str, timestamps: Sequence[str]) -> frozenset[str]:
        """Which of a channel's messages have been claimed."""
        here = (ClaimRow.team_id == team_id) & (ClaimRow.channel == channel) & ClaimRow.ts.in_(timestamps)
        async with self._sessions() as session:
            return frozenset(ts for ts in await session.scalars(select(ClaimRow.ts).where(here)) if ts)

    async def beat(self) -> None:
        """Renew the leases of what this process is at."""
        await self._write(self._mine(ClaimRow.lease.is_not(None)).values(lease=self._now() + self._lease))

    async def hold(self, claim: Claim) -> bool:
        """Renew one lease; False when another process has taken the claim over meanwhile."""
        return await self._write(self._one(claim).values(lease=self._now() + self._lease)) == 1

    async def streaming(self, claim: Claim, ts: str = "") -> None:
        """Note that a streamed message is about to begin, or where it stands."""
        await self._write(self._one(claim).values(stream_ts=ts))

    async def settle(self, *claims: Claim) -> None:
        """The question is answered, or nothing more can be done; its words are forgotten here."""
        done = update(ClaimRow).where(ClaimRow.id.in_([claim.id for claim in claims]))
        await self._write(done.values(settled=self._now(), question=None, lease=None))

    async def put_off(self, claim: Claim, by: timedelta) -> None:
        """Leave the question to whichever process looks first after so long."""
        await self._write(self._one(claim).values(owner=None, lease=self._now() + by))

    async def let_go(self) -> None:
        """Leave everything unfinished to other processes: this one ends."""
        await self._write(self._mine().values(owner=None, lease=self._now()))

    async def take_over(self, most: int = 20) -> tuple[Claim, ...]:
        """Take over unfinished questions whose owners are gone, oldest first."""
        lapsed = ClaimRow.settled.is_(None) & (ClaimRow.lease < self._now())
        async with self._sessions() as session:
            found = await session.scalars(select(ClaimRow.id).where(lapsed).order_by(ClaimRow.id).limit(most))
            ids = found.all()
        taken = [await self._take_over(id_, lapsed) for id_ in ids]
        return tuple(claim for claim in taken if claim)

    async def _take_over(self, id_: int, lapsed: ColumnElement[bool]) -> Claim | None:
        mine = update(ClaimRow).where(lapsed & (ClaimRow.id == id_))
        values = {"owner": self._owner, "lease": self._now() + self._lease, "attempts": ClaimRow.attempts + 1}
        if await self._write(mine.values(values)) != 1:
            return None  # another process was quicker
        async with self._sessions() as session:
            return _claim((await session.scalars(select(ClaimRow).where(ClaimRow.id == id_))).one())

    async def _added(self, row: ClaimRow) -> bool:
        try:
            async with self._sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            return False
        return True

    def _one(self, claim: Claim) -> Update:
        return self._mine(ClaimRow.id == claim.id)

    def _mine(self, *where: ColumnElement[bool]) -> Update:
        return update(ClaimRow).where((ClaimRow.owner == self._owner) & ClaimRow.settled.is_(None), *where)

    async def _write(self, statement: Update) -> int:
        async with self._sessions.begin() as session:
            return len((await session.execute(statement.returning(ClaimRow.id))).all())


def _claim(row: ClaimRow) -> Claim:
    return Claim(
        row.id, row.team_id, row.answer_id or "", row.attempts or 0, row.created, row.question or {}, row.stream_ts
    )
