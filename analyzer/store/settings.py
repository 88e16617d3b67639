"""What the store decides by: the model in force, its thresholds, and the key for pseudonyms."""

from __future__ import annotations

import hashlib
import math
import os
import re
import secrets
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from analyzer.annotations import ModelId
from analyzer.errors import DataError, StoreError
from analyzer.labels import LABEL_NAMES, in_order
from analyzer.store import schema, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Select

KEY_ENVIRONMENT = "ANALYZER_PSEUDONYM_KEY"
# For a label whose model brings no threshold: more likely than not.
DEFAULT_THRESHOLD = 0.5

_KEY_BYTES = 32
# Below this a key could be found by trying: 16 letters and digits make some 80 bits.
_KEY_CHARACTERS = 16
_KEY_SETTING = "pseudonym_key"
_MODEL_SETTING = "model"
_HEX_KEY = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredModel:
    """A model and the number it has in the store."""

    pk: int
    id: ModelId


def model_in_force(connection: Connection) -> StoredModel | None:
    """Give the model set, else the one added last."""
    table = schema.model
    chosen = _setting(connection, _MODEL_SETTING)
    query = select(table).order_by(table.c.pk.desc()).limit(1)
    if chosen is not None:
        query = select(table).where(table.c.pk == int(chosen))
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return StoredModel(pk=row.pk, id=ModelId(name=row.name, version=row.version, hash=row.hash))


def find_model(connection: Connection, model: ModelId) -> int | None:
    """Give the number of a model, or `None` where it is not known."""
    columns = schema.model.c
    query = select(columns.pk).where(
        columns.name == model.name, columns.version == model.version, columns.hash == model.hash
    )
    return connection.execute(query).scalar()


def use_model(connection: Connection, model: ModelId | None) -> None:
    """Set the model in force, or leave it to the one added last."""
    connection.execute(delete(schema.setting).where(schema.setting.c.name == _MODEL_SETTING))
    if model is None:
        return
    pk = find_model(connection, model)
    if pk is None:
        raise DataError(
            "the store holds no scores of this model",
            where=str(model),
            remedy="score threads with it first, or name a model that the overview lists",
        )
    connection.execute(insert(schema.setting).values(name=_MODEL_SETTING, value=str(pk)))


def thresholds(connection: Connection, model_pk: int) -> Mapping[str, float]:
    """Give the thresholds of a model by label, in the order of `analyzer.labels`."""
    columns = schema.threshold.c
    rows = connection.execute(select(columns.label, columns.value).where(columns.model_pk == model_pk))
    found = {row.label: row.value for row in rows}
    return MappingProxyType({label: found[label] for label in in_order(found)})


def thresholds_in_force(connection: Connection) -> Mapping[str, float]:
    """Give the thresholds of the model in force by label."""
    model = model_in_force(connection)
    return MappingProxyType({}) if model is None else thresholds(connection, model.pk)


def withheld(model_pk: int) -> Select[tuple[int]]:
    """Give the query for the posts that a model gives no label, whatever their scores."""
    columns = schema.scoring.c
    return select(columns.post_pk).where(columns.model_pk == model_pk, columns.withheld)


def check_labels(connection: Connection, labels: Iterable[str]) -> None:
    """Refuse labels that neither the label guide nor the model in force knows."""
    known = in_order({*LABEL_NAMES, *thresholds_in_force(connection)})
    unknown = sorted(set(labels) - set(known))
    if unknown:
        raise DataError(f"no label is named {unknown[0]!r}", where="labels", remedy=f"use one of {', '.join(known)}")


def set_thresholds(connection: Connection, values: Mapping[str, float]) -> None:
    """Set thresholds of the model in force by hand: no import changes them until the shipped ones are asked for."""
    model = model_in_force(connection)
    if model is None:
        raise DataError("nothing was scored yet", where="thresholds", remedy="score a thread first")
    check_labels(connection, values)
    for label, value in values.items():
        check_probability(value, where=f"threshold of {label}")
    shipped.take_in_hand(connection, model.pk, values)
    write_thresholds(connection, model.pk, values=values)


def write_thresholds(connection: Connection, model_pk: int, *, values: Mapping[str, float]) -> None:
    """Keep thresholds of a model, in place of those it had for the same labels."""
    table = schema.threshold
    known = thresholds(connection, model_pk)
    for label, value in values.items():
        check_probability(value, where=f"threshold of {label}")
        if label not in known:
            connection.execute(insert(table).values(model_pk=model_pk, label=label, value=float(value)))
        elif known[label] != value:
            of_label = (table.c.model_pk == model_pk) & (table.c.label == label)
            connection.execute(update(table).where(of_label).values(value=float(value)))


def check_probability(value: float, *, where: str) -> None:
    """Refuse what is no number from 0 to 1."""
    if isinstance(value, bool) or not math.isfinite(value) or not 0 <= value <= 1:
        raise DataError(f"{value!r} is no number from 0 to 1", where=where, remedy="give a probability")


def key_from_environment() -> bytes | None:
    """Give the key for pseudonyms that the environment names: 64 hex digits as they are, other text by its SHA-256."""
    given = os.environ.get(KEY_ENVIRONMENT)
    if not given:
        return None
    if _HEX_KEY.fullmatch(given):
        return bytes.fromhex(given)
    if len(given) < _KEY_CHARACTERS:
        raise StoreError(
            f"the key for pseudonyms has {len(given)} characters",
            where=KEY_ENVIRONMENT,
            remedy=f"give at least {_KEY_CHARACTERS} characters, best 64 random hex digits",
        )
    return hashlib.sha256(given.encode("utf-8", "surrogateescape")).digest()


def kept_key(connection: Connection) -> bytes | None:
    """Give this store's key for pseudonyms, or `None` where it has not been made."""
    return kept_secret(connection, _KEY_SETTING)


def pseudonym_key(connection: Connection) -> bytes:
    """Give this store's key for pseudonyms, made at random the first time."""
    return secret(connection, _KEY_SETTING)


def kept_secret(connection: Connection, name: str) -> bytes | None:
    """Give a secret of this store's own, or `None` where it has not been made."""
    kept = _setting(connection, name)
    return None if kept is None else bytes.fromhex(kept)


def secret(connection: Connection, name: str) -> bytes:
    """Give a secret of this store's own, 32 bytes, made at random the first time."""
    found = kept_secret(connection, name)
    if found is None:
        found = secrets.token_bytes(_KEY_BYTES)
        connection.execute(insert(schema.setting).values(name=name, value=found.hex()))
    return found


def _setting(connection: Connection, name: str) -> str | None:
    columns = schema.setting.c
    return connection.execute(select(columns.value).where(columns.name == name)).scalar()
