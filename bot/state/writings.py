"""How answers came about, counted over a time: for those who run the bot."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.state.records import Asked, Tally
from bot.state.tables import TurnRow, WritingRow
from knowledge.models import Answer, Written

OTHER = "other"
_KIND = re.compile(r"[a-z_]{1,20}")  # anything else may be a piece of the sentence


def without_pieces(answer: Answer) -> Answer:
    """The answer without what stood in dropped sentences: of the reasons only their kinds are kept."""
    if answer.written is None:
        return answer
    kinds = tuple(tuple(map(_kind, reasons)) for reasons in answer.written.dropped)
    return replace(answer, written=replace(answer.written, dropped=kinds))


def writing_row(asked: Asked, written: Written, now: datetime) -> WritingRow:
    """The counts of one answer as they are stored."""
    return WritingRow(
        answer_id=asked.answer_id,
        team_id=asked.team_id,
        model=written.model[:255],
        failure=written.failure,
        kept=written.kept,
        repaired=written.repaired,
        dropped=len(written.dropped),
        requests=written.requests,
        tokens_in=written.tokens_in,
        tokens_out=written.tokens_out,
        cost=written.cost,
        latency=written.latency,
        created=now,
    )


def _kind(reason: str) -> str:
    kind = reason.partition(":")[0]
    return kind if _KIND.fullmatch(kind) else OTHER


class Writings:
    """Language models' parts in the answers of the past."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now

    async def tally(self, team_id: str, within: timedelta) -> Tally:
        """What a workspace's answers of so long came to."""
        since = self._now() - within
        asked = select(func.count()).where((TurnRow.team_id == team_id) & (TurnRow.created >= since))
        mine = (WritingRow.team_id == team_id) & (WritingRow.created >= since)
        async with self._sessions() as session:
            answers = (await session.scalars(asked)).one()
            shown = (await session.execute(_by_failure(mine & (WritingRow.kept > 0)))).all()
            unshown = (await session.execute(_by_failure(mine & (WritingRow.kept == 0)))).all()
            sums = (await session.execute(_sums(mine))).one()
            models = (await session.scalars(select(WritingRow.model).where(mine).distinct())).all()
        return Tally(
            answers=answers,
            written=sum(count for _, count in shown),
            cut={failure: count for failure, count in shown if failure},
            fallen_back={failure or "": count for failure, count in unshown},
            kept=sums[0] or 0,
            repaired=sums[1] or 0,
            dropped=sums[2] or 0,
            tokens_in=sums[3] or 0,
            tokens_out=sums[4] or 0,
            cost=sums[5],
            models=tuple(sorted(models)),
        )


def _by_failure(where: ColumnElement[bool]) -> Select[str | None, int]:
    return select(WritingRow.failure, func.count()).where(where).group_by(WritingRow.failure)


def _sums(where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    counted = (WritingRow.kept, WritingRow.repaired, WritingRow.dropped, WritingRow.tokens_in, WritingRow.tokens_out)
    return select(*(func.sum(column) for column in counted), func.sum(WritingRow.cost)).where(where)
