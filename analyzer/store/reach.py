"""How far a post reaches: which posts quote it, and how many more answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, union_all

from analyzer.store import schema
from analyzer.thread import SegmentKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from analyzer.thread import Post

_CHUNK = 500


def add(connection: Connection, posts: Iterable[Post], *, thread_pk: int) -> tuple[int, ...]:
    """Count anew what new posts of a thread take up, and give the numbers of all posts whose reach may have changed.

    Posts of a page may be quoted by those of a page that was added before: so they are counted themselves, too.
    """
    ids: set[str] = set()
    elsewhere: dict[str, set[str]] = {}
    for post in posts:
        ids |= {post.id, *((post.reply_to,) if post.reply_to else ())}
        for quote in post.quotes:
            if quote.post_id and quote.thread_id is None:
                ids.add(quote.post_id)
            elif quote.post_id and quote.thread_id:
                elsewhere.setdefault(quote.thread_id, set()).add(quote.post_id)
    touched = list(_count(connection, thread_pk, ids))
    for thread_id, quoted in sorted(elsewhere.items()):
        other = connection.execute(select(schema.thread.c.pk).where(schema.thread.c.id == thread_id)).scalar()
        if other is not None:
            touched += _count(connection, other, quoted)
    return tuple(dict.fromkeys(touched))


def of_posts(connection: Connection, pks: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """Give how many posts quote and how many more answer each of some posts, those that nobody took up left out."""
    columns, ordered = schema.reach.c, list(pks)
    found: dict[int, tuple[int, int]] = {}
    for start in range(0, len(ordered), _CHUNK):
        query = select(schema.reach).where(columns.post_pk.in_(ordered[start : start + _CHUNK]))
        found |= {row.post_pk: (row.quoted, row.replies) for row in connection.execute(query)}
    return found


def _count(connection: Connection, thread_pk: int, ids: Iterable[str]) -> Iterable[int]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield from _count_some(connection, thread_pk, ordered[start : start + _CHUNK])


def _count_some(connection: Connection, thread_pk: int, ids: list[str]) -> list[int]:
    post, table = schema.post.c, schema.reach
    known = select(post.id, post.pk).where(post.thread_pk == thread_pk, post.id.in_(ids))
    targets = {row.id: row.pk for row in connection.execute(known)}
    quoting, answering = _quoting(connection, thread_pk, ids), _answering(connection, thread_pk, ids)
    rows, pairs = [], []
    for id_, pk in sorted(targets.items(), key=lambda each: each[1]):
        quoted = quoting.get(id_, set()) - {pk}
        # A post that quotes and answers at once takes the other up once.
        replies = answering.get(id_, set()) - {pk} - quoted
        pairs += [{"quoted_pk": pk, "post_pk": source} for source in sorted(quoted)]
        if quoted or replies:
            rows.append({"post_pk": pk, "quoted": len(quoted), "replies": len(replies)})
    connection.execute(delete(table).where(table.c.post_pk.in_(list(targets.values()))))
    connection.execute(delete(schema.quoting).where(schema.quoting.c.quoted_pk.in_(list(targets.values()))))
    if rows:
        connection.execute(insert(table), rows)
    if pairs:
        connection.execute(insert(schema.quoting), pairs)
    return list(targets.values())


def _quoting(connection: Connection, thread_pk: int, ids: list[str]) -> Mapping[str, set[int]]:
    """Give the numbers of the posts that quote some posts of a thread, by the id of the quoted one."""
    post, segment, thread = schema.post, schema.segment.c, schema.thread.c
    is_quote = (segment.kind == SegmentKind.QUOTE.value) & segment.post_id.in_(ids)
    within = (
        select(segment.post_id, segment.post_pk)
        .join_from(schema.segment, post, post.c.pk == segment.post_pk)
        .where(is_quote, segment.thread_id.is_(None), post.c.thread_pk == thread_pk)
    )
    own_id = select(thread.id).where(thread.pk == thread_pk).scalar_subquery()
    across = select(segment.post_id, segment.post_pk).where(is_quote, segment.thread_id == own_id)
    found: dict[str, set[int]] = {}
    for id_, pk in connection.execute(union_all(within, across)):
        found.setdefault(id_, set()).add(pk)
    return found


def _answering(connection: Connection, thread_pk: int, ids: list[str]) -> Mapping[str, set[int]]:
    post = schema.post.c
    query = select(post.reply_to, post.pk).where(post.thread_pk == thread_pk, post.reply_to.in_(ids))
    found: dict[str, set[int]] = {}
    for id_, pk in connection.execute(query):
        found.setdefault(id_, set()).add(pk)
    return found
