"""Revision 0004: the review desk: reviews, claims, gold, the log of actions, reach and order of the queue, and search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from analyzer.store import searching

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = ("priority", "reach", "gold", "claim", "review", "action")

# Where the post goes, its reviews go with it: then it is gone already when they do.
_SQLITE_TRIGGERS = (
    "CREATE TRIGGER review_stays BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END",
    """
    CREATE TRIGGER review_kept BEFORE DELETE ON review WHEN EXISTS (SELECT 1 FROM post WHERE pk = OLD.post_pk)
    BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END
    """,
    """
    CREATE TRIGGER action_stays BEFORE UPDATE ON action WHEN NEW.post_pk IS NOT NULL
    OR EXISTS (SELECT 1 FROM post WHERE pk = OLD.post_pk) OR OLD.post_pk IS NULL
    OR (NEW.pk, NEW.at, NEW.person, NEW.verb, NEW.thread_id, NEW.post_id, NEW.detail)
    IS NOT (OLD.pk, OLD.at, OLD.person, OLD.verb, OLD.thread_id, OLD.post_id, OLD.detail)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    "CREATE TRIGGER action_kept BEFORE DELETE ON action BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
)
_POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END $$
    """,
    """
    CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM post WHERE pk = OLD.post_pk) THEN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
        END IF;
        RETURN OLD;
    END $$
    """,
    """
    CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.post_pk IS NOT NULL OR OLD.post_pk IS NULL OR EXISTS (SELECT 1 FROM post WHERE pk = OLD.post_pk)
            OR (NEW.pk, NEW.at, NEW.person, NEW.verb, NEW.thread_id, NEW.post_id, NEW.detail)
            IS DISTINCT FROM (OLD.pk, OLD.at, OLD.person, OLD.verb, OLD.thread_id, OLD.post_id, OLD.detail)
        THEN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER review_stays BEFORE UPDATE ON review FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER review_kept BEFORE DELETE ON review FOR EACH ROW EXECUTE FUNCTION refuse_deletion()",
    "CREATE TRIGGER review_full BEFORE TRUNCATE ON review EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER action_stays BEFORE UPDATE ON action FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()",
    "CREATE TRIGGER action_kept BEFORE DELETE ON action FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER action_full BEFORE TRUNCATE ON action EXECUTE FUNCTION refuse_change()",
)

# Who takes a post up: each pair of posts once, as a quote if it is one.
_REACH = """
    INSERT INTO reach (post_pk, quoted, replies)
    SELECT target, SUM(quotes), SUM(1 - quotes) FROM (
        SELECT target, source, MAX(quotes) AS quotes FROM (
            SELECT target.pk AS target, source.pk AS source, 1 AS quotes
            FROM segment JOIN post AS source ON source.pk = segment.post_pk
            JOIN post AS target ON target.thread_pk = source.thread_pk AND target.id = segment.post_id
            WHERE segment.kind = 'quote' AND segment.thread_id IS NULL
            UNION ALL
            SELECT target.pk, segment.post_pk, 1
            FROM segment JOIN thread ON thread.id = segment.thread_id
            JOIN post AS target ON target.thread_pk = thread.pk AND target.id = segment.post_id
            WHERE segment.kind = 'quote' AND segment.thread_id IS NOT NULL
            UNION ALL
            SELECT target.pk, source.pk, 0
            FROM post AS source JOIN post AS target
            ON target.thread_pk = source.thread_pk AND target.id = source.reply_to
        ) AS pairs WHERE target <> source GROUP BY target, source
    ) AS single GROUP BY target
"""


