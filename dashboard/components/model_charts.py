"""Charts of the model under test: reliability, the spread of scores by week, agreement with people by week."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from analyzer.labels import LABEL_NAMES
from dashboard.components.charts import COLOURS

if TYPE_CHECKING:
    from analyzer.measuring.drift import WeekOfScores, WeekOfVerdicts
    from analyzer.measuring.verdicts import Reliability
    from analyzer.training.metrics import Interval

Drawn = alt.Chart | alt.LayerChart | alt.FacetChart
# Streamlit fits title, axis and legend into a chart's height.
HEIGHT = 380
_STRIP, _AXIS = 150, 36
# 3:1 against both themes' grounds, as those of `charts`.
_GREY = "#6b7f99"
AS_IT_IS, FITTED = "before", "after"
SHIFTED, NOT_SHIFTED = "shifted", "small, or within chance"
_BY_NAME: Mapping[str, str] = dict(zip(LABEL_NAMES, itertools.cycle(COLOURS), strict=False))


def colour(label: str) -> str:
    """Give the colour of a label's marks."""
    return _BY_NAME.get(label, _GREY)


def reliability_chart(series: Mapping[str, Sequence[Reliability]], *, label: str) -> Drawn:
    """Draw the share of yes over the mean score with intervals; several series are told apart by shape and shade."""
    rows = pd.DataFrame(
        [
            {
                "series": name, "score": one.bin.mean, "share": one.share.value, "low": one.share.low,
                "high": one.share.high, "posts": one.bin.posts,
            }
            for name, found in series.items()
            for one in found
        ]
    )  # fmt: skip
    names = list(series)
    shown = alt.Legend(orient="bottom", title=None) if len(names) > 1 else None
    shades = alt.Scale(domain=names, range=[_GREY, colour(label)] if len(names) > 1 else [colour(label)])
    shapes = alt.Scale(domain=names, range=["square", "circle"] if len(names) > 1 else ["circle"])
    base = alt.Chart(rows, height=HEIGHT).encode(
        x=alt.X("score:Q", title="mean score in the bin", scale=alt.Scale(domain=[0, 1])),
        color=alt.Color("series:N", scale=shades, legend=shown),
        tooltip=["series:N", alt.Tooltip("score:Q", format=".2f"), alt.Tooltip("share:Q", format=".2f"), "posts:Q"],
    )
    share = alt.Y("share:Q", title="share that people said yes to", scale=alt.Scale(domain=[0, 1]))
    shape = alt.Shape("series:N", scale=shapes, legend=shown)
    spans = base.mark_rule(strokeWidth=1.5).encode(y=alt.Y("low:Q", title="share that people said yes to"), y2="high:Q")
    points = base.mark_point(size=70, filled=True, opacity=1).encode(y=share, shape=shape)
    exact = alt.Chart(pd.DataFrame({"x": [0, 1], "y": [0, 1]})).mark_line(color=_GREY, strokeDash=[5, 4])
    chart: Drawn = alt.layer(exact.encode(x="x:Q", y="y:Q"), base.mark_line().encode(y=share), spans, points)
    return chart


def scores_charts(weeks: Sequence[WeekOfScores], *, label: str) -> tuple[Drawn, ...]:
    """Draw the share with the label, the mean score and the shift by week; a week that has shifted is a triangle."""
    rows = pd.DataFrame(
        [
            {
                "start": week.start.isoformat(), "from": week.start.isoformat(), "posts": week.posts, "over": week.over,
                "mean": week.mean, "shift": week.shift, "chance": week.chance,
                "week": SHIFTED if week.is_shifted else NOT_SHIFTED,
            }
            for week in weeks
        ]
    )  # fmt: skip
    span = _span([week.start for week in weeks])
    over = _line(rows, _Strip("over", "share with the label", ".0%"), label=label, span=span)
    mean = _line(rows, _Strip("mean", "mean score", ".2f"), label=label, span=span)
    if rows["shift"].isna().all():
        return over, mean
    return over, mean, _shift(rows, label=label, span=span)


def agreement_charts(weeks: Sequence[WeekOfVerdicts], *, label: str) -> tuple[Drawn, ...]:
    """Draw how far model and people agree by week, and the share of the model's labels that people confirm."""
    span = _span([week.start for week in weeks])
    agreed = _shares([(week, week.agreement) for week in weeks], "model and people agree", label=label, span=span)
    given = [(week, week.confirmed) for week in weeks if week.given]
    if not given:
        return (agreed,)
    return agreed, _shares(given, "labels of the model that people confirm", label=label, span=span)


