"""Revision 0001: threads, posts, segments, scrapes, models and scores."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    _threads()
    _posts()
    _scores()


def downgrade() -> None:
    """Drop all tables."""
    for table in ("score", "scoring", "threshold", "model", "segment", "post", "author", "scrape", "thread", "setting"):
        op.drop_table(table)


def _threads() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "thread",
        sa.Column("pk", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_thread"),
        sa.UniqueConstraint("id", name="uq_thread_id"),
    )
    op.create_table(
        "scrape",
        sa.Column("pk", sa.Integer, nullable=False),
        sa.Column("thread_pk", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_scrape"),
        sa.UniqueConstraint("thread_pk", "sha256", name="uq_scrape_thread_pk_sha256"),
        sa.ForeignKeyConstraint(["thread_pk"], ["thread.pk"], name="fk_scrape_thread_pk_thread", ondelete="CASCADE"),
    )
    op.create_table(
        "author",
        sa.Column("pk", sa.Integer, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_author"),
        sa.UniqueConstraint("host", "name", name="uq_author_host_name"),
    )


def _posts() -> None:
    op.create_table(
        "post",
        sa.Column("pk", sa.Integer, nullable=False),
        sa.Column("thread_pk", sa.Integer, nullable=False),
        sa.Column("scrape_pk", sa.Integer, nullable=False),
        sa.Column("author_pk", sa.Integer),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime),
        sa.Column("day", sa.Date),
        sa.Column("reply_to", sa.Text),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_post"),
        sa.UniqueConstraint("thread_pk", "id", name="uq_post_thread_pk_id"),
        sa.ForeignKeyConstraint(["thread_pk"], ["thread.pk"], name="fk_post_thread_pk_thread", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["scrape_pk"], ["scrape.pk"], name="fk_post_scrape_pk_scrape", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author_pk"], ["author.pk"], name="fk_post_author_pk_author"),
    )
    op.create_index("ix_post_thread_pk_position", "post", ["thread_pk", "position"])
    op.create_index("ix_post_scrape_pk", "post", ["scrape_pk"])
    op.create_index("ix_post_author_pk", "post", ["author_pk"])
    op.create_index("ix_post_day", "post", ["day"])
    op.create_table(
        "segment",
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("post_id", sa.Text),
        sa.Column("found", sa.Text),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime),
        sa.Column("similarity", sa.Float),
        sa.PrimaryKeyConstraint("post_pk", "number", name="pk_segment"),
        sa.ForeignKeyConstraint(["post_pk"], ["post.pk"], name="fk_segment_post_pk_post", ondelete="CASCADE"),
    )


def _scores() -> None:
    op.create_table(
        "model",
        sa.Column("pk", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_model"),
        sa.UniqueConstraint("name", "version", "hash", name="uq_model_name_version_hash"),
    )
    op.create_table(
        "threshold",
        sa.Column("model_pk", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("model_pk", "label", name="pk_threshold"),
        sa.ForeignKeyConstraint(["model_pk"], ["model.pk"], name="fk_threshold_model_pk_model", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scoring",
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("model_pk", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("post_pk", "model_pk", name="pk_scoring"),
        sa.ForeignKeyConstraint(["post_pk"], ["post.pk"], name="fk_scoring_post_pk_post", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["model_pk"], ["model.pk"], name="fk_scoring_model_pk_model", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_scoring_model_pk", "scoring", ["model_pk"])
    op.create_table(
        "score",
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("model_pk", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("subtype", sa.Text),
        sa.Column("spans", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("post_pk", "model_pk", "label", name="pk_score"),
        sa.ForeignKeyConstraint(
            ["post_pk", "model_pk"],
            ["scoring.post_pk", "scoring.model_pk"],
            name="fk_score_post_pk_model_pk_scoring",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_score_model_pk_label_value_post_pk", "score", ["model_pk", "label", "value", "post_pk"])
