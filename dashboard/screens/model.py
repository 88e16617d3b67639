"""The model under test, for leads: its figures on the team's verdicts, other thresholds, new calibrations, drift."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from analyzer.errors import AnalyzerError
from analyzer.labels import LABELS
from analyzer.store import Judgements, Limits
from dashboard import model, services
from dashboard.components import model_charts, model_notes, model_tables, notes, threshold_fields
from dashboard.components.keys import Key, button
from dashboard.components.markup import show, tag
from dashboard.model import Decision, Effect

if TYPE_CHECKING:
    from analyzer.measuring.recalibration import Refit
    from analyzer.measuring.verdicts import Reliability

VERDICTS, THRESHOLDS, CALIBRATION, DRIFT = "verdicts", "thresholds", "calibration", "drift"
TEAM, GOLD = "final verdicts", "gold answers"
DRAFT = "draft of thresholds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Thresholds that are being tried; `number` counts the drafts and is in the names of their fields.

    `seen` are those that were in force when it was begun, `calibration` slope and offset of labels whose threshold was
    taken from a new calibration, `tried` those thresholds.
    """

    number: int = 0
    seen: Mapping[str, float] = field(default_factory=dict, hash=False)
    calibration: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    tried: Mapping[str, float] = field(default_factory=dict, hash=False)
    said: str | None = None
    refused: str | None = None


def page() -> None:
    """Show one part of the page, or what to do where there is nothing to measure."""
    st.title("Model")
    if services.store().is_empty():
        notes.no_threads_yet()
        return
    seen = model.judgements()
    if seen.model is None:
        model_notes.unscored()
        return
    model_notes.about(seen)
    parts: Mapping[str, Callable[[Judgements], None]] = {
        VERDICTS: _verdicts,
        THRESHOLDS: _thresholds,
        CALIBRATION: _calibration,
        DRIFT: _drift,
    }
    part = st.segmented_control(
        "Part of the page", list(parts), default=VERDICTS, required=True, key="part", bind="query-params"
    )
    parts[part](seen)


def _verdicts(seen: Judgements) -> None:
    found = seen.verdicts
    if seen.gold:
        on = st.segmented_control(
            "Measured on", (TEAM, GOLD), default=TEAM, required=True, key="on", bind="query-params"
        )
        found = seen.gold if on == GOLD else seen.verdicts
        if on == GOLD:
            model_notes.about_gold()
    measured = [model.measured(found, label, limit) for label, limit in seen.thresholds.items()]
    if all(one.outcome is None for one in measured):
        model_notes.nothing_judged("verdict" if found is seen.verdicts else "answer")
        return
    show(tag("h2", "Each label"), model_tables.outcomes(measured, seen.thresholds))
    label = _label(seen)
    told = next(one for one in measured if one.label == label)
    series = {model_charts.AS_IT_IS: told.reliability}
    table, chart = st.columns([1, 1], gap="large")
    with table:
        show(tag("h2", "Confusion"), model_tables.confusion(told.confusion, label))
        show(tag("h2", "Reliability"), model_tables.reliability(series))
    with chart:
        _reliability(series, label=label)
    show(tag("h2", "How much has been judged"), model_tables.coverage(model.reach(seen)))


def _thresholds(seen: Judgements) -> None:
    show(model_notes.about_thresholds())
    limits = model.limits()
    draft = _draft(limits)
    model_notes.what_became(draft.said, draft.refused)
    effects = {}
    for label in LABELS:
        if label.name in limits.in_force:
            with st.container(border=True):
                fields, words = st.columns([1, 1], gap="medium", vertical_alignment="center")
                with fields:
                    value = threshold_fields.fields(label, in_force=limits.in_force[label.name], number=draft.number)
                effects[label.name] = model.effect(seen, label.name, value)
                with words:
                    show(model_tables.effect(effects[label.name], limits.shipped.get(label.name)))
    _decide(limits, effects)
    for name, found in effects.items():
        _moved(name, found)


def _decide(limits: Limits, effects: Mapping[str, Effect]) -> None:
    wanted = {name: found.move.then for name, found in effects.items() if found.move.then != found.move.now}
    decision = Decision(thresholds=wanted, seen=limits.in_force)
    is_shipped = not limits.by_hand and dict(limits.in_force) == dict(limits.shipped)
    with st.container(horizontal=True, gap="small"):
        button(Key(name="apply", said="Apply", is_main=True), _apply, decision, disabled=not wanted)
        button(Key(name="back", said="Back to those in force"), _begin, limits.in_force, disabled=not wanted)
        button(
            Key(name="restore", said="Undo: return to the shipped thresholds"),
            _restore,
            limits.in_force,
            disabled=is_shipped,
        )


def _moved(name: str, found: Effect) -> None:
    if not found.move.count:
        return
    show(tag("h2", f"Posts that would {'gain' if found.move.gained else 'lose'} {name}"))
    with st.expander(f"Show {min(found.move.count, model.MOST_LISTED):d} of {found.move.count:,}"):
        show(model_tables.moved(found.move))