def upgrade() -> None:
    """Make the tables, and fill those that follow from the posts that are there."""
    _people()
    _queue()
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    for trigger in _SQLITE_TRIGGERS if is_sqlite else _POSTGRESQL_TRIGGERS:
        connection.exec_driver_sql(trigger.replace("%", "%%") if not is_sqlite else trigger)
    connection.exec_driver_sql(_REACH)
    if is_sqlite:
        # Without its own copy of the text: what is found is read from the posts.
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(own, quoted, author, content='', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.create_table(
            "search",
            sa.Column("post_pk", sa.Integer, sa.ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True),
            sa.Column("words", sa.dialects.postgresql.TSVECTOR, nullable=False),
        )
        op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")
    searching.fill(connection)


def downgrade() -> None:
    """Drop the tables; reviews are lost."""
    # It says that the order of the queue is kept, and that goes.
    op.execute("DELETE FROM setting WHERE name = 'priority'")
    op.drop_table("search")
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("refuse_change", "refuse_deletion", "refuse_rewriting"):
            op.execute(f"DROP FUNCTION {function}()")
    op.drop_index("ix_segment_thread_id_post_id", "segment")


def _people() -> None:
    op.create_table(
        "action",
        sa.Column("pk", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("post_pk", sa.Integer),
        sa.Column("thread_id", sa.Text),
        sa.Column("post_id", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_action"),
        sa.ForeignKeyConstraint(["post_pk"], ["post.pk"], name="fk_action_post_pk_post", ondelete="SET NULL"),
    )
    for columns in (["post_pk", "verb"], ["person", "verb"], ["verb", "at"], ["at"]):
        op.create_index(f"ix_action_{'_'.join(columns)}", "action", columns)
    op.create_table(
        "review",
        sa.Column("pk", sa.Integer, nullable=False),
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("action_pk", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("subtype", sa.Text),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("policy", sa.Text),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("model_pk", sa.Integer),
        sa.Column("score", sa.Float),
        sa.Column("seconds", sa.Float),
        sa.Column("draw", sa.Float, nullable=False),
        sa.Column("withdraws", sa.Integer),
        sa.PrimaryKeyConstraint("pk", name="pk_review"),
        sa.UniqueConstraint("withdraws", name="uq_review_withdraws"),
        sa.ForeignKeyConstraint(["post_pk"], ["post.pk"], name="fk_review_post_pk_post", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["action_pk"], ["action.pk"], name="fk_review_action_pk_action"),
        sa.ForeignKeyConstraint(["model_pk"], ["model.pk"], name="fk_review_model_pk_model"),
        sa.ForeignKeyConstraint(["withdraws"], ["review.pk"], name="fk_review_withdraws_review"),
        sa.CheckConstraint("verdict IN ('yes', 'no', 'unsure')", name="ck_review_verdict"),
        sa.CheckConstraint("reading IN ('first', 'second', 'lead', 'appeal', 'gold')", name="ck_review_reading"),
    )
    for columns in (["post_pk", "reading"], ["reading", "draw"], ["reviewer", "post_pk"], ["action_pk"]):
        op.create_index(f"ix_review_{'_'.join(columns)}", "review", columns)


def _queue() -> None:
    op.create_table(
        "claim",
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("taken_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("post_pk", name="pk_claim"),
        _of_post("claim"),
    )
    op.create_table(
        "gold",
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.PrimaryKeyConstraint("post_pk", "label", name="pk_gold"),
        _of_post("gold"),
    )
    op.create_table(
        "reach",
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("quoted", sa.Integer, nullable=False),
        sa.Column("replies", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("post_pk", name="pk_reach"),
        _of_post("reach"),
    )
    op.create_table(
        "priority",
        sa.Column("post_pk", sa.Integer, nullable=False),
        sa.Column("model_pk", sa.Integer, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("post_pk", "model_pk", name="pk_priority"),
        _of_post("priority"),
        sa.ForeignKeyConstraint(["model_pk"], ["model.pk"], name="fk_priority_model_pk_model", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_priority_model_pk_value_post_pk", "priority", ["model_pk", "value", "post_pk"])
    op.create_index(
        "ix_segment_thread_id_post_id",
        "segment",
        ["thread_id", "post_id"],
        sqlite_where=sa.text("thread_id IS NOT NULL"),
        postgresql_where=sa.text("thread_id IS NOT NULL"),
    )


def _of_post(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["post_pk"], ["post.pk"], name=f"fk_{table}_post_pk_post", ondelete="CASCADE")
