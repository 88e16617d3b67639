"""How flagged posts are taken up: which are quoted most, who quotes whom, and what is posted more than once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, or_, select, true, union_all

from analyzer.store import loading, schema, settings
from analyzer.store.counting import Flags
from analyzer.store.figureviews import Copies, Passed, Quoted

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select, Subquery

    from analyzer.store.views import ScoredPost

# Copies of a post that are named; the count tells of the rest.
_NAMED = 5


def most_quoted(connection: Connection, *, labels: Sequence[str], limit: int) -> tuple[Quoted, ...]:
    """Give the posts flagged with any of some labels that most posts quote, the most quoted first."""
    flag, reach = Flags(connection).rows(signals=True), schema.reach.c
    flagged = select(flag.c.post_pk).where(flag.c.label.in_(labels))
    query = (
        select(reach.post_pk, reach.quoted, reach.replies)
        .where(reach.post_pk.in_(flagged), reach.quoted > 0)
        .order_by(reach.quoted.desc(), reach.replies.desc(), reach.post_pk)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    posts = _by_pk(connection, [row.post_pk for row in rows])
    return tuple(Quoted(post=posts[row.post_pk], quoted=row.quoted, replies=row.replies) for row in rows)


def passed(connection: Connection, *, labels: Sequence[str], limit: int) -> tuple[Passed, ...]:
    """Give who quotes whose flagged posts, most often first; who quotes himself, and nobody known, is left out."""
    flags = Flags(connection)
    parts = [_passed_with(flags, label) for label in labels if label in flags.thresholds]
    if not parts:
        return ()
    pairs = union_all(*parts).subquery("pairs")
    order = (pairs.c.flagged.desc(), pairs.c.quotes.desc(), pairs.c.source, pairs.c.target, pairs.c.label)
    rows = connection.execute(select(pairs).order_by(*order).limit(limit)).all()
    names = _names(connection, {pk for row in rows for pk in (row.source, row.target)})
    return tuple(
        Passed(
            label=row.label,
            author=names[row.source],
            quoted_author=names[row.target],
            quotes=row.quotes,
            flagged=row.flagged,
        )
        for row in rows
    )


def copies(connection: Connection, *, limit: int) -> tuple[Copies, ...]:
    """Give what stands in several threads or comes from several authors, what was posted most often first."""
    post = schema.post
    every = _groups(true())
    number = func.count()
    threads = func.count(post.c.thread_pk.distinct())
    authors = func.count(post.c.author_pk.distinct())
    query = (
        select(every.c.first_pk, number.label("posts"), threads.label("threads"), authors.label("authors"),
               func.min(post.c.created_at).label("since"), func.max(post.c.created_at).label("until"))
        .join_from(every, post, post.c.pk == every.c.post_pk)
        .group_by(every.c.first_pk)
        .having(or_(threads > 1, authors > 1))
        .order_by(number.desc(), every.c.first_pk)
        .limit(limit)
    )  # fmt: skip
    rows = connection.execute(query).all()
    firsts = [row.first_pk for row in rows]
    named = {first: _others(connection, first) for first in firsts}
    flagged = _flagged(connection, firsts)
    posts = _by_pk(connection, {*firsts, *(pk for pks in named.values() for pk in pks)})
    return tuple(
        Copies(
            first=posts[row.first_pk],
            posts=row.posts,
            threads=row.threads,
            authors=row.authors,
            flagged=flagged.get(row.first_pk, 0),
            since=row.since,
            until=row.until,
            others=tuple(posts[pk] for pk in named[row.first_pk]),
        )
        for row in rows
    )


def _passed_with(flags: Flags, label: str) -> Select[Any]:
    quoting, score = schema.quoting.c, schema.score
    source, target = schema.post.alias("source"), schema.post.alias("target")
    quoted, too = score.alias("quoted"), score.alias("too")
    limit = flags.thresholds[label]
    of_quoted = (quoted.c.model_pk == flags.model_pk) & (quoted.c.label == label) & (quoted.c.value >= limit)
    of_source = (
        (too.c.post_pk == quoting.post_pk)
        # Plus zero: SQLite would else read the model's index for each quote, and with it all scores.
        & (too.c.model_pk + 0 == flags.model_pk)
        & (too.c.label == label)
        & (too.c.value >= limit)
        & ~too.c.post_pk.in_(settings.withheld(flags.model_pk))
    )
    return (
        select(
            literal(label).label("label"),
            source.c.author_pk.label("source"),
            target.c.author_pk.label("target"),
            func.count().label("quotes"),
            func.count(too.c.post_pk).label("flagged"),
        )
        .join_from(quoted, schema.quoting, quoting.quoted_pk == quoted.c.post_pk)
        .join(source, source.c.pk == quoting.post_pk)
        .join(target, target.c.pk == quoting.quoted_pk)
        .outerjoin(too, of_source)
        .where(
            of_quoted,
            ~quoted.c.post_pk.in_(settings.withheld(flags.model_pk)),
            source.c.author_pk != target.c.author_pk,
        )
        .group_by(source.c.author_pk, target.c.author_pk)
    )


def _groups(kept: ColumnElement[bool]) -> Subquery:
    """Give the numbers of posts by that of the first that says the same, which is one of them."""
    copy = schema.copy.c
    firsts = select(copy.first_pk, copy.first_pk.label("post_pk")).where(kept).distinct()
    return union_all(select(copy.first_pk, copy.post_pk).where(kept), firsts).subquery("same")


def _others(connection: Connection, first_pk: int) -> Sequence[int]:
    copy = schema.copy.c
    return connection.scalars(
        select(copy.post_pk).where(copy.first_pk == first_pk).order_by(copy.post_pk).limit(_NAMED)
    ).all()


def _flagged(connection: Connection, firsts: Sequence[int]) -> Mapping[int, int]:
    score, flags = schema.score.c, Flags(connection)
    every = _groups(schema.copy.c.first_pk.in_(firsts))
    query = (
        select(every.c.first_pk, func.count(score.post_pk.distinct()))
        .join_from(every, schema.score, (score.post_pk == every.c.post_pk) & (score.model_pk + 0 == flags.model_pk))
        .where(flags.reached(signals=False))
        .group_by(every.c.first_pk)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _names(connection: Connection, pks: Iterable[int]) -> Mapping[int, str]:
    author = schema.author.c
    return {
        row.pk: row.name for row in connection.execute(select(author.pk, author.name).where(author.pk.in_(sorted(pks))))
    }


def _by_pk(connection: Connection, pks: Iterable[int]) -> Mapping[int, ScoredPost]:
    ordered = sorted(pks)
    return dict(zip(ordered, loading.some(connection, ordered), strict=True))
