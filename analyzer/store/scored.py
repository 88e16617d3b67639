"""Writing scores: a label is scored once a post and model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from analyzer.errors import DataError
from analyzer.store import ranking, schema, settings, shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from analyzer.annotations import Score, Scoring

# As in `adding`: names asked for in one query.
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagging:
    """By what a model's scores become flags: its thresholds, and whether those of unsupported languages are withheld."""

    thresholds: Mapping[str, float]
    withhold: bool


def add(
    connection: Connection,
    scorings: Sequence[Scoring],
    *,
    of_posts: Mapping[str, int],
    changed: Sequence[str],
    flagging: Flagging,
) -> int:
    """Keep the scores of posts by their numbers, less those of posts that have changed, and give how many were new."""
    for scoring in scorings:
        _check_scoring(scoring, of_posts)
    left_out = frozenset(changed)
    added = 0
    for model in dict.fromkeys(scoring.model for scoring in scorings):
        of_model = [scoring for scoring in scorings if scoring.model == model and scoring.id not in left_out]
        model_pk = settings.find_model(connection, model)
        if model_pk is None:
            values = {"name": model.name, "version": model.version, "hash": model.hash, "added_at": datetime.now(UTC)}
            connection.execute(insert(schema.model).values(values))
            model_pk = settings.find_model(connection, model) or 0
        known = settings.thresholds(connection, model_pk)
        named = {score.label for scoring in of_model for score in scoring.scores} - known.keys()
        brought = dict.fromkeys(named, settings.DEFAULT_THRESHOLD) | dict(flagging.thresholds)
        wanted = shipped.bring(connection, model_pk, brought) if brought else {}
        settings.write_thresholds(connection, model_pk, values=wanted)
        if any(known.get(label, value) != value for label, value in wanted.items()):
            ranking.rebuild(connection, model_pk)
        added += _insert_scores(connection, of_model, model_pk=model_pk, of_posts=of_posts)
        _mark_unsupported(connection, of_model, model_pk=model_pk, of_posts=of_posts, withhold=flagging.withhold)
    return added


def _check_scoring(scoring: Scoring, of_posts: Mapping[str, int]) -> None:
    where = f"scores of post {scoring.id}"
    if scoring.id not in of_posts:
        raise DataError("the thread has no such post", where=where, remedy="add the scores with their own thread")
    for score in scoring.scores:
        if score.post_id != scoring.id or score.model != scoring.model:
            raise DataError(
                "a score names another post or model than its scoring", where=where, remedy="keep them together"
            )
        settings.check_probability(score.value, where=f"{score.label}, {where}")


def _insert_scores(
    connection: Connection, scorings: Sequence[Scoring], *, model_pk: int, of_posts: Mapping[str, int]
) -> int:
    pks = sorted({of_posts[scoring.id] for scoring in scorings})
    scored: set[int] = set()
    known: set[tuple[int, str]] = set()
    for start in range(0, len(pks), _CHUNK):
        some = pks[start : start + _CHUNK]
        of_scoring, of_score = schema.scoring.c, schema.score.c
        scored |= set(
            connection.scalars(
                select(of_scoring.post_pk).where(of_scoring.model_pk == model_pk, of_scoring.post_pk.in_(some))
            )
        )
        query = select(of_score.post_pk, of_score.label).where(
            of_score.model_pk == model_pk, of_score.post_pk.in_(some)
        )
        known |= {(row.post_pk, row.label) for row in connection.execute(query)}
    new_scorings = [{"post_pk": pk, "model_pk": model_pk} for pk in pks if pk not in scored]
    new_scores: dict[tuple[int, str], dict[str, Any]] = {}
    for scoring in scorings:
        for score in scoring.scores:
            key = (of_posts[scoring.id], score.label)
            if key not in known:
                new_scores.setdefault(key, _score_row(score, post_pk=key[0], model_pk=model_pk))
    if new_scorings:
        connection.execute(insert(schema.scoring), new_scorings)
    if new_scores:
        connection.execute(insert(schema.score), list(new_scores.values()))
    return len(new_scores)


def _mark_unsupported(
    connection: Connection,
    scorings: Sequence[Scoring],
    *,
    model_pk: int,
    of_posts: Mapping[str, int],
    withhold: bool,
) -> None:
    table = schema.scoring
    rows = [
        {"of_post": of_posts[scoring.id], "language": scoring.unsupported}
        for scoring in scorings
        if scoring.unsupported is not None
    ]
    if rows:
        of_post = (table.c.post_pk == bindparam("of_post")) & (table.c.model_pk == model_pk)
        marked = update(table).where(of_post).values(unsupported=bindparam("language"), withheld=withhold)
        connection.execute(marked, rows)


def _score_row(score: Score, *, post_pk: int, model_pk: int) -> dict[str, Any]:
    return {
        "post_pk": post_pk,
        "model_pk": model_pk,
        "label": score.label,
        "value": float(score.value),
        "subtype": score.subtype,
        "spans": [[span.segment, span.start, span.end, span.weight] for span in score.spans],
    }
