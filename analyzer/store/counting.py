"""Counts over the whole store, made by the database: summaries of threads and the overview."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, false, func, or_, select, true, union_all

from analyzer.labels import LABELS
from analyzer.store import schema, settings
from analyzer.store.loading import check_page
from analyzer.store.views import AuthorSummary, Counts, DayCount, LabelCount, Overview, ThreadSummary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery

SIGNALS = tuple(label.name for label in LABELS if label.is_signal)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """How many posts of a thread or an author there are, and how many are flagged."""

    posts: int
    flagged_posts: int
    flagged: Mapping[str, int]


class Flags:
    """What the model in force flags: which scores reach its thresholds as of now."""

    def __init__(self, connection: Connection) -> None:
        model = settings.model_in_force(connection)
        self.model_pk = 0 if model is None else model.pk
        self.thresholds = {} if model is None else dict(settings.thresholds(connection, model.pk))
        self.names = tuple(self.thresholds)
        # A store without posts in unsupported languages is asked nothing more of each flag.
        withheld = settings.withheld(self.model_pk)
        some = connection.execute(withheld.limit(1)).first() is not None
        self.counts = schema.score.c.post_pk.not_in(withheld) if some else true()

    def rows(self, *, signals: bool) -> Subquery:
        """Give post numbers and labels, a row a flag, with or without signals.

        One select a label: each reads the flagged end of its own stretch of the index and nothing else.
        """
        columns = schema.score.c
        wanted = {name: limit for name, limit in self.thresholds.items() if signals or name not in SIGNALS}
        parts = [
            select(columns.post_pk, columns.label).where(
                columns.model_pk == self.model_pk, columns.label == name, columns.value >= limit, self.counts
            )
            for name, limit in wanted.items()
        ]
        none = select(columns.post_pk, columns.label).where(false())
        return union_all(*(parts or [none])).subquery("flag")

    def reached(self, *, signals: bool) -> ColumnElement[bool]:
        """Give the condition that a score reaches its threshold, with or without signals."""
        columns = schema.score.c
        wanted = {name: limit for name, limit in self.thresholds.items() if signals or name not in SIGNALS}
        reached = or_(false(), *((columns.label == name) & (columns.value >= limit) for name, limit in wanted.items()))
        return reached & self.counts

    def zeros(self) -> dict[str, int]:
        """Give a count of 0 for each label."""
        return dict.fromkeys(self.names, 0)


def counts(connection: Connection) -> Counts:
    """Give how many rows of each kind there are."""
    return Counts(
        threads=_count(connection, schema.thread.c.pk),
        scrapes=_count(connection, schema.scrape.c.pk),
        posts=_count(connection, schema.post.c.pk),
        segments=_count(connection, schema.segment.c.post_pk),
        authors=_count(connection, schema.author.c.pk),
        models=_count(connection, schema.model.c.pk),
        scorings=_count(connection, schema.scoring.c.post_pk),
        scores=_count(connection, schema.score.c.post_pk),
    )


def is_empty(connection: Connection) -> bool:
    """Tell whether no thread has been added."""
    return not connection.execute(select(exists(select(schema.thread.c.pk)))).scalar_one()


def count_threads(connection: Connection, search: str | None) -> int:
    """Give how many threads there are that hold all words of `search`."""
    return _count(connection, schema.thread.c.pk, *_found(search))


def thread_summaries(
    connection: Connection, *, limit: int, offset: int, search: str | None, flagged_first: bool
) -> tuple[ThreadSummary, ...]:
    """Give threads in a row each; see `Store.thread_summaries`."""
    check_page(limit, offset)
    flags = Flags(connection)
    pk = schema.thread.c.pk
    query = select(pk).where(*_found(search))
    if flagged_first:
        flagged = _per(schema.post.c.thread_pk, flags).subquery("flagged")
        query = query.outerjoin(flagged, flagged.c.key == pk).order_by(func.coalesce(flagged.c.number, 0).desc())
    pks = connection.scalars(query.order_by(pk.desc()).limit(limit).offset(offset)).all()
    return _summaries(connection, pks, flags=flags)


def overview(connection: Connection, *, top: int) -> Overview:
    """Give the whole store at a glance; see `Store.overview`."""
    check_page(top, 0)
    flags = Flags(connection)
    scored = _count(connection, schema.scoring.c.post_pk, schema.scoring.c.model_pk == flags.model_pk)
    timeline = _timeline(connection, flags)
    posts = _count(connection, schema.post.c.pk)
    return Overview(
        threads=_count(connection, schema.thread.c.pk),
        posts=posts,
        authors=_count(connection, schema.author.c.pk),
        scored=scored,
        undated=posts - sum(day.posts for day in timeline),
        labels=_labels(connection, flags, scored=scored),
        timeline=timeline,
        top_threads=_summaries(connection, _top(connection, schema.post.c.thread_pk, flags, top=top), flags=flags),
        top_authors=_authors(connection, _top(connection, schema.post.c.author_pk, flags, top=top), flags=flags),
        models=_models(connection, flags),
    )


def _count(connection: Connection, column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count(column)).where(*conditions)).scalar_one()


def _found(search: str | None) -> list[ColumnElement[bool]]:
    words = (search or "").casefold().split()
    return [schema.thread.c.folded.contains(word, autoescape=True) for word in words]


def _per(column: ColumnElement[Any], flags: Flags) -> Select[Any]:
    """Give how many posts with a label that is no signal there are for each value of a column of `post`."""
    flag = flags.rows(signals=False)
    number = func.count(flag.c.post_pk.distinct()).label("number")
    joined = select(column.label("key"), number).join_from(flag, schema.post, schema.post.c.pk == flag.c.post_pk)
    return joined.where(column.is_not(None)).group_by(column)


def _top(connection: Connection, column: ColumnElement[Any], flags: Flags, *, top: int) -> Sequence[int]:
    per = _per(column, flags).subquery("per")
    query = select(per.c.key).order_by(per.c.number.desc(), per.c.key).limit(top)
    return connection.scalars(query).all()


def _labels(connection: Connection, flags: Flags, *, scored: int) -> tuple[LabelCount, ...]:
    flag = flags.rows(signals=True)
    found = flags.zeros() | _numbers(connection, select(flag.c.label, func.count()).group_by(flag.c.label))
    return tuple(
        LabelCount(label=label, flagged=number, rate=number / scored if scored else 0.0)
        for label, number in found.items()
    )


def _timeline(connection: Connection, flags: Flags) -> tuple[DayCount, ...]:
    day = schema.post.c.day
    posts = connection.execute(select(day, func.count()).where(day.is_not(None)).group_by(day).order_by(day)).all()
    flagged = _by_label(connection, day, flags)
    return tuple(
        DayCount(day=when, posts=number, flagged=MappingProxyType(flags.zeros() | flagged.get(when, {})))
        for when, number in posts
    )


def _by_label(connection: Connection, column: ColumnElement[Any], flags: Flags) -> Mapping[Any, dict[str, int]]:
    """Give how many posts carry each label, signals included, for each value of a column of `post`."""
    flag = flags.rows(signals=True)
    joined = select(column, flag.c.label, func.count()).join_from(flag, schema.post, schema.post.c.pk == flag.c.post_pk)
    return _nested(connection, joined.group_by(column, flag.c.label))


def _nested(connection: Connection, query: Select[Any]) -> Mapping[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = {}
    for key, label, number in connection.execute(query):
        found.setdefault(key, {})[label] = number
    return found


def _of_some(
    connection: Connection, column: ColumnElement[Any], flags: Flags, *, among: Sequence[int]
) -> Mapping[int, _Tally]:
    """Give the counts of posts and flags for some values of a column of `post`.

    Goes from the posts to their scores: for a page of threads that reads far less than all that is flagged.
    """
    post, score = schema.post.c, schema.score.c
    posts = _numbers(connection, select(column, func.count()).where(column.in_(among)).group_by(column))
    # Plus zero: without statistics SQLite would take the model's index, and with it all scores that there are.
    of_post = (score.post_pk == post.pk) & (score.model_pk + 0 == flags.model_pk)
    joined = select(column).join(schema.score, of_post)
    some = joined.where(column.in_(among)).group_by(column)
    by_label = some.where(flags.reached(signals=True)).add_columns(score.label, func.count()).group_by(score.label)
    flagged = _nested(connection, by_label)
    number = func.count(score.post_pk.distinct())
    flagged_posts = _numbers(connection, some.where(flags.reached(signals=False)).add_columns(number))
    return {
        key: _Tally(
            posts=posts.get(key, 0),
            flagged_posts=flagged_posts.get(key, 0),
            flagged=MappingProxyType(flags.zeros() | flagged.get(key, {})),
        )
        for key in among
    }


def _numbers(connection: Connection, query: Select[Any]) -> dict[Any, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _summaries(connection: Connection, pks: Sequence[int], *, flags: Flags) -> tuple[ThreadSummary, ...]:
    """Give threads in the order of their numbers `pks`."""
    tallies = _of_some(connection, schema.post.c.thread_pk, flags, among=pks)
    rows = _threads(connection, pks)
    return tuple(
        ThreadSummary(
            id=rows[pk].id,
            title=rows[pk].title,
            url=rows[pk].url,
            engine=rows[pk].engine,
            source=rows[pk].source,
            imported_at=rows[pk].imported_at,
            posts=tallies[pk].posts,
            flagged_posts=tallies[pk].flagged_posts,
            flagged=tallies[pk].flagged,
        )
        for pk in pks
    )


def _threads(connection: Connection, pks: Sequence[int]) -> Mapping[int, Row[Any]]:
    thread, scrape = schema.thread, schema.scrape
    # A thread is listed by the scrape that brought it first.
    first = select(func.min(scrape.c.pk)).where(scrape.c.thread_pk == thread.c.pk).correlate(thread).scalar_subquery()
    query = (
        select(thread, scrape.c.source, scrape.c.imported_at)
        .join(scrape, scrape.c.pk == first)
        .where(thread.c.pk.in_(pks))
    )
    return {row.pk: row for row in connection.execute(query)}


def _authors(connection: Connection, pks: Sequence[int], *, flags: Flags) -> tuple[AuthorSummary, ...]:
    """Give authors in the order of their numbers `pks`."""
    author = schema.author
    tallies = _of_some(connection, schema.post.c.author_pk, flags, among=pks)
    rows = {row.pk: row for row in connection.execute(select(author).where(author.c.pk.in_(pks)))}
    return tuple(
        AuthorSummary(
            author=rows[pk].name,
            host=rows[pk].host,
            posts=tallies[pk].posts,
            flagged_posts=tallies[pk].flagged_posts,
            flagged=tallies[pk].flagged,
        )
        for pk in pks
    )


def _models(connection: Connection, flags: Flags) -> tuple[str, ...]:
    """Give the names of all models, the one in force first."""
    table = schema.model
    rows = connection.execute(select(table).order_by(table.c.pk != flags.model_pk, table.c.pk.desc()))
    return tuple(f"{row.name}-{row.version}-{row.hash}" for row in rows)
