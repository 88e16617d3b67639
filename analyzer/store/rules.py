"""The rules a team sets for its desk: weights of labels, rates of draws, how long a claim holds."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from analyzer.errors import DataError
from analyzer.labels import LABEL_NAMES
from analyzer.store import schema, settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SETTING = "desk"
# Sarcasm is a way of speaking: alone it breaks no rule and is never queued.
_WEIGHTS: Mapping[str, float] = MappingProxyType({"denial": 2.0, "sarcasm": 0.0, "incitement": 3.0, "hostility": 1.0})
# A label that has neither rate nor weight of its own.
DEFAULT_RATE = 0.1
DEFAULT_WEIGHT = 1.0
_SECONDS_A_DAY = 86_400.0


def _even_rates() -> Mapping[str, float]:
    return MappingProxyType(dict.fromkeys(LABEL_NAMES, DEFAULT_RATE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a team works.

    `weights` say how grave a label is (0: never queued for it), `second_rates` which share of posts judged on a label
    is read by a second person, `gold_rate` which share of a reviewer's posts is gold. A claim holds `claim_seconds`, a
    skipped post stays away from who skipped it for `skip_seconds`. A yes for a label of `policy_required` must name a
    policy. Labels that `weights` or `second_rates` do not name have weight 1 and rate 0.1.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: _WEIGHTS, hash=False)
    second_rates: Mapping[str, float] = field(default_factory=_even_rates, hash=False)
    gold_rate: float = 0.05
    claim_seconds: float = 600.0
    skip_seconds: float = _SECONDS_A_DAY
    policy_required: frozenset[str] = frozenset()

    def weight(self, label: str) -> float:
        """Give how grave a label is."""
        return self.weights.get(label, DEFAULT_WEIGHT)

    def rate(self, label: str) -> float:
        """Give which share of posts judged on a label is read twice."""
        return self.second_rates.get(label, DEFAULT_RATE)


def load(connection: Connection) -> Rules:
    """Give the rules in force: those set, else the defaults."""
    columns = schema.setting.c
    kept = connection.execute(select(columns.value).where(columns.name == _SETTING)).scalar()
    if kept is None:
        return Rules()
    values = json.loads(kept)
    return Rules(
        **values
        | {
            "weights": MappingProxyType(values["weights"]),
            "second_rates": MappingProxyType(values["second_rates"]),
            "policy_required": frozenset(values["policy_required"]),
        }
    )


def save(connection: Connection, rules: Rules) -> None:
    """Keep rules in place of those in force.

    Raises:
        DataError: A label is not known, or a number is none, out of its range or not above 0.
    """
    _check(connection, rules)
    connection.execute(delete(schema.setting).where(schema.setting.c.name == _SETTING))
    connection.execute(insert(schema.setting).values(name=_SETTING, value=json.dumps(as_json(rules))))


def as_json(rules: Rules) -> dict[str, Any]:
    """Give rules as a JSON value, alike for equal rules."""
    plain = {"weights": dict(rules.weights), "second_rates": dict(rules.second_rates)}
    return (
        {name: getattr(rules, name) for name in ("gold_rate", "claim_seconds", "skip_seconds")}
        | {name: dict(sorted(values.items())) for name, values in plain.items()}
        | {"policy_required": sorted(rules.policy_required)}
    )


def _check(connection: Connection, rules: Rules) -> None:
    settings.check_labels(connection, {*rules.weights, *rules.second_rates, *rules.policy_required})
    for label, rate in rules.second_rates.items():
        settings.check_probability(rate, where=f"rate of second readings for {label}")
    settings.check_probability(rules.gold_rate, where="rate of gold posts")
    _check_numbers((f"weight of {label}", weight) for label, weight in rules.weights.items())
    _check_numbers([("skip_seconds", rules.skip_seconds)])
    _check_numbers([("claim_seconds", rules.claim_seconds)], least=1)


def _check_numbers(numbers: Iterable[tuple[str, float]], *, least: float = 0) -> None:
    for where, number in numbers:
        if isinstance(number, bool) or not math.isfinite(number) or not least <= number <= _SECONDS_A_DAY * 365:
            raise DataError(f"{number!r} is no number from {least} on", where=where, remedy="give a number in range")
