"""The thresholds that a model came with, and which of them people have set to others: those no import changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from analyzer.store import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Followed by the model's number: one row of `setting` a model.
_SETTING = "thresholds of model "


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """What the classifier brought last, by label, and the labels whose threshold people have set since."""

    values: Mapping[str, float]
    by_hand: frozenset[str] = frozenset()


def load(connection: Connection, model_pk: int) -> Shipped:
    """Give what a model came with; where nobody has noted it yet, the thresholds that it has."""
    kept = _kept(connection, model_pk)
    if kept is not None:
        return kept
    columns = schema.threshold.c
    rows = connection.execute(select(columns.label, columns.value).where(columns.model_pk == model_pk))
    return Shipped(values=MappingProxyType({row.label: row.value for row in rows}))


def bring(connection: Connection, model_pk: int, values: Mapping[str, float]) -> dict[str, float]:
    """Note the thresholds that a classifier brings, and give those that take effect: people's own stay."""
    before = load(connection, model_pk)
    _save(connection, model_pk, Shipped(values={**before.values, **values}, by_hand=before.by_hand))
    return {label: value for label, value in values.items() if label not in before.by_hand}


def take_in_hand(connection: Connection, model_pk: int, labels: Iterable[str]) -> None:
    """Note, before they are written, that people set the thresholds of some labels."""
    before = load(connection, model_pk)
    _save(connection, model_pk, Shipped(values=before.values, by_hand=before.by_hand | set(labels)))


def restore(connection: Connection, model_pk: int) -> None:
    """Return to what the model came with: its thresholds are in force again, and imports may change them."""
    before, table = load(connection, model_pk), schema.threshold
    connection.execute(delete(table).where(table.c.model_pk == model_pk))
    rows = [{"model_pk": model_pk, "label": label, "value": value} for label, value in before.values.items()]
    if rows:
        connection.execute(insert(table), rows)
    _save(connection, model_pk, Shipped(values=before.values))


def _kept(connection: Connection, model_pk: int) -> Shipped | None:
    columns = schema.setting.c
    kept = connection.execute(select(columns.value).where(columns.name == f"{_SETTING}{model_pk}")).scalar()
    if kept is None:
        return None
    values = json.loads(kept)
    return Shipped(values=MappingProxyType(values["shipped"]), by_hand=frozenset(values["by_hand"]))


def _save(connection: Connection, model_pk: int, shipped: Shipped) -> None:
    if _kept(connection, model_pk) == shipped:
        return
    table, name = schema.setting, f"{_SETTING}{model_pk}"
    value = json.dumps({"shipped": dict(sorted(shipped.values.items())), "by_hand": sorted(shipped.by_hand)})
    connection.execute(delete(table).where(table.c.name == name))
    connection.execute(insert(table).values(name=name, value=value))
