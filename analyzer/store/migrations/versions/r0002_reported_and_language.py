"""Revision 0002: of each segment its language, the speech it reports, and the thread a quote comes from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was stored before says nothing of these."""
    for name in ("language", "reported", "thread_id"):
        op.add_column("segment", sa.Column(name, sa.Text))


def downgrade() -> None:
    """Drop the columns."""
    with op.batch_alter_table("segment") as table:
        for name in ("language", "reported", "thread_id"):
            table.drop_column(name)
