"""Answers by the messages that asked: replaced when a question is edited, forgotten when it is gone."""

from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.state.tables import AnswerRow, ClaimRow, FeedbackRow, TurnRow, WritingRow
from bot.state.writings import without_pieces
from knowledge.models import Answer

LONG = 2000  # characters of an answer that may go on in a second message, where it has tables


@dataclass(frozen=True, slots=True)
class Given:
    """What became of a question. ``ts`` is None until the answer is posted; ``question`` until it is remembered.

    ``is_long`` tells that the answer may stand in several messages.
    """

    answer_id: str
    is_settled: bool
    ts: str | None
    question: str | None
    is_long: bool = False


class GivenAnswers:
    """The answers by the messages that asked for them."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._answers = TypeAdapter(Answer)

    async def to(self, team_id: str, channel: str, ts: str) -> Given | None:
        """What became of the question in a message; None where it was none."""
        asked = (ClaimRow.team_id == team_id) & (ClaimRow.channel == channel) & (ClaimRow.ts == ts)
        wanted = select(ClaimRow.answer_id, ClaimRow.settled, AnswerRow).where(asked)
        joined = wanted.outerjoin(AnswerRow, AnswerRow.answer_id == ClaimRow.answer_id)
        async with self._sessions() as session:
            row = (await session.execute(joined)).first()
        if row is None:
            return None
        claimed, settled = row[0], row[1]
        answer: AnswerRow | None = row[2]
        if claimed is None:
            return None
        if answer is None:
            return Given(claimed, settled is not None, None, None)
        is_long = len(str(answer.content.get("text"))) > LONG
        return Given(claimed, settled is not None, answer.ts, answer.question, is_long)

    async def replace(self, team_id: str, answer_id: str, question: str, answer: Answer) -> None:
        """Remember another question and answer in the place of those that were."""
        told = without_pieces(answer)
        turn = {"question": question, "answer_text": told.text, "outcome": told.outcome.value}
        cited = [{"n": c.n, "source_id": c.source_id, "kind": c.kind.value} for c in told.citations]
        theirs = (TurnRow.team_id == team_id) & (TurnRow.answer_id == answer_id)
        kept = (AnswerRow.team_id == team_id) & (AnswerRow.answer_id == answer_id)
        content = self._answers.dump_python(told, mode="json")
        async with self._sessions.begin() as session:
            values = {**turn, "language": told.language, "intent": told.intent, "citations": cited}
            await session.execute(update(TurnRow).where(theirs).values(**values))
            await session.execute(update(AnswerRow).where(kept).values(question=question, content=content))

    async def forget(self, team_id: str, answer_id: str) -> None:
        """Forget an answer with its question, and what was thought of it."""
        async with self._sessions.begin() as session:
            for table in (FeedbackRow, AnswerRow, WritingRow, TurnRow):
                mine = (table.team_id == team_id) & (table.answer_id == answer_id)
                await session.execute(delete(table).where(mine))
