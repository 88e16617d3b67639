"""The tables of the store as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from analyzer.store.columns import KeptJson, KeptText, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

thread = Table(
    "thread",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", KeptText, nullable=False, unique=True),
    Column("host", KeptText, nullable=False),
    Column("title", KeptText),
    Column("url", KeptText),
    Column("engine", KeptText, nullable=False),
    # Title, id, address and scrape names, case folded: one search that means the same on every database.
    Column("folded", KeptText, nullable=False),
)

scrape = Table(
    "scrape",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("thread_pk", ForeignKey("thread.pk", ondelete="CASCADE"), nullable=False),
    Column("source", KeptText, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("imported_at", UtcTime, nullable=False),
    Column("problems", KeptJson, nullable=False),
    UniqueConstraint("thread_pk", "sha256"),
)

author = Table(
    "author",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("host", KeptText, nullable=False),
    Column("name", KeptText, nullable=False),
    UniqueConstraint("host", "name"),
)

post = Table(
    "post",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("thread_pk", ForeignKey("thread.pk", ondelete="CASCADE"), nullable=False),
    Column("scrape_pk", ForeignKey("scrape.pk", ondelete="CASCADE"), nullable=False),
    Column("author_pk", ForeignKey("author.pk")),
    Column("id", KeptText, nullable=False),
    Column("position", Integer, nullable=False),
    Column("created_at", UtcTime),
    # The UTC day of `created_at`: groups alike on every database, without its date functions.
    Column("day", Date),
    Column("reply_to", KeptText),
    Column("card", KeptJson, nullable=False),
    # SHA-256 of author and words: tells whether a post seen again still says the same.
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("thread_pk", "id"),
    Index(None, "thread_pk", "position"),
    Index(None, "scrape_pk"),
    Index(None, "author_pk"),
    Index(None, "day"),
)

segment = Table(
    "segment",
    metadata,
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("text", KeptText, nullable=False),
    Column("author", KeptText),
    Column("post_id", KeptText),
    Column("found", Text),
    Column("depth", Integer, nullable=False),
    Column("created_at", UtcTime),
    Column("similarity", Float),
    Column("language", Text),
    # As `[start, end, speaker]` lists; empty where none is reported, which most segments are.
    Column("reported", KeptJson),
    Column("thread_id", KeptText),
    # The few quotes of other threads, to be found from the post that they quote.
    Index(
        None,
        "thread_id",
        "post_id",
        sqlite_where=text("thread_id IS NOT NULL"),
        postgresql_where=text("thread_id IS NOT NULL"),
    ),
)

model = Table(
    "model",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("name", KeptText, nullable=False),
    Column("version", KeptText, nullable=False),
    Column("hash", KeptText, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    UniqueConstraint("name", "version", "hash"),
)

threshold = Table(
    "threshold",
    metadata,
    Column("model_pk", ForeignKey("model.pk", ondelete="CASCADE"), primary_key=True),
    Column("label", KeptText, primary_key=True),
    Column("value", Float, nullable=False),
    sqlite_with_rowid=False,
)

# A row a post and model: says that the post was scored, also when no label came of it.
scoring = Table(
    "scoring",
    metadata,
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True),
    Column("model_pk", ForeignKey("model.pk", ondelete="CASCADE"), primary_key=True),
    # The language of words that the model was not tested in, and whether no label is given to them.
    Column("unsupported", Text),
    Column("withheld", Boolean, nullable=False, server_default=false()),
    Index(None, "model_pk", "withheld"),
    sqlite_with_rowid=False,
)

score = Table(
    "score",
    metadata,
    Column("post_pk", Integer, primary_key=True, autoincrement=False),
    Column("model_pk", Integer, primary_key=True, autoincrement=False),
    Column("label", KeptText, primary_key=True),
    Column("value", Float, nullable=False),
    Column("subtype", KeptText),
    Column("spans", KeptJson, nullable=False),
    ForeignKeyConstraint(["post_pk", "model_pk"], ["scoring.post_pk", "scoring.model_pk"], ondelete="CASCADE"),
    # Holds all that a count of flagged posts asks for, so such a count reads the flagged part of this index alone.
    Index(None, "model_pk", "label", "value", "post_pk"),
    sqlite_with_rowid=False,
)

# What anybody did, in the order it was done. Triggers refuse UPDATE and DELETE: only the number of a post that is gone
# is taken out, and its ids stay.
action = Table(
    "action",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("person", KeptText, nullable=False),
    Column("verb", Text, nullable=False),
    Column("post_pk", ForeignKey("post.pk", ondelete="SET NULL")),
    Column("thread_id", KeptText),
    Column("post_id", KeptText),
    Column("detail", KeptJson, nullable=False),
    Index(None, "post_pk", "verb"),
    Index(None, "person", "verb"),
    Index(None, "verb", "at"),
    Index(None, "at"),
)

# Triggers refuse UPDATE and DELETE, save where the post itself goes. All rows of one click share its action.
review = Table(
    "review",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), nullable=False),
    Column("action_pk", ForeignKey("action.pk"), nullable=False),
    Column("label", KeptText, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("subtype", KeptText),
    Column("reviewer", KeptText, nullable=False),
    Column("note", KeptText),
    Column("policy", KeptText),
    Column("created_at", UtcTime, nullable=False),
    Column("reading", Text, nullable=False),
    Column("model_pk", ForeignKey("model.pk")),
    Column("score", Float),
    Column("seconds", Float),
    # The post's number in the draw for a second reading: a query compares it with the rate of today.
    Column("draw", Float, nullable=False),
    # The review that this row takes back; at most one row does.
    Column("withdraws", ForeignKey("review.pk")),
    UniqueConstraint("withdraws"),
    CheckConstraint("verdict IN ('yes', 'no', 'unsure')", name="ck_review_verdict"),
    CheckConstraint("reading IN ('first', 'second', 'lead', 'appeal', 'gold')", name="ck_review_reading"),
    Index(None, "post_pk", "reading"),
    Index(None, "reading", "draw"),
    Index(None, "reviewer", "post_pk"),
    Index(None, "action_pk"),
)

claim = Table(
    "claim",
    metadata,
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("reviewer", KeptText, nullable=False),
    Column("taken_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

gold = Table(
    "gold",
    metadata,
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True),
    Column("label", KeptText, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("note", KeptText),
)

# How many posts quote a post, and how many more answer it; no row for one that nobody took up.
reach = Table(
    "reach",
    metadata,
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("quoted", Integer, nullable=False),
    Column("replies", Integer, nullable=False),
)

# Where a flagged post stands in the queue: reckoned from scores, thresholds and reach, and always to be reckoned anew.
priority = Table(
    "priority",
    metadata,
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True),
    Column("model_pk", ForeignKey("model.pk", ondelete="CASCADE"), primary_key=True),
    Column("value", Float, nullable=False),
    # Read from its end: the next post is the first entry that is free.
    Index(None, "model_pk", "value", "post_pk"),
    sqlite_with_rowid=False,
)

# Who quotes whom, once a pair of posts: `reach` counts these, and a graph of quotes starts from the quoted posts.
quoting = Table(
    "quoting",
    metadata,
    Column("quoted_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True),
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)

# Some runs of words of a post, as numbers: posts that share one are compared. Copies of an earlier post have none.
fingerprint = Table(
    "fingerprint",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)

# A post that says nearly what an earlier one said, the first of its kind, and how alike the two are (0 to 1).
copy = Table(
    "copy",
    metadata,
    Column("post_pk", ForeignKey("post.pk", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("first_pk", ForeignKey("post.pk", ondelete="CASCADE"), nullable=False),
    Column("likeness", Float, nullable=False),
    Index(None, "first_pk"),
)

# How somebody wants the dashboard: one JSON value a person.
preference = Table(
    "preference",
    metadata,
    Column("person", KeptText, primary_key=True),
    Column("value", KeptJson, nullable=False),
)
