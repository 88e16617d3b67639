"""Full text over posts: SQLite's FTS5 and PostgreSQL's `tsvector` behind one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import column, func, literal_column, select, table, text

from analyzer.errors import DataError
from analyzer.store import schema, settings
from analyzer.store.sieving import Sieve
from analyzer.store.words import folded, phrases
from analyzer.thread import SegmentKind

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

    from analyzer.store.deskviews import Filters

# Whose words are found: the post's own, and what it quotes. Code, link cards and signatures are not.
_QUOTED = (SegmentKind.QUOTE.value, SegmentKind.ARTICLE.value)
_CHUNK = 500
# Posts that are looked up one by one: a thousand cost a fifth of a second, as going down a million matches does.
_FEW = 1000

# No part of `schema.metadata`: the table is of another make on each database.
_FTS = table("search", column("rowid"), column("own"), column("quoted"), column("author"))
_VECTORS = table("search", column("post_pk"), column("words"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of a post to be found by."""

    post_pk: int
    author_pk: int | None
    own: str
    quoted: str


def add(connection: Connection, texts: Iterable[Text]) -> None:
    """Make posts findable, within the transaction that adds them."""
    rows = [
        {
            "post_pk": each.post_pk,
            "own": folded(each.own),
            "quoted": folded(each.quoted),
            # A word of digits in a column of its own: the index itself then knows whose post it is.
            "author": "" if each.author_pk is None else str(each.author_pk),
        }
        for each in texts
    ]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        words = "INSERT INTO search (rowid, own, quoted, author) VALUES (:post_pk, :own, :quoted, :author)"
    else:
        words = (
            "INSERT INTO search (post_pk, words) VALUES (:post_pk, "
            "setweight(to_tsvector('simple', :own), 'A') || setweight(to_tsvector('simple', :quoted), 'B'))"
        )
    connection.execute(text(words), rows)


def fill(connection: Connection) -> None:
    """Make all posts findable that are there: for a database from before there was a search."""
    post, segment = schema.post.c, schema.segment.c
    after = 0
    while True:
        some = select(post.pk, post.author_pk).where(post.pk > after).order_by(post.pk).limit(_CHUNK)
        rows = connection.execute(some).all()
        if not rows:
            return
        words = select(segment.post_pk, segment.kind, segment.text).where(
            segment.post_pk.in_([row.pk for row in rows]), segment.kind.in_((SegmentKind.OWN.value, *_QUOTED))
        )
        found: dict[tuple[int, bool], list[str]] = {}
        for row in connection.execute(words.order_by(segment.post_pk, segment.number)):
            found.setdefault((row.post_pk, row.kind == SegmentKind.OWN), []).append(row.text)
        add(connection, (_text(row.pk, row.author_pk, found) for row in rows))
        after = rows[-1].pk


def _text(pk: int, author_pk: int | None, found: dict[tuple[int, bool], list[str]]) -> Text:
    own, quoted = ("\n".join(found.get((pk, is_own), ())) for is_own in (True, False))
    return Text(post_pk=pk, author_pk=author_pk, own=own, quoted=quoted)


def text_of(pk: int, author_pk: int | None, segments: Iterable[tuple[str, str]]) -> Text:
    """Give the words of a post from the kinds and texts of its segments."""
    found: dict[tuple[int, bool], list[str]] = {}
    for kind, words in segments:
        if kind == SegmentKind.OWN or kind in _QUOTED:
            found.setdefault((pk, kind == SegmentKind.OWN), []).append(words)
    return _text(pk, author_pk, found)


def find(connection: Connection, query: str, *, filters: Filters, limit: int, offset: int) -> tuple[int, ...]:
    """Give the numbers of posts that hold all words and phrases of a query, those added last first."""
    if filters.states:
        raise DataError("a search knows no states", where="filters", remedy="ask the queue for posts in a state")
    model_pk = _model_pk(connection)
    sieve = Sieve.of(connection, filters, model_pk=model_pk)
    # Authors, threads and flags are asked for in ways of their own, which hold for a million posts.
    kept = replace(filters, author=None, thread_id=None, label=None, subtype=None, low=None, high=None)
    rest = replace(sieve, filters=kept)
    wanted = phrases(query)
    of_author = () if filters.author is None else _authors(connection, filters.author)
    if not wanted or (filters.author is not None and not of_author):
        return ()
    by_dialect = _matched if connection.dialect.name == "sqlite" else _vectored
    asked, pk = by_dialect(wanted, of_author)
    # With nothing added SQLite would look each flagged or dated post up in the full text (0.1 ms each) instead of going
    # down the matches from the newest until a page is full.
    walked = pk + 0
    if rest.of_post:
        asked = asked.join(schema.post, schema.post.c.pk == walked)
    if filters.thread_id is not None:
        asked = asked.where(_in_thread(connection, filters.thread_id, pk, walked))
    if sieve.of_flag:
        asked = asked.where(walked.in_(sieve.flagged()))
    conditions = rest.conditions(walked)
    return tuple(connection.scalars(asked.where(*conditions).order_by(pk.desc()).limit(limit).offset(offset)))


def _in_thread(
    connection: Connection, thread_id: str, pk: ColumnElement[Any], walked: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Give the condition that a post is of a thread: each looked up where they are few, else asked of each match."""
    post, thread = schema.post.c, schema.thread.c
    posts = select(post.pk).where(post.thread_pk.in_(select(thread.pk).where(thread.id == thread_id)))
    number = connection.execute(select(func.count()).select_from(posts.limit(_FEW + 1).subquery())).scalar_one()
    return (pk if number <= _FEW else walked).in_(posts)


def _model_pk(connection: Connection) -> int:
    model = settings.model_in_force(connection)
    return 0 if model is None else model.pk


def _authors(connection: Connection, name: str) -> tuple[int, ...]:
    return tuple(connection.scalars(select(schema.author.c.pk).where(schema.author.c.name == name)))


def _matched(wanted: Sequence[str], of_author: Sequence[int]) -> tuple[Select[Any], ColumnElement[Any]]:
    # Words of the query hold letters and digits alone; between quotation marks they are no operators either.
    asked = "{own quoted} : (" + " AND ".join(f'"{phrase}"' for phrase in wanted) + ")"
    if of_author:
        asked += " AND author : (" + " OR ".join(f'"{pk}"' for pk in of_author) + ")"
    pk = _FTS.c.rowid
    return select(pk).where(literal_column("search").op("MATCH")(asked)), pk


def _vectored(wanted: Sequence[str], of_author: Sequence[int]) -> tuple[Select[Any], ColumnElement[Any]]:
    pk = _VECTORS.c.post_pk
    asked = select(pk)
    for phrase in wanted:
        asked = asked.where(_VECTORS.c.words.op("@@")(func.phraseto_tsquery(literal_column("'simple'"), phrase)))
    if of_author:
        post = schema.post.alias()
        asked = asked.join(post, post.c.pk == pk).where(post.c.author_pk.in_(of_author))
    return asked, pk
