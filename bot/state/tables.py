"""The tables. Each row knows its workspace; times are UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, MetaData, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored as UTC without an offset: SQLite would lose the offset silently."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time whose zone is unknown; store the rest as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time its zone back."""
        return value.replace(tzinfo=UTC) if value else None


class Table(DeclarativeBase):
    """All tables share one naming of constraints, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class ClaimRow(Table):
    """Something heard once: an event, and the message it is about when there is one.

    Until it is ``settled``, the ``question`` stands here with where it came from, and ``owner`` names the process that
    answers it until ``lease``. ``stream_ts`` is empty where a streamed message may have begun.
    """

    __tablename__ = "claims"
    __table_args__ = (UniqueConstraint("team_id", "event_id"), UniqueConstraint("team_id", "channel", "ts"))

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    event_id: Mapped[str] = mapped_column(String(255))
    channel: Mapped[str | None] = mapped_column(String(32))
    ts: Mapped[str | None] = mapped_column(String(32))
    created: Mapped[datetime] = mapped_column(UtcTime, index=True)
    answer_id: Mapped[str | None] = mapped_column(String(32))
    owner: Mapped[str | None] = mapped_column(String(32))
    lease: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    settled: Mapped[datetime | None] = mapped_column(UtcTime)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    question: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    stream_ts: Mapped[str | None] = mapped_column(String(32))


class ConversationRow(Table):
    """A thread: ``root`` is the timestamp of its first message, or a command's own mark."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("team_id", "channel", "root"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(String(32))
    root: Mapped[str] = mapped_column(String(255))
    created: Mapped[datetime] = mapped_column(UtcTime)


class TurnRow(Table):
    """One question and what was answered. ``citations`` lists number, source and kind."""

    __tablename__ = "turns"
    __table_args__ = (Index(None, "team_id", "user_id", "created"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    answer_id: Mapped[str] = mapped_column(String(32), unique=True)
    user_id: Mapped[str] = mapped_column(String(32))
    question: Mapped[str] = mapped_column(Text)
    answer_text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    intent: Mapped[str] = mapped_column(String(64))
    citations: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(UtcTime, index=True)


class AnswerRow(Table):
    """The answer as it was given, for showing its sources and sharing it later.

    ``ts`` is None until it is posted, and stays so for a private answer, which has no message of its own.
    """

    __tablename__ = "answers"

    answer_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(String(32))
    ts: Mapped[str | None] = mapped_column(String(32))
    question: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(UtcTime, index=True)


class FeedbackRow(Table):
    """One person's latest verdict on one answer."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("team_id", "answer_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.answer_id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(32))
    value: Mapped[str] = mapped_column(String(16))
    changed: Mapped[datetime] = mapped_column(UtcTime)


class WritingRow(Table):
    """A language model's part in one answer, counted: no word of anybody stands here.

    ``failure`` tells why its answer is not shown, or is not whole. ``latency`` is in seconds, ``cost`` in the
    currency of the prices that were set, None without them.
    """

    __tablename__ = "writings"

    answer_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    model: Mapped[str] = mapped_column(String(255))
    failure: Mapped[str | None] = mapped_column(String(32))
    kept: Mapped[int]
    repaired: Mapped[int]
    dropped: Mapped[int]
    requests: Mapped[int]
    tokens_in: Mapped[int]
    tokens_out: Mapped[int]
    cost: Mapped[float | None]
    latency: Mapped[float]
    created: Mapped[datetime] = mapped_column(UtcTime, index=True)


class OutboxRow(Table):
    """A message that is about to be posted, or may have been; it goes when that is known."""

    __tablename__ = "outbox"

    answer_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(UtcTime)


class WatermarkRow(Table):
    """The newest message that was heard in a channel; ``changed`` is when that was noted."""

    __tablename__ = "watermarks"

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    direct: Mapped[bool]
    ts: Mapped[str] = mapped_column(String(32))
    changed: Mapped[datetime] = mapped_column(UtcTime)


class ThreadRow(Table):
    """How talk stands in a thread since the bot last answered there; without a ``root``, in a whole channel.

    ``interrupted_by`` is whoever took the conversation over; in what ``is_quiet``, the bot answers only mentions.
    """

    __tablename__ = "threads"

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    root: Mapped[str] = mapped_column(String(32), primary_key=True)
    is_quiet: Mapped[bool]
    interrupted_by: Mapped[str | None] = mapped_column(String(32))
    changed: Mapped[datetime] = mapped_column(UtcTime)
