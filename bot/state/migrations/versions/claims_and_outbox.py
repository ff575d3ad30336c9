"""Claims know their question and their owner; answers on their way and what was heard last get tables."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("claims") as claims:
        claims.add_column(sa.Column("answer_id", sa.String(32)))
        claims.add_column(sa.Column("owner", sa.String(32)))
        claims.add_column(sa.Column("lease", UtcTime))
        claims.add_column(sa.Column("settled", UtcTime))
        claims.add_column(sa.Column("attempts", sa.Integer, nullable=False, server_default="0"))
        claims.add_column(sa.Column("question", sa.JSON))
        claims.add_column(sa.Column("stream_ts", sa.String(32)))
        claims.create_index("ix_claims_lease", ["lease"])
    op.execute("UPDATE claims SET settled = created")  # what was claimed before has no question to answer again
    op.create_table(
        "outbox",
        sa.Column("answer_id", sa.String(32), primary_key=True),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("created", UtcTime, nullable=False),
    )
    op.create_table(
        "watermarks",
        sa.Column("team_id", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("direct", sa.Boolean, nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("changed", UtcTime, nullable=False),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("watermarks")
    op.drop_table("outbox")
    with op.batch_alter_table("claims") as claims:
        claims.drop_index("ix_claims_lease")
        for name in ("answer_id", "owner", "lease", "settled", "attempts", "question", "stream_ts"):
            claims.drop_column(name)
