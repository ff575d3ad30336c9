"""The first tables: claims, conversations, turns, answers, feedback."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _claims()
    _conversations()
    _answers()
    _feedback()


def downgrade() -> None:
    """Take back."""
    for table in ("feedback", "answers", "turns", "conversations", "claims"):
        op.drop_table(table)


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("event_id", sa.String(255), nullable=False),
        sa.Column("channel", sa.String(32)),
        sa.Column("ts", sa.String(32)),
        sa.Column("created", UtcTime, nullable=False),
        sa.UniqueConstraint("team_id", "event_id", name="uq_claims_team_id_event_id"),
        sa.UniqueConstraint("team_id", "channel", "ts", name="uq_claims_team_id_channel_ts"),
    )
    op.create_index("ix_claims_created", "claims", ["created"])


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("root", sa.String(255), nullable=False),
        sa.Column("created", UtcTime, nullable=False),
        sa.UniqueConstraint("team_id", "channel", "root", name="uq_conversations_team_id_channel_root"),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer_text", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("intent", sa.String(64), nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        sa.Column("created", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], ondelete="CASCADE", name="fk_turns_conversation_id"
        ),
        sa.UniqueConstraint("answer_id", name="uq_turns_answer_id"),
    )
    op.create_index("ix_turns_conversation_id", "turns", ["conversation_id"])
    op.create_index("ix_turns_created", "turns", ["created"])
    op.create_index("ix_turns_team_id_user_id_created", "turns", ["team_id", "user_id", "created"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("answer_id", sa.String(32), primary_key=True),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("ts", sa.String(32)),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("created", UtcTime, nullable=False),
    )
    op.create_index("ix_answers_created", "answers", ["created"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("value", sa.String(16), nullable=False),
        sa.Column("changed", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.answer_id"], ondelete="CASCADE", name="fk_feedback_answer_id"),
        sa.UniqueConstraint("team_id", "answer_id", "user_id", name="uq_feedback_team_id_answer_id_user_id"),
    )
