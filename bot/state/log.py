"""The conversations: who asked what, and what was answered."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.state.records import Asked, Exchange, KeptAnswer
from bot.state.tables import AnswerRow, ConversationRow, TurnRow
from bot.state.writings import without_pieces, writing_row
from knowledge.models import Answer, Language


class Log:
    """Turns and answers of all conversations."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now
        self._answers = TypeAdapter(Answer)

    async def remember(self, asked: Asked) -> None:
        """Write a turn and its answer."""
        conversation = await self._conversation(asked.team_id, asked.channel, asked.root)
        answer = without_pieces(asked.answer)
        cited = [{"n": c.n, "source_id": c.source_id, "kind": c.kind.value} for c in answer.citations]
        async with self._sessions.begin() as session:
            session.add(
                TurnRow(
                    team_id=asked.team_id,
                    conversation_id=conversation,
                    answer_id=asked.answer_id,
                    user_id=asked.user_id,
                    question=asked.question,
                    answer_text=answer.text,
                    outcome=answer.outcome.value,
                    language=answer.language,
                    intent=answer.intent,
                    citations=cited,
                    created=self._now(),
                )
            )
            session.add(
                AnswerRow(
                    answer_id=asked.answer_id,
                    team_id=asked.team_id,
                    channel=asked.channel,
                    question=asked.question,
                    content=self._answers.dump_python(answer, mode="json"),
                    created=self._now(),
                )
            )
            if answer.written:
                session.add(writing_row(asked, answer.written, self._now()))

    async def posted(self, team_id: str, answer_id: str, ts: str) -> None:
        """Note under which timestamp an answer stands in its channel."""
        mine = (AnswerRow.team_id == team_id) & (AnswerRow.answer_id == answer_id)
        async with self._sessions.begin() as session:
            await session.execute(update(AnswerRow).where(mine).values(ts=ts))

    async def thread(self, team_id: str, channel: str, root: str, most: int) -> tuple[Exchange, ...]:
        """The latest exchanges of a thread, oldest first."""
        return await self._exchanges(_turns_in(team_id, channel).where(ConversationRow.root == root), most)

    async def recent(self, team_id: str, channel: str, within: timedelta, most: int) -> tuple[Exchange, ...]:
        """The latest exchanges of a channel's threads together, oldest first."""
        since = self._now() - within
        return await self._exchanges(_turns_in(team_id, channel).where(TurnRow.created >= since), most)

    async def askers(self, team_id: str, channel: str, root: str) -> frozenset[str]:
        """Who has been answered in a thread; empty where the bot has not spoken."""
        in_thread = _turns_in(team_id, channel).where(ConversationRow.root == root)
        async with self._sessions() as session:
            return frozenset(await session.scalars(in_thread.with_only_columns(TurnRow.user_id).distinct()))

    async def roots(self, team_id: str, channel: str, since: datetime, most: int) -> tuple[str, ...]:
        """The threads of a channel in which somebody was answered since then, those that were busy last at the end."""
        newest = func.max(TurnRow.created)
        found = _turns_in(team_id, channel).with_only_columns(ConversationRow.root).group_by(ConversationRow.root)
        async with self._sessions() as session:
            roots = await session.scalars(found.having(newest >= since).order_by(newest.desc()).limit(most))
            return tuple(root for root in reversed(roots.all()) if root.replace(".", "").isdigit())

    async def answer(self, team_id: str, answer_id: str) -> KeptAnswer | None:
        """An answer that was given, or None when it is gone or was stored in a form no longer read."""
        mine = (AnswerRow.team_id == team_id) & (AnswerRow.answer_id == answer_id)
        async with self._sessions() as session:
            row = await session.scalar(select(AnswerRow).where(mine))
        return self._kept(row)

    async def latest(self, team_id: str, user_id: str) -> KeptAnswer | None:
        """The answer that a person last got, or None."""
        theirs = (TurnRow.team_id == team_id) & (TurnRow.user_id == user_id)
        newest = select(AnswerRow).join(TurnRow, TurnRow.answer_id == AnswerRow.answer_id).where(theirs)
        async with self._sessions() as session:
            return self._kept(await session.scalar(newest.order_by(TurnRow.id.desc()).limit(1)))

    async def language(self, team_id: str, user_id: str) -> Language | None:
        """The language a person last asked in."""
        mine = (TurnRow.team_id == team_id) & (TurnRow.user_id == user_id)
        async with self._sessions() as session:
            found = await session.scalar(select(TurnRow.language).where(mine).order_by(TurnRow.id.desc()).limit(1))
        return found if found in ("nb", "nn", "en") else None  # type: ignore[return-value]  # mypy reads no literals

    def _kept(self, row: AnswerRow | None) -> KeptAnswer | None:
        if row is None:
            return None
        try:
            return KeptAnswer(row.question, self._answers.validate_python(row.content))
        except ValidationError:
            return None

    async def _exchanges(self, turns: Select[TurnRow], most: int) -> tuple[Exchange, ...]:
        async with self._sessions() as session:
            rows = (await session.scalars(turns.order_by(TurnRow.id.desc()).limit(most))).all()
        return tuple(Exchange(row.question, row.answer_text) for row in reversed(rows))

    async def _conversation(self, team_id: str, channel: str, root: str) -> int:
        """The thread's row, made at its first turn; two turns at once find the same one."""
        where = (
            (ConversationRow.team_id == team_id) & (ConversationRow.channel == channel) & (ConversationRow.root == root)
        )
        find = select(ConversationRow.id).where(where)
        async with self._sessions() as session:
            if (found := await session.scalar(find)) is not None:
                return found
        try:
            async with self._sessions.begin() as session:
                row = ConversationRow(team_id=team_id, channel=channel, root=root, created=self._now())
                session.add(row)
                await session.flush()
                return row.id
        except IntegrityError:
            async with self._sessions() as session:
                return (await session.scalars(find)).one()


def _turns_in(team_id: str, channel: str) -> Select[TurnRow]:
    """Turns that were answered: a failure has nothing a follow-up could build on."""
    here = (ConversationRow.team_id == team_id) & (ConversationRow.channel == channel)
    return select(TurnRow).join(ConversationRow).where(here & (TurnRow.outcome != "failed"))
