"""What the readings of a team say, side by side: for how far its people agree, and how they fared on gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select

from analyzer.annotations import Rating, Reading, Verdict
from analyzer.errors import DataError
from analyzer.labels import in_order
from analyzer.store import schema, settings, states
from analyzer.store.deskviews import GoldCount, PostPlace, Ratings

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery

    from analyzer.store.rules import Rules

# Two parameters a post, and every database takes some thousands of them; a page lists fewer.
MOST_PLACES = 500

_RATED, _OPENING, _TRIED = (schema.review.alias(name) for name in ("rated", "opening", "tried"))
_BEFORE = schema.post.alias("before")


def check_days(since: date | None, until: date | None) -> None:
    """Refuse days that end before they begin."""
    if since and until and since > until:
        raise DataError("the days end before they begin", where="days", remedy="give the earlier day first")


def ratings(connection: Connection, *, rules: Rules, since: date | None, until: date | None, posts: int) -> Ratings:
    """Give the ratings of at most `posts` posts that were first read on some days, those read last.

    All readings of such a post come along, whenever they were given; withdrawn ones and gold do not.
    """
    model = settings.model_in_force(connection)
    limits = {} if model is None else settings.thresholds(connection, model.pk)
    rows = connection.execute(_rated(_opened(since, until, posts=posts), 0 if model is None else model.pk))
    found: list[Rating] = []
    kept = waiting = 0
    for _, group in groupby(rows, key=lambda row: row.post_pk):
        given = list(group)
        if _waits(given, rules=rules):
            waiting += 1
        else:
            kept += 1
            found += (_rating(row, limits) for row in given)
    more = select(func.count()).select_from(_opened(since, until, posts=posts + 1))
    is_cut = connection.execute(more).scalar_one() > posts
    return Ratings(ratings=tuple(found), posts=kept, waiting=waiting, is_cut=is_cut)


def gold_counts(connection: Connection, *, since: date | None, until: date | None) -> tuple[GoldCount, ...]:
    """Give by reviewer and label how many gold posts were judged on some days, and how many rightly."""
    tried = select(_TRIED.c.post_pk, _TRIED.c.reviewer).distinct()
    tried_at = tried.where(_TRIED.c.reading == Reading.GOLD.value, *_between(_TRIED.c.created_at, since, until))
    given, gold, said = tried_at.subquery("given"), schema.gold.c, _RATED.c
    mine = and_(
        said.post_pk == given.c.post_pk,
        said.reviewer == given.c.reviewer,
        said.label == gold.label,
        said.reading == Reading.GOLD.value,
    )
    # What the reviewer left out is a no, as where two readings are compared.
    is_right = func.coalesce(said.verdict, Verdict.NO.value) == gold.answer
    is_unsure = (said.verdict == Verdict.UNSURE.value) & (gold.answer != Verdict.UNSURE.value)
    query = (
        select(
            given.c.reviewer,
            gold.label,
            func.count().label("given"),
            func.sum(case((is_right, 1), else_=0)).label("right"),
            func.sum(case((is_unsure, 1), else_=0)).label("unsure"),
        )
        .join_from(given, schema.gold, gold.post_pk == given.c.post_pk)
        .outerjoin(_RATED, mine)
        .group_by(given.c.reviewer, gold.label)
    )
    found = [GoldCount(**row) for row in connection.execute(query).mappings()]
    order = in_order({count.label for count in found})
    return tuple(sorted(found, key=lambda count: (count.reviewer, order.index(count.label))))


def places(connection: Connection, posts: Sequence[tuple[str, str]]) -> tuple[PostPlace, ...]:
    """Give where posts stand, by the ids of thread and post; those that are gone are left out."""
    if len(posts) > MOST_PLACES:
        raise DataError(f"{len(posts)} posts are too many", where="places", remedy=f"ask for up to {MOST_PLACES}")
    if not posts:
        return ()
    post, thread = schema.post.c, schema.thread.c
    earlier = or_(_BEFORE.c.position < post.position, and_(_BEFORE.c.position == post.position, _BEFORE.c.pk < post.pk))
    index = select(func.count()).where(_BEFORE.c.thread_pk == post.thread_pk, earlier).scalar_subquery()
    named = or_(*(and_(thread.id == thread_id, post.id == post_id) for thread_id, post_id in posts))
    query = select(thread.id.label("thread_id"), post.id.label("post_id"), thread.title, post.position, index.label("index"))  # fmt: skip
    query = query.join_from(schema.post, schema.thread, thread.pk == post.thread_pk).where(named)
    return tuple(PostPlace(**row) for row in connection.execute(query).mappings())


def _opened(since: date | None, until: date | None, *, posts: int) -> Subquery:
    """Give the query for the posts that were first read on some days, those read last first."""
    given = _OPENING.c
    first = (given.reading == Reading.FIRST.value) & states.standing(_OPENING)
    query = select(given.post_pk).where(first, *_between(given.created_at, since, until)).group_by(given.post_pk)
    return query.order_by(func.max(given.created_at).desc(), given.post_pk.desc()).limit(posts).subquery("opened")


def _between(column: ColumnElement[datetime], since: date | None, until: date | None) -> Iterator[ColumnElement[bool]]:
    """Give the conditions that a time is on some UTC days, both included."""
    if since is not None:
        yield column >= datetime.combine(since, time.min, tzinfo=UTC)
    if until is not None and until < date.max:
        yield column < datetime.combine(until + timedelta(days=1), time.min, tzinfo=UTC)


def _rated(opened: Subquery, model_pk: int) -> Select[Any]:
    review, post, thread = _RATED.c, schema.post.c, schema.thread.c
    score, scoring = schema.score.c, schema.scoring.c
    of_score = and_(score.post_pk == review.post_pk, score.model_pk == model_pk, score.label == review.label)
    of_scoring = and_(scoring.post_pk == review.post_pk, scoring.model_pk == model_pk)
    readings = [reading.value for reading in Reading if reading is not Reading.GOLD]
    return (
        select(
            review.post_pk, review.label, review.verdict, review.reviewer, review.reading, review.created_at,
            review.draw, post.id.label("post_id"), thread.id.label("thread_id"), score.value, scoring.withheld,
        )
        .join_from(_RATED, opened, opened.c.post_pk == review.post_pk)
        .join(schema.post, post.pk == review.post_pk)
        .join(schema.thread, thread.pk == post.thread_pk)
        .outerjoin(schema.score, of_score)
        .outerjoin(schema.scoring, of_scoring)
        .where(review.reading.in_(readings), states.standing(_RATED))
        .order_by(review.post_pk, review.pk)
    )  # fmt: skip


def _waits(given: Iterable[Row[Any]], *, rules: Rules) -> bool:
    """Tell whether a post was read once and drawn for a second reading: `states.is_drawn`, over rows that are at hand."""
    rows = list(given)
    is_first = all(row.reading == Reading.FIRST.value for row in rows)
    return is_first and any(row.draw < rules.rate(row.label) for row in rows)


def _rating(row: Row[Any], limits: Mapping[str, float]) -> Rating:
    is_scored = row.value is not None and not row.withheld and row.label in limits
    return Rating(
        thread_id=row.thread_id,
        post_id=row.post_id,
        label=row.label,
        reviewer=row.reviewer,
        verdict=Verdict(row.verdict),
        reading=Reading(row.reading),
        created_at=row.created_at,
        flagged=row.value >= limits[row.label] if is_scored else None,
    )
