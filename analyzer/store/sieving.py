"""The filters of a queue as SQL conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import and_, exists, false, or_, select, union_all

from analyzer.errors import DataError
from analyzer.store import schema, settings
from analyzer.thread import SegmentKind

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, CompoundSelect, Connection

    from analyzer.store.deskviews import Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Filters, with the thresholds of the model that flags."""

    filters: Filters
    model_pk: int
    limits: Mapping[str, float] = field(hash=False)

    @classmethod
    def of(cls, connection: Connection, filters: Filters, *, model_pk: int) -> Self:
        """Give the sieve of some filters.

        Raises:
            DataError: A label is not known, or a bound of the score is no probability.
        """
        if filters.label is not None:
            settings.check_labels(connection, [filters.label])
        for bound in (filters.low, filters.high):
            if bound is not None:
                settings.check_probability(bound, where="bound of the score")
        if filters.since and filters.until and filters.since > filters.until:
            raise DataError("the days end before they begin", where="filters", remedy="give the earlier day first")
        return cls(filters=filters, model_pk=model_pk, limits=settings.thresholds(connection, model_pk))

    @property
    def of_post(self) -> bool:
        """Whether a condition is asked of the post's own row."""
        given = self.filters
        return any(each is not None for each in (given.thread_id, given.author, given.since, given.until))

    @property
    def of_flag(self) -> bool:
        """Whether a condition is asked of the post's flags."""
        given = self.filters
        return any(each is not None for each in (given.label, given.subtype, given.low, given.high))

    def flagged(self) -> CompoundSelect[Any]:
        """Give the query for the numbers of posts with a flag that fits label, subtype and bounds together."""
        given, score = self.filters, schema.score.c
        labels = [label for label in self.limits if given.label in {None, label}]
        parts = [
            select(score.post_pk).where(
                score.model_pk == self.model_pk,
                score.label == label,
                score.value >= max(self.limits[label], given.low or 0.0),
                *(() if given.high is None else (score.value <= given.high,)),
                *(() if given.subtype is None else (score.subtype == given.subtype,)),
                score.post_pk.not_in(settings.withheld(self.model_pk)),
            )
            for label in labels
        ]
        return union_all(*(parts or [select(score.post_pk).where(false())]))

    def conditions(self, pk: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
        """Give the conditions on a post by its number; those on its own row need `post` in the query."""
        given, post = self.filters, schema.post.c
        if given.thread_id is not None:
            threads = select(schema.thread.c.pk).where(schema.thread.c.id == given.thread_id)
            yield post.thread_pk.in_(threads)
        if given.author is not None:
            yield post.author_pk.in_(select(schema.author.c.pk).where(schema.author.c.name == given.author))
        if given.since is not None:
            yield post.day >= given.since
        if given.until is not None:
            yield post.day <= given.until
        if given.language is not None:
            yield self._in_language(pk, given.language)
        if self.of_flag:
            yield self._flagged(pk)

    def _in_language(self, pk: ColumnElement[int], language: str) -> ColumnElement[bool]:
        segment = schema.segment.c
        own = (segment.post_pk == pk) & (segment.kind == SegmentKind.OWN.value)
        return exists().where(own, segment.language == language)

    def _flagged(self, pk: ColumnElement[int]) -> ColumnElement[bool]:
        """Give the condition that one flag of a post fits label, subtype and bounds together."""
        given, score = self.filters, schema.score.c
        labels = [label for label in self.limits if given.label in {None, label}]
        reached = or_(false(), *(and_(score.label == label, score.value >= self.limits[label]) for label in labels))
        fits = [score.post_pk == pk, score.model_pk == self.model_pk, reached]
        if given.subtype is not None:
            fits.append(score.subtype == given.subtype)
        if given.low is not None:
            fits.append(score.value >= given.low)
        if given.high is not None:
            fits.append(score.value <= given.high)
        return exists().where(*fits) & pk.not_in(settings.withheld(self.model_pk))