def _calibration(seen: Judgements) -> None:
    from analyzer.measuring.recalibration import (  # noqa: PLC0415  As in `dashboard.model`.
        FOLDS,
        LEAST_VERDICTS,
        Refit,
        Refusal,
    )

    show(model_notes.about_calibration(LEAST_VERDICTS, FOLDS))
    found = [model.refit(seen.verdicts, label, limit) for label, limit in seen.thresholds.items()]
    fitted = [one for one in found if isinstance(one, Refit)]
    show(tag("h2", "Before and after"), model_tables.calibrations(fitted))
    show(model_tables.refusals([one for one in found if isinstance(one, Refusal)]))
    if not fitted:
        return
    _offer([one for one in fitted if one.is_better])
    label = _label(seen)
    shown = next((one for one in fitted if one.label == label), None)
    if shown is None:
        show(tag("p", f"The calibration of {label} cannot be fitted yet: see above.", class_="fa-note"))
        return
    series = {model_charts.AS_IT_IS: shown.before.reliability, model_charts.FITTED: shown.after.reliability}
    chart, table = st.columns([1, 1], gap="large")
    with chart:
        _reliability(series, label=label)
    with table:
        show(tag("h2", "Reliability before and after"), model_tables.reliability(series))


def _offer(better: Sequence[Refit]) -> None:
    tried = {one.label: one.equivalent for one in better}
    numbers = {one.label: (round(one.slope, 5), round(one.offset, 5)) for one in better}
    with st.container(horizontal=True):
        said = Key(name="try", said="Try the thresholds of what gets better", is_main=True)
        button(said, _try, tried, numbers, disabled=not better)


def _drift(seen: Judgements) -> None:
    show(model_notes.about_drift(model.undated()))
    label = _label(seen)
    scores = model.weeks_of_scores(label)
    verdicts = model.weeks_of_verdicts(seen.verdicts, label, seen.thresholds[label])
    left, right = st.columns([1, 1], gap="large")
    with left:
        show(tag("h2", "Scores"))
        if scores:
            for chart in model_charts.scores_charts(scores, label=label):
                st.altair_chart(chart, width="stretch", alt="Scores by week")
            with st.expander("The same in a table"):
                show(model_tables.weeks_of_scores(scores))
        else:
            show(tag("p", "No post with a date has a score.", class_="fa-note"))
    with right:
        show(tag("h2", "Agreement with people"))
        if verdicts:
            for chart in model_charts.agreement_charts(verdicts, label=label):
                st.altair_chart(chart, width="stretch", alt="Agreement by week")
            with st.expander("The same in a table", key="agreement in a table"):
                show(model_tables.weeks_of_verdicts(verdicts))
        else:
            model_notes.nothing_judged("verdict")


def _label(seen: Judgements) -> str:
    names = list(seen.thresholds)
    chosen: str = st.segmented_control(
        "Label in detail", names, default=names[0], required=True, key="of", bind="query-params"
    )
    return chosen


def _draft(limits: Limits) -> Draft:
    """Give the draft, a new one where other thresholds are in force than when it was begun."""
    draft: Draft = st.session_state.get(DRAFT, Draft())
    if dict(draft.seen) != dict(limits.in_force):
        said = model_notes.CHANGED_ELSEWHERE if draft.seen else None
        draft = Draft(number=draft.number + 1, seen=dict(limits.in_force), said=said)
    # What was said is said once.
    st.session_state[DRAFT] = replace(draft, said=None, refused=None)
    return draft


def _begin(in_force: Mapping[str, float], said: str | None = None, refused: str | None = None) -> None:
    number = st.session_state.get(DRAFT, Draft()).number + 1
    st.session_state[DRAFT] = Draft(number=number, seen=dict(in_force), said=said, refused=refused)


def _try(tried: Mapping[str, float], calibration: Mapping[str, tuple[float, float]]) -> None:
    _begin(model.limits().in_force)
    draft = replace(st.session_state[DRAFT], tried=tried, calibration=calibration)
    st.session_state[DRAFT] = draft
    threshold_fields.fill(tried, number=draft.number)
    st.session_state["part"] = THRESHOLDS


def _apply(decision: Decision) -> None:
    draft: Draft = st.session_state[DRAFT]
    kept = {
        label: draft.calibration[label]
        for label, value in decision.thresholds.items()
        if draft.tried.get(label) == value
    }
    try:
        model.apply(replace(decision, calibration=kept))
    except AnalyzerError as error:
        _begin(model.limits().in_force, refused=str(error))
        return
    _begin(model.limits().in_force, said=model_notes.applied(decision.seen, decision.thresholds))


def _restore(seen: Mapping[str, float]) -> None:
    try:
        model.restore(seen)
    except AnalyzerError as error:
        _begin(model.limits().in_force, refused=str(error))
        return
    _begin(model.limits().in_force, said=model_notes.RESTORED)


def _reliability(series: Mapping[str, Sequence[Reliability]], *, label: str) -> None:
    show(tag("h2", "Score and share of yes"))
    chart = model_charts.reliability_chart(series, label=label)
    st.altair_chart(chart, width="stretch", alt="Share of yes over the score")
    words = "The dashes are where score and share are equal. Bars are 95 % intervals; the fewer posts, the longer."
    show(tag("p", words, class_="fa-faint"))


page()
