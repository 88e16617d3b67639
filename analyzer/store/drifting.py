"""How the scores of the model in force are spread, label by label and day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from analyzer.store import schema, settings
from analyzer.store.modelviews import DayOfScores

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection, Select

# The lower bounds of the bins, the first open below. Even in log-odds rather than in probability: most posts of a forum
# score near 0, and bins of equal width would hold nearly all of them in one.
EDGES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)


def days(connection: Connection) -> tuple[DayOfScores, ...]:
    """Give the scores of dated posts by label and day, in order of both."""
    model = settings.model_in_force(connection)
    if model is None:
        return ()
    found: list[DayOfScores] = []
    for label, limit in settings.thresholds(connection, model.pk).items():
        binned: dict[date, list[int]] = {}
        over: dict[date, int] = {}
        total: dict[date, float] = {}
        for row in connection.execute(_of_label(model.pk, label, limit=limit)):
            binned.setdefault(row.day, [0] * (len(EDGES) + 1))[row.bin] = row.posts
            over[row.day] = over.get(row.day, 0) + row.over
            total[row.day] = total.get(row.day, 0.0) + row.total
        found += [
            DayOfScores(label=label, day=day, bins=tuple(counts), over=over[day], total=total[day])
            for day, counts in sorted(binned.items())
        ]
    return tuple(found)


def undated(connection: Connection) -> int:
    """Give how many posts scored by the model in force have no date."""
    model = settings.model_in_force(connection)
    if model is None:
        return 0
    post, scoring = schema.post.c, schema.scoring.c
    joined = select(func.count()).join_from(schema.scoring, schema.post, post.pk == scoring.post_pk)
    return connection.execute(
        joined.where(scoring.model_pk == model.pk, ~scoring.withheld, post.day.is_(None))
    ).scalar_one()


def _of_label(model_pk: int, label: str, *, limit: float) -> Select[Any]:
    score, post = schema.score.c, schema.post.c
    place = case(*((score.value < edge, number) for number, edge in enumerate(EDGES)), else_=len(EDGES))
    # Two steps: a database that groups by an expression wants to be sure that it is the one selected.
    scores = (
        select(post.day, place.label("bin"), case((score.value >= limit, 1), else_=0).label("is_over"), score.value)
        .join_from(schema.score, schema.post, post.pk == score.post_pk)
        .where(score.model_pk == model_pk, score.label == label, post.day.is_not(None))
        .where(score.post_pk.not_in(settings.withheld(model_pk)))
    ).subquery("scores")
    day, number = scores.c.day, scores.c.bin
    over, total = func.sum(scores.c.is_over).label("over"), func.sum(scores.c.value).label("total")
    return select(day, number, func.count().label("posts"), over, total).group_by(day, number)
