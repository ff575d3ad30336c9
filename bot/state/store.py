"""Opening, migrating, purging and closing the state."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, delete, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine

from bot.state.claims import LEASE, Claims
from bot.state.given import GivenAnswers
from bot.state.log import Log
from bot.state.outbox import Outbox
from bot.state.tables import (
    AnswerRow,
    ClaimRow,
    ConversationRow,
    FeedbackRow,
    OutboxRow,
    ThreadRow,
    TurnRow,
    WritingRow,
)
from bot.state.threads import Threads
from bot.state.verdicts import Verdicts
from bot.state.watermarks import Watermarks
from bot.state.writings import Writings

log = logging.getLogger(__name__)

OPENINGS, PAUSE = 5, 0.2  # how often opening is tried again, and the seconds before that
_FIRST_IN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(7020)"}


def utc_now() -> datetime:
    """The time now, aware and in UTC."""
    return datetime.now(UTC)


class State:
    """Everything the bot remembers. Use :func:`open_state`, and close it."""

    def __init__(self, engine: AsyncEngine, now: Callable[[], datetime] = utc_now, lease: timedelta = LEASE) -> None:
        sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._engine = engine
        self._sessions = sessions
        self._now = now
        self.claims = Claims(sessions, now, lease)
        self.outbox = Outbox(sessions, now)
        self.watermarks = Watermarks(sessions, now)
        self.log = Log(sessions, now)
        self.threads = Threads(sessions, now)
        self.given = GivenAnswers(sessions)
        self.verdicts = Verdicts(sessions, now)
        self.writings = Writings(sessions, now)

    async def purge(self, keep: timedelta) -> int:
        """Delete what is older than ``keep``; the number of questions that went with it."""
        before = self._now() - keep
        old_answers = select(AnswerRow.answer_id).where(AnswerRow.created < before)
        async with self._sessions.begin() as session:
            # Children first: a foreign key is not asked to cascade where a database does not enforce it.
            await session.execute(delete(FeedbackRow).where(FeedbackRow.answer_id.in_(old_answers)))
            await session.execute(delete(AnswerRow).where(AnswerRow.created < before))
            await session.execute(delete(WritingRow).where(WritingRow.created < before))
            gone = await session.execute(delete(TurnRow).where(TurnRow.created < before).returning(TurnRow.id))
            count = len(gone.all())
            in_use = select(TurnRow.conversation_id)
            empty = (ConversationRow.created < before) & ConversationRow.id.not_in(in_use)
            await session.execute(delete(ConversationRow).where(empty))
            await session.execute(delete(ClaimRow).where(ClaimRow.created < before))
            await session.execute(delete(OutboxRow).where(OutboxRow.created < before))
            # A wish for silence stays; who said what last does not.
            talk = (ThreadRow.changed < before) & ThreadRow.is_quiet.is_(False)
            await session.execute(delete(ThreadRow).where(talk))
        return count

    async def end(self) -> None:
        """Leave what is unfinished to other processes; a database that is down by now finds that out by itself."""
        try:
            await self.claims.let_go()
            await self.watermarks.write()
        except (SQLAlchemyError, OSError):
            log.exception("the state is left as it is")

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()


async def open_state(url: str, now: Callable[[], datetime] = utc_now, lease: timedelta = LEASE) -> State:
    """Open the database at an SQLAlchemy URL with an asynchronous driver and bring its tables up to date.

    ``lease`` is how long a question stays with a process that shows no sign of life.
    """
    if make_url(url).get_backend_name() == "sqlite":
        engine = _sqlite(url)
    else:
        engine = create_async_engine(url, pool_pre_ping=True)
    for left in range(OPENINGS, -1, -1):
        try:
            await _bring_up_to_date(engine)
            break
        except OperationalError:  # SQLite does not wait where two processes change a new file's mode at once
            if not left:
                raise
            await asyncio.sleep(PAUSE)
    return State(engine, now, lease)


async def _bring_up_to_date(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        # Of two processes that start at once, the second waits until the first has made the tables.
        await connection.exec_driver_sql(_FIRST_IN[engine.dialect.name])
        await connection.run_sync(migrate)


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, on a connection whose transaction the caller commits."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _sqlite(url: str) -> AsyncEngine:
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url)

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        # Readers and the one writer do not wait for each other; a second writer waits up to 4 s.
        for pragma in ("busy_timeout=4000", "journal_mode=WAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