@dataclass(frozen=True, slots=True)
class _Strip:
    column: str
    title: str
    style: str


def _shares(found: Sequence[tuple[WeekOfVerdicts, Interval]], title: str, *, label: str, span: list[str]) -> Drawn:
    rows = pd.DataFrame(
        [
            {
                "start": week.start.isoformat(), "from": week.start.isoformat(), "share": share.value,
                "low": share.low, "high": share.high, "verdicts": week.verdicts,
            }
            for week, share in found
        ]
    )  # fmt: skip
    base = alt.Chart(rows, height=_STRIP + 30, title=_title(title)).encode(x=_weeks(span))
    y = alt.Y("share:Q", title=None, axis=_axis(".0%"), scale=alt.Scale(domain=[0, 1]))
    tips = [_week(), alt.Tooltip("share:Q", format=".0%"), alt.Tooltip("verdicts:Q")]
    spans = base.mark_rule(color=colour(label)).encode(y="low:Q", y2="high:Q")
    points = base.mark_line(color=colour(label), point=alt.OverlayMarkDef(color=colour(label), size=45))
    chart: Drawn = alt.layer(spans, points.encode(y=y, tooltip=tips))
    return chart


def _line(rows: pd.DataFrame, strip: _Strip, *, label: str, span: list[str]) -> alt.Chart:
    column = strip.column
    tips = [_week(), alt.Tooltip(f"{column}:Q", title=strip.title, format=".3f"), alt.Tooltip("posts:Q", format=",")]
    chart: alt.Chart = (
        alt.Chart(rows, height=_STRIP, title=_title(strip.title))
        .mark_line(color=colour(label), point=alt.OverlayMarkDef(color=colour(label), size=35))
        .encode(x=_weeks(span), y=alt.Y(f"{column}:Q", title=None, axis=_axis(strip.style)), tooltip=tips)
    )
    return chart


def _shift(rows: pd.DataFrame, *, label: str, span: list[str]) -> Drawn:
    title = _title("shift, and what chance exceeds once in twenty weeks (dashes)")
    base = alt.Chart(rows.dropna(subset=["shift"]), height=_STRIP + 80, title=title).encode(x=_weeks(span))
    y = alt.Y("shift:Q", title=None, axis=_axis(".2f"))
    shapes = alt.Scale(domain=[NOT_SHIFTED, SHIFTED], range=["circle", "triangle-up"])
    shape = alt.Shape("week:N", scale=shapes, legend=alt.Legend(orient="bottom", title=None))
    tips = [_week(), alt.Tooltip("shift:Q", format=".3f"), alt.Tooltip("chance:Q", format=".3f"), "week:N"]
    dashes = base.mark_line(color=_GREY, strokeDash=[5, 4]).encode(y=alt.Y("chance:Q", title=None))
    points = base.mark_point(color=colour(label), filled=True, size=60, opacity=1)
    chart: Drawn = alt.layer(dashes, points.encode(y=y, shape=shape, tooltip=tips))
    return chart


def _axis(style: str) -> alt.Axis:
    # As wide in every strip, so that the weeks stand one under the other.
    return alt.Axis(format=style, tickCount=3, minExtent=_AXIS, maxExtent=_AXIS)


def _span(starts: Sequence[date]) -> list[str]:
    """Give the first and the last week, with half a week of room at each end."""
    room = timedelta(days=3)
    first, last = min(starts), max(starts)
    return [(first - room if first > date.min + room else first).isoformat(),
            (last + room if last < date.max - room else last).isoformat()]  # fmt: skip


def _title(words: str) -> alt.Title:
    return alt.Title(words, anchor="start", fontSize=12, offset=4)


def _weeks(span: list[str]) -> alt.X:
    # Text: a date as milliseconds would be drawn in the reader's time zone.
    axis = alt.Axis(format="%d %b %Y", labelOverlap=True, labelAngle=0, tickCount=4)
    return alt.X("start:T", title=None, scale=alt.Scale(type="utc", domain=span), axis=axis)


def _week() -> alt.Tooltip:
    return alt.Tooltip("from:N", title="week from")
