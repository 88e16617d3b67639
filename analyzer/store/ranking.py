"""The order of the queue: severity x uncertainty x reach, reckoned when scores come and kept in an index.

Reckoning it for each question would read all that is flagged each time: 20,000 posts, some 100 ms. Here a question reads
the head of an index, and the formulas stand in one place, alike on every database.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from analyzer.store import reach, schema, settings
from analyzer.store import rules as of_team

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from analyzer.store.rules import Rules

# Counted up when a formula below changes: stores then reckon anew when they are next asked.
_FORMULA = 1
_SETTING = "priority"
_CHUNK = 500
_ROWS = 5_000
# Below this the ratio of score to threshold says more of the threshold than of the post.
_LEAST_THRESHOLD = 0.1


def severity(value: float, threshold: float, *, weight: float) -> float:
    """Give how grave a score is: the label's weight times the score over its threshold."""
    return weight * value / max(threshold, _LEAST_THRESHOLD)


def uncertainty(value: float, threshold: float) -> float:
    """Give how near a score is to its threshold, from 1 (sure) to 2 (at the threshold).

    1 + the entropy, in bits, of the probability moved so that the threshold lies at one half: its odds over those of
    the threshold. Entropy as the measure of what to ask people about: Settles, Active Learning Literature Survey (2009),
    section 3.1, after Shannon (1948). One is added, for else the surest posts would come last of all.
    """
    above, below = value * (1 - threshold), threshold * (1 - value)
    moved = above / (above + below) if above + below > 0 else 0.5
    return 1 + sum(-share * math.log2(share) for share in (moved, 1 - moved) if share > 0)


def spread(quoted: int, replies: int) -> float:
    """Give how far a post reaches: 1 for one that nobody took up, and 1 more each time that they double."""
    return 1 + math.log2(1 + quoted + replies)


def worth(scores: Mapping[str, float], thresholds: Mapping[str, float], *, rules: Rules) -> dict[str, float]:
    """Give severity x uncertainty of each label that reaches its threshold and has a weight, greatest first."""
    found = {
        label: severity(value, thresholds[label], weight=rules.weight(label)) * uncertainty(value, thresholds[label])
        for label, value in scores.items()
        if label in thresholds and value >= thresholds[label] and rules.weight(label) > 0
    }
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def refresh(connection: Connection, pks: Iterable[int]) -> None:
    """Reckon anew where some posts stand, for every model that scored them."""
    table, rules = schema.priority, of_team.load(connection)
    ordered = sorted(set(pks))
    for start in range(0, len(ordered), _CHUNK):
        some = ordered[start : start + _CHUNK]
        connection.execute(delete(table).where(table.c.post_pk.in_(some)))
        flagged = _flagged().where(schema.score.c.post_pk.in_(some))
        _write(connection, _sums(connection, flagged, rules=rules), reached=reach.of_posts(connection, some))


def rebuild(connection: Connection, model_pk: int | None = None) -> None:
    """Reckon anew where all posts stand that a model scored, or every model: after a change of thresholds or weights."""
    table, rules = schema.priority, of_team.load(connection)
    models = list(connection.scalars(select(schema.model.c.pk))) if model_pk is None else [model_pk]
    for pk in models:
        connection.execute(delete(table).where(table.c.model_pk == pk))
        flagged = _flagged().where(schema.score.c.model_pk == pk)
        sums = _sums(connection, flagged, rules=rules)
        _write(connection, sums, reached=reach.of_posts(connection, (post_pk for post_pk, _ in sums)))
    if model_pk is None:
        mark = schema.setting
        connection.execute(delete(mark).where(mark.c.name == _SETTING))
        connection.execute(insert(mark).values(name=_SETTING, value=_fingerprint(rules)))


def rebuild_in_force(connection: Connection) -> None:
    """Reckon anew where the posts stand that the model in force scored."""
    model = settings.model_in_force(connection)
    if model is not None:
        rebuild(connection, model.pk)


def is_current(connection: Connection) -> bool:
    """Tell whether the kept order was reckoned by today's formulas and weights."""
    columns = schema.setting.c
    kept = connection.execute(select(columns.value).where(columns.name == _SETTING)).scalar()
    return kept == _fingerprint(of_team.load(connection))


def _fingerprint(rules: Rules) -> str:
    said = json.dumps([_FORMULA, of_team.as_json(rules)["weights"]])
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def _flagged() -> Select[Any]:
    """Give the query for scores that reach their threshold and are not withheld."""
    score, threshold, scoring = schema.score.c, schema.threshold.c, schema.scoring.c
    limit = (threshold.model_pk == score.model_pk) & (threshold.label == score.label)
    of_scoring = (scoring.post_pk == score.post_pk) & (scoring.model_pk == score.model_pk)
    return (
        select(score.post_pk, score.model_pk, score.label, score.value, threshold.value.label("limit"))
        .join_from(schema.score, schema.threshold, limit)
        .join(schema.scoring, of_scoring)
        .where(score.value >= threshold.value, ~scoring.withheld)
    )


def _sums(connection: Connection, flagged: Select[Any], *, rules: Rules) -> dict[tuple[int, int], float]:
    sums: dict[tuple[int, int], float] = {}
    for row in connection.execute(flagged):
        for part in worth({row.label: row.value}, {row.label: row.limit}, rules=rules).values():
            key = (row.post_pk, row.model_pk)
            sums[key] = sums.get(key, 0.0) + part
    return sums


def _write(
    connection: Connection, sums: Mapping[tuple[int, int], float], *, reached: Mapping[int, tuple[int, int]]
) -> None:
    rows = [
        {"post_pk": pk, "model_pk": model_pk, "value": value * spread(*reached.get(pk, (0, 0)))}
        for (pk, model_pk), value in sorted(sums.items())
    ]
    for start in range(0, len(rows), _ROWS):
        connection.execute(insert(schema.priority), rows[start : start + _ROWS])
