"""Reading threads, posts and scores back as they were added."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, false, or_, select

from analyzer.annotations import Score, Scoring, Span
from analyzer.errors import DataError
from analyzer.labels import in_order
from analyzer.store import schema, settings
from analyzer.store.views import ScoredPost
from analyzer.thread import NO_CARD, Found, Post, Problem, Reported, Segment, SegmentKind, Thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from analyzer.store.settings import StoredModel

# Posts read at a time: some 1 MB of text, and few enough for the `IN` of every database.
_BATCH = 500
# What every database takes as a limit and an offset.
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some posts, and the number to go on after, or `None` where they were the last."""

    posts: tuple[ScoredPost, ...]
    last: int | None


def check_page(limit: int, offset: int) -> None:
    """Refuse a limit or an offset that no page has."""
    if not (0 <= limit <= _MOST and 0 <= offset <= _MOST):
        raise DataError(
            f"limit {limit} and offset {offset} are no page",
            where="paging",
            remedy=f"use whole numbers from 0 to {_MOST}",
        )


def thread(connection: Connection, thread_id: str) -> Thread | None:
    """Give a thread with the posts of all its scrapes, or `None`."""
    table = schema.thread
    row = connection.execute(select(table).where(table.c.id == thread_id)).one_or_none()
    if row is None:
        return None
    scrapes = schema.scrape.c
    brought = connection.execute(
        select(scrapes.source, scrapes.problems).where(scrapes.thread_pk == row.pk).order_by(scrapes.pk)
    ).all()
    problems = (Problem(**problem) for scrape in brought for problem in scrape.problems)
    posts = connection.execute(_posts().where(schema.post.c.thread_pk == row.pk).order_by(*_in_thread())).all()
    return Thread(
        id=row.id,
        title=row.title,
        engine=row.engine,
        source=brought[0].source,
        posts=tuple(_as_posts(connection, posts)),
        url=row.url,
        # Two pages of a thread may bring the same problem; one scrape may well have it twice.
        problems=tuple(problems) if len(brought) == 1 else tuple(dict.fromkeys(problems)),
    )


def scored_posts(connection: Connection, thread_id: str, *, limit: int, offset: int) -> tuple[ScoredPost, ...]:
    """Give posts of a thread in its order, with the scores of the model in force."""
    check_page(limit, offset)
    query = _posts().where(schema.thread.c.id == thread_id).order_by(*_in_thread()).limit(limit).offset(offset)
    return _as_scored(connection, connection.execute(query).all())


def some(connection: Connection, pks: Sequence[int]) -> tuple[ScoredPost, ...]:
    """Give posts by their numbers, in that order, with the scores of the model in force."""
    found: dict[int, ScoredPost] = {}
    for start in range(0, len(pks), _BATCH):
        rows = connection.execute(_posts().where(schema.post.c.pk.in_(pks[start : start + _BATCH]))).all()
        found |= dict(zip((row.pk for row in rows), _as_scored(connection, rows), strict=True))
    return tuple(found[pk] for pk in pks if pk in found)


def authors(connection: Connection, thread_id: str) -> frozenset[str]:
    """Give the names of all who write or are quoted in a thread."""
    post, of_thread, author, segment = schema.post, schema.thread.c, schema.author, schema.segment
    joined = select(author.c.name).join(post, post.c.author_pk == author.c.pk)
    writing = joined.join(schema.thread, of_thread.pk == post.c.thread_pk).where(of_thread.id == thread_id)
    inside = select(segment.c.author).join(post, post.c.pk == segment.c.post_pk)
    quoted = inside.join(schema.thread, of_thread.pk == post.c.thread_pk).where(
        of_thread.id == thread_id, segment.c.author.is_not(None)
    )
    return frozenset((*connection.scalars(writing.distinct()), *connection.scalars(quoted.distinct())))


def batch(connection: Connection, *, after: int, labels: Sequence[str] | None) -> Batch:
    """Give the next posts after number `after` in the order they were added, all or those flagged with a label."""
    columns = schema.post.c
    query = _posts().where(columns.pk > after).order_by(columns.pk).limit(_BATCH)
    if labels is not None:
        query = query.where(_flagged_with(connection, labels))
    rows = connection.execute(query).all()
    return Batch(posts=_as_scored(connection, rows), last=rows[-1].pk if len(rows) == _BATCH else None)


def _flagged_with(connection: Connection, labels: Sequence[str]) -> ColumnElement[bool]:
    columns = schema.score.c
    model = settings.model_in_force(connection)
    limits = {} if model is None else settings.thresholds(connection, model.pk)
    reached = [(columns.label == label) & (columns.value >= limits[label]) for label in set(labels) & limits.keys()]
    if model is None or not reached:
        return false()
    # Asked of each post in turn: a batch then reads the scores of its own stretch of posts and no others. Plus zero
    # keeps SQLite from the model's index, which it would read from its start for each post.
    of_post = (columns.post_pk == schema.post.c.pk) & (columns.model_pk + 0 == model.pk)
    return exists().where(of_post, or_(*reached)) & schema.post.c.pk.not_in(settings.withheld(model.pk))


