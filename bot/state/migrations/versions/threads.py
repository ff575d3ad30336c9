"""A table of threads: who took the conversation over, and where the bot was asked to be quiet."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "threads",
        sa.Column("team_id", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("root", sa.String(32), primary_key=True),
        sa.Column("is_quiet", sa.Boolean, nullable=False),
        sa.Column("interrupted_by", sa.String(32)),
        sa.Column("changed", UtcTime, nullable=False),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("threads")
