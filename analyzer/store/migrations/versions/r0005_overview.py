"""Revision 0005: who quotes whom, copies of posts, and how somebody wants the dashboard."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from analyzer.store import copying

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("preference", "copy", "fingerprint", "quoting")

_QUOTING = """
    INSERT INTO quoting (quoted_pk, post_pk)
    SELECT target.pk, source.pk
    FROM segment JOIN post AS source ON source.pk = segment.post_pk
    JOIN post AS target ON target.thread_pk = source.thread_pk AND target.id = segment.post_id
    WHERE segment.kind = 'quote' AND segment.thread_id IS NULL AND target.pk <> source.pk
    UNION
    SELECT target.pk, segment.post_pk
    FROM segment JOIN thread ON thread.id = segment.thread_id
    JOIN post AS target ON target.thread_pk = thread.pk AND target.id = segment.post_id
    WHERE segment.kind = 'quote' AND segment.thread_id IS NOT NULL AND target.pk <> segment.post_pk
"""


def upgrade() -> None:
    """Make the tables, and fill those that follow from the posts that are there."""
    op.create_table(
        "quoting",
        sa.Column("quoted_pk", sa.Integer, nullable=False),
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("quoted_pk", "post_pk", name="pk_quoting"),
        _to_post("quoting", "quoted_pk"),
        _to_post("quoting", "post_pk"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fingerprint",
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("value", "post_pk", name="pk_fingerprint"),
        _to_post("fingerprint", "post_pk"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy",
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("first_pk", sa.Integer, nullable=False),
        sa.Column("likeness", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("post_pk", name="pk_copy"),
        _to_post("copy", "post_pk"),
        _to_post("copy", "first_pk"),
    )
    op.create_index("ix_copy_first_pk", "copy", ["first_pk"])
    op.create_table(
        "preference",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_preference"),
    )
    connection = op.get_bind()
    connection.exec_driver_sql(_QUOTING)
    copying.fill(connection)


def downgrade() -> None:
    """Drop the tables; all but the preferences can be reckoned anew."""
    for table in _TABLES:
        op.drop_table(table)


def _to_post(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["post.pk"], name=f"fk_{table}_{column}_post", ondelete="CASCADE")
