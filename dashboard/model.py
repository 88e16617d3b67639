"""What the model page asks: the verdicts it is measured on, what other thresholds would do, new calibrations, drift."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from analyzer.measuring import drift, verdicts
from analyzer.store import DayOfScores, Judgement, Judgements, Limits, Move
from dashboard import desk, services

if TYPE_CHECKING:
    from analyzer.measuring.drift import WeekOfScores, WeekOfVerdicts
    from analyzer.measuring.recalibration import Refit, Refusal
    from analyzer.measuring.verdicts import Confusion, Measured

# Posts listed of those that a threshold would move; the count is of all.
MOST_LISTED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many posts have a label and how many have none by the threshold in force, and how many of each people judged."""

    given: int
    given_judged: int
    without: int
    without_judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What another threshold of a label would do to posts, and on the verdicts."""

    move: Move
    now: Confusion
    then: Confusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Thresholds to be set, those in force when their effect was shown, and the calibrations that they come from."""

    thresholds: Mapping[str, float] = field(hash=False)
    seen: Mapping[str, float] = field(hash=False)
    calibration: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)


def judgements() -> Judgements:
    """Give the final verdicts of the team beside the scores of the model in force.

    Raises:
        RefusedError: The person is no lead.
    """
    return services.store().model_desk.judgements(desk.person())


def limits() -> Limits:
    """Give the thresholds in force and the shipped ones."""
    return services.store().model_desk.limits(desk.person())


def reach(seen: Judgements) -> Mapping[str, Reach]:
    """Give for each label how many posts it was given to, how many not, and how many of them people judged."""
    counts = services.store().model_desk.counts(desk.person())
    found = {}
    for label, limit in seen.thresholds.items():
        judged = [one.score >= limit for one in seen.verdicts if one.label == label]
        given = counts.get(label, 0)
        found[label] = Reach(
            given=given,
            given_judged=sum(judged),
            without=max(0, counts.get("", 0) - given),
            without_judged=len(judged) - sum(judged),
        )
    return found


@lru_cache(maxsize=64)
def measured(found: tuple[Judgement, ...], label: str, threshold: float) -> Measured:
    """Measure one label at a threshold on verdicts."""
    return verdicts.measure(found, label, threshold=threshold)


@lru_cache(maxsize=64)
def refit(found: tuple[Judgement, ...], label: str, threshold: float) -> Refit | Refusal:
    """Fit one label's calibration to verdicts, or say why it cannot be."""
    from analyzer.measuring import recalibration  # noqa: PLC0415  With scikit-learn: 0.7 s, and this part alone needs it.

    return recalibration.refit(found, label, threshold=threshold)


def effect(seen: Judgements, label: str, value: float) -> Effect:
    """Give what another threshold would do, with the first of the posts that gain or lose the label."""
    move = services.store().model_desk.move(desk.person(), label, value, limit=MOST_LISTED)
    return Effect(
        move=move,
        now=verdicts.confuse(seen.verdicts, label, threshold=move.now),
        then=verdicts.confuse(seen.verdicts, label, threshold=value),
    )


def apply(decision: Decision) -> None:
    """Set thresholds.

    Raises:
        AnalyzerError: As `ModelDesk.apply` does.
    """
    services.store().model_desk.apply(
        desk.person(), decision.thresholds, seen=decision.seen, calibration=decision.calibration or None
    )


def restore(seen: Mapping[str, float]) -> None:
    """Return to the shipped thresholds.

    Raises:
        AnalyzerError: As `ModelDesk.restore` does.
    """
    services.store().model_desk.restore(desk.person(), seen=seen)


def weeks_of_scores(label: str) -> tuple[WeekOfScores, ...]:
    """Give how the scores of a label are spread by the week in which posts were written."""
    return drift.weeks_of_scores(_days(), label)


def weeks_of_verdicts(found: Sequence[Judgement], label: str, threshold: float) -> tuple[WeekOfVerdicts, ...]:
    """Give how far model and people agree by the week of the verdict."""
    return drift.weeks_of_verdicts(found, label, threshold=threshold)


def undated() -> int:
    """Give how many scored posts have no date, so that no week holds them."""
    return services.store().model_desk.undated(desk.person())


def _days() -> tuple[DayOfScores, ...]:
    # Reads every score: kept for as long as the store holds the same rows and judges them alike. The limits are asked
    # each time, so that who is no lead is refused also what is at hand.
    kept = services.store()
    in_force = kept.model_desk.limits(desk.person()).in_force
    state = (kept.counts(), kept.model(), tuple(in_force.items()))
    return _days_in_state(os.environ.get("ANALYZER_DATABASE"), repr(state))


@st.cache_resource(show_spinner=False, max_entries=2, ttl=3600)
def _days_in_state(database: str | None, state: str) -> tuple[DayOfScores, ...]:  # noqa: ARG001  The state is a key.
    return services.store().model_desk.days(desk.person())
