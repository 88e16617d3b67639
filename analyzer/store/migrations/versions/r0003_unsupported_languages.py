"""Revision 0003: of each scoring the language the model was not tested in, and whether its labels are withheld."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was scored before is taken for supported, as it was then."""
    op.add_column("scoring", sa.Column("unsupported", sa.Text))
    op.add_column("scoring", sa.Column("withheld", sa.Boolean, nullable=False, server_default=sa.false()))
    op.drop_index("ix_scoring_model_pk", "scoring")
    op.create_index("ix_scoring_model_pk_withheld", "scoring", ["model_pk", "withheld"])


def downgrade() -> None:
    """Drop the columns."""
    op.drop_index("ix_scoring_model_pk_withheld", "scoring")
    op.create_index("ix_scoring_model_pk", "scoring", ["model_pk"])
    op.drop_column("scoring", "withheld")
    op.drop_column("scoring", "unsupported")
