"""A table of what language models' parts in answers came to."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    counts = ("kept", "repaired", "dropped", "requests", "tokens_in", "tokens_out")
    op.create_table(
        "writings",
        sa.Column("answer_id", sa.String(32), primary_key=True),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("model", sa.String(255), nullable=False),
        sa.Column("failure", sa.String(32)),
        *(sa.Column(name, sa.Integer, nullable=False) for name in counts),
        sa.Column("cost", sa.Double),
        sa.Column("latency", sa.Double, nullable=False),
        sa.Column("created", UtcTime, nullable=False),
    )
    op.create_index("ix_writings_created", "writings", ["created"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("writings")