def _posts() -> Select[Any]:
    post, of_thread, author, scrape = schema.post, schema.thread.c, schema.author, schema.scrape
    return (
        select(
            post.c.pk,
            post.c.id,
            post.c.position,
            author.c.name.label("author"),
            post.c.created_at,
            post.c.reply_to,
            post.c.card,
            of_thread.id.label("thread_id"),
            of_thread.title,
            of_thread.engine,
            scrape.c.source,
        )
        .select_from(post)
        .join(schema.thread, of_thread.pk == post.c.thread_pk)
        .join(scrape, scrape.c.pk == post.c.scrape_pk)
        .outerjoin(author, author.c.pk == post.c.author_pk)
    )


def _in_thread() -> tuple[Any, Any]:
    return schema.post.c.position, schema.post.c.pk


def _as_posts(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Post]:
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        segments = _segments(connection, [row.pk for row in some])
        for row in some:
            yield Post(
                id=row.id,
                position=row.position,
                author=row.author,
                created_at=row.created_at,
                reply_to=row.reply_to,
                segments=tuple(segments.get(row.pk, ())),
                card=MappingProxyType(row.card) if row.card else NO_CARD,
            )


def _segments(connection: Connection, pks: Sequence[int]) -> Mapping[int, Sequence[Segment]]:
    table = schema.segment
    query = select(table).where(table.c.post_pk.in_(pks)).order_by(table.c.post_pk, table.c.number)
    found: dict[int, list[Segment]] = {}
    for row in connection.execute(query):
        segment = Segment(
            kind=SegmentKind(row.kind),
            text=row.text,
            author=row.author,
            post_id=row.post_id,
            found=None if row.found is None else Found(row.found),
            depth=row.depth,
            created_at=row.created_at,
            similarity=row.similarity,
            language=row.language,
            reported=tuple(
                Reported(start=start, end=end, speaker=speaker) for start, end, speaker in row.reported or ()
            ),
            thread_id=row.thread_id,
        )
        found.setdefault(row.post_pk, []).append(segment)
    return found


def _as_scored(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[ScoredPost, ...]:
    scorings = _scorings(connection, rows)
    return tuple(
        ScoredPost(
            thread_id=row.thread_id,
            thread_title=row.title,
            source=row.source,
            engine=row.engine,
            post=post,
            scoring=scorings.get(row.pk),
        )
        for row, post in zip(rows, _as_posts(connection, rows), strict=True)
    )


def _scorings(connection: Connection, rows: Sequence[Row[Any]]) -> Mapping[int, Scoring]:
    model = settings.model_in_force(connection)
    if model is None:
        return {}
    limits = settings.thresholds(connection, model.pk)
    found: dict[int, Scoring] = {}
    for start in range(0, len(rows), _BATCH):
        some = {row.pk: row.id for row in rows[start : start + _BATCH]}
        scores = _scores(connection, some, model=model)
        foreign = _unsupported(connection, some, model=model)
        for pk, by_label in scores.items():
            language, withheld = foreign.get(pk, (None, False))
            reached = [name for name, score in by_label.items() if name in limits and score.value >= limits[name]]
            found[pk] = Scoring(
                id=some[pk],
                scores=tuple(by_label[label] for label in in_order(by_label)),
                labels=() if withheld else in_order(reached),
                model=model.id,
                unsupported=language,
            )
    return found


def _unsupported(connection: Connection, posts: Iterable[int], *, model: StoredModel) -> Mapping[int, tuple[str, bool]]:
    """Give the languages that the model was not tested in, by post, and whether labels are withheld for that."""
    columns = schema.scoring.c
    query = select(columns.post_pk, columns.unsupported, columns.withheld).where(
        columns.model_pk == model.pk, columns.post_pk.in_(list(posts)), columns.unsupported.is_not(None)
    )
    return {row.post_pk: (row.unsupported, row.withheld) for row in connection.execute(query)}


def _scores(connection: Connection, posts: Mapping[int, str], *, model: StoredModel) -> Mapping[int, dict[str, Score]]:
    scorings, columns = schema.scoring.c, schema.score.c
    of_model = select(scorings.post_pk).where(scorings.model_pk == model.pk, scorings.post_pk.in_(list(posts)))
    # A post that was scored without any label is in it as well.
    found: dict[int, dict[str, Score]] = {pk: {} for pk in connection.scalars(of_model)}
    query = select(columns.post_pk, columns.label, columns.value, columns.subtype, columns.spans).where(
        columns.model_pk == model.pk, columns.post_pk.in_(list(posts))
    )
    for row in connection.execute(query):
        spans = tuple(Span(segment=s, start=a, end=b, weight=w) for s, a, b, w in row.spans)
        found[row.post_pk][row.label] = Score(
            post_id=posts[row.post_pk],
            label=row.label,
            value=row.value,
            model=model.id,
            subtype=row.subtype,
            spans=spans,
        )
    return found
