"""Posts and flags over time, a bar or a point a day, week or month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import altair as alt
import pandas as pd

from analyzer.labels import LABEL_NAMES
from analyzer.store.views import DayCount

Unit = Literal["day", "week", "month"]

# Some 60 bars, or four lines of 60 points, are what a chart of 600 pixels still shows apart.
DAYS_AT_MOST = 62
WEEKS_AT_MOST = 62 * 7
# Each is at least 3:1 against the grounds of Streamlit's light and dark theme (WCAG 2.2, 1.4.11; held by a test).
COLOURS = ("#a855f7", "#0e8fa5", "#e5484d", "#b7791f", "#6b7f99", "#5b8c3a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The posts of one day, week (from its Monday) or month, and how many were flagged per label."""

    start: date
    posts: int
    flagged: Counter[str]


def unit_for(timeline: Sequence[DayCount]) -> Unit:
    """Give the unit in which the whole span fits a chart."""
    span = (timeline[-1].day - timeline[0].day).days
    return "day" if span <= DAYS_AT_MOST else "week" if span <= WEEKS_AT_MOST else "month"


def periods(timeline: Sequence[DayCount], unit: Unit) -> tuple[Period, ...]:
    """Give the days of a timeline summed by unit, in order of time."""
    posts: Counter[date] = Counter()
    flagged: dict[date, Counter[str]] = {}
    for count in timeline:
        start = _start(count.day, unit)
        posts[start] += count.posts
        flagged.setdefault(start, Counter()).update(count.flagged)
    return tuple(Period(start=start, posts=posts[start], flagged=flagged[start]) for start in sorted(posts))


def posts_chart(counted: Sequence[Period], unit: Unit) -> alt.Chart:
    """Draw posts per period as bars."""
    starts = [_stamp(p) for p in counted]
    rows = pd.DataFrame({"start": starts, "from": starts, "posts": [p.posts for p in counted]})
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar(color="#6b7f99", size=_bar_width(counted, unit))
        .encode(
            x=_time_axis(unit),
            y=alt.Y("posts:Q", title=f"posts a {unit}", axis=alt.Axis(tickMinStep=1, format="d")),
            tooltip=[_when(unit), alt.Tooltip("posts:Q", format=",")],
        )
    )
    return chart


def flagged_chart(counted: Sequence[Period], unit: Unit) -> alt.Chart:
    """Draw flagged posts per period, a line a label, told apart by shape as well as by colour."""
    rows = pd.DataFrame(
        [(_stamp(p), _stamp(p), name, p.flagged.get(name, 0)) for p in counted for name in LABEL_NAMES],
        columns=["start", "from", "label", "flagged"],
    )
    scale = alt.Scale(domain=list(LABEL_NAMES), range=list(COLOURS[: len(LABEL_NAMES)]))
    legend = alt.Legend(title=None, orient="top", symbolSize=90)
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_line(point=alt.OverlayMarkDef(size=45))
        .encode(
            x=_time_axis(unit),
            y=alt.Y("flagged:Q", title=f"flagged a {unit}", axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color("label:N", scale=scale, legend=legend),
            shape=alt.Shape("label:N", scale=alt.Scale(domain=list(LABEL_NAMES)), legend=legend),
            tooltip=[_when(unit), "label:N", alt.Tooltip("flagged:Q", format=",")],
        )
    )
    return chart


def _start(day: date, unit: Unit) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _bar_width(counted: Sequence[Period], unit: Unit) -> int:
    """Give a bar's width in pixels: two thirds of its share of a chart 430 wide, so that neighbours stay apart."""
    days = (counted[-1].start - counted[0].start).days
    slots = days // {"day": 1, "week": 7, "month": 30}[unit] + 1
    return max(1, min(28, 430 * 2 // (3 * slots)))


def _stamp(period: Period) -> str:
    # Text: a date as milliseconds would be drawn in the reader's time zone, a day early west of Greenwich.
    return period.start.isoformat()


def _time_axis(unit: Unit) -> alt.X:
    style = "%b %Y" if unit == "month" else "%d %b %Y"
    axis = alt.Axis(format=style, labelOverlap=True, labelAngle=0, tickCount=6)
    return alt.X("start:T", title=None, scale=alt.Scale(type="utc"), axis=axis)


def _when(unit: Unit) -> alt.Tooltip:
    # As text: a tooltip writes times in the reader's zone, the axis in UTC.
    return alt.Tooltip("from:N", title={"day": "day", "week": "week from", "month": "month from"}[unit])
