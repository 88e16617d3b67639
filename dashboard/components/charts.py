"""Posts and flags over time, a bar or a point a day, week or month."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import altair as alt
import pandas as pd

from analyzer.labels import LABEL_NAMES
from analyzer.store.views import DayCount

Unit = Literal["day", "week", "month"]

# Some 60 bars are what a chart of 600 pixels still shows apart.
DAYS_AT_MOST = 62
WEEKS_AT_MOST = 62 * 7
MOST_PERIODS = 1200
STRIP_HEIGHT = 38
_DAYS_IN: Mapping[Unit, int] = {"day": 1, "week": 7, "month": 31}
# Each is at least 3:1 against the grounds of Streamlit's light and dark theme (WCAG 2.2, 1.4.11; held by a test).
COLOURS = ("#a855f7", "#0e8fa5", "#e5484d", "#b7791f", "#6b7f99", "#5b8c3a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The posts of one day, week (from its Monday) or month, and how many were flagged per label."""

    start: date
    posts: int
    flagged: Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Strip:
    """A label's bars: their heights, and how high the highest of all labels is; `shares` are parts, not counts."""

    label: str
    colour: str
    heights: Sequence[float]
    most: float
    shares: bool


def unit_for(timeline: Sequence[DayCount]) -> Unit:
    """Give the unit in which the whole span fits a chart."""
    span = (timeline[-1].day - timeline[0].day).days
    return "day" if span <= DAYS_AT_MOST else "week" if span <= WEEKS_AT_MOST else "month"


def periods(timeline: Sequence[DayCount], unit: Unit) -> tuple[Period, ...]:
    """Give the days of a timeline summed by unit, in order of time.

    Periods without posts are zeros, unless there would be thousands of them: a page that dates a post in the year 9999
    is not worth a hundred thousand bars.
    """
    posts: Counter[date] = Counter()
    flagged: dict[date, Counter[str]] = {}
    for count in timeline:
        start = _start(count.day, unit)
        posts[start] += count.posts
        flagged.setdefault(start, Counter()).update(count.flagged)
    first, last = min(posts), max(posts)
    fits = (last - first).days // _DAYS_IN[unit] < MOST_PERIODS
    starts = _starts(first, last, unit) if fits else sorted(posts)
    return tuple(Period(start=start, posts=posts[start], flagged=flagged.get(start, Counter())) for start in starts)


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


def flagged_charts(counted: Sequence[Period], unit: Unit, *, shares: bool = False) -> alt.VConcatChart:
    """Draw flagged posts per period, a strip of bars a label under its name: counts that are equal stay apart.

    With `shares` the bars are parts of the period's posts (0 to 1).
    """
    colours = dict(zip(LABEL_NAMES, itertools.cycle(COLOURS), strict=False))
    values = {name: [_value(period, name, shares=shares) for period in counted] for name in LABEL_NAMES}
    most = max(max(each) for each in values.values())
    strips = [
        _strip(counted, unit, _Strip(label=name, colour=colours[name], heights=each, most=most, shares=shares))
        for name, each in values.items()
    ]
    chart: alt.VConcatChart = alt.vconcat(*strips, spacing=8).resolve_scale(x="shared")
    return chart


def _value(period: Period, label: str, *, shares: bool) -> float:
    flagged = period.flagged.get(label, 0)
    return flagged / period.posts if shares and period.posts else flagged


def _strip(counted: Sequence[Period], unit: Unit, strip: _Strip) -> alt.Chart:
    starts = [_stamp(p) for p in counted]
    rows = pd.DataFrame({"start": starts, "from": starts, "flagged": strip.heights})
    is_last = strip.label == LABEL_NAMES[-1]
    axis = alt.Axis(format="%", tickCount=2) if strip.shares else alt.Axis(tickMinStep=1, format="d", tickCount=2)
    top = strip.most or 1 if strip.shares else max(1, strip.most)
    chart: alt.Chart = (
        alt.Chart(rows, height=STRIP_HEIGHT, title=alt.Title(strip.label, anchor="start", fontSize=12, offset=2))
        .mark_bar(color=strip.colour, size=_bar_width(counted, unit))
        .encode(
            x=_time_axis(unit, labelled=is_last),
            y=alt.Y("flagged:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, top])),
            tooltip=[_when(unit), alt.Tooltip("flagged:Q", title=strip.label, format=".1%" if strip.shares else ",")],
        )
    )
    return chart


def _starts(first: date, last: date, unit: Unit) -> Iterator[date]:
    at = first
    while at < last:
        yield at
        # Any day of the next month, drawn back to its first.
        at = _start(at + timedelta(days=_DAYS_IN[unit]), unit)
    yield last


def _start(day: date, unit: Unit) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _bar_width(counted: Sequence[Period], unit: Unit) -> int:
    """Give a bar's width in pixels: two thirds of its share of a chart 430 wide, so that neighbours stay apart."""
    days = (counted[-1].start - counted[0].start).days
    slots = days // _DAYS_IN[unit] + 1
    return max(1, min(28, 430 * 2 // (3 * slots)))


def _stamp(period: Period) -> str:
    # Text: a date as milliseconds would be drawn in the reader's time zone, a day early west of Greenwich.
    return period.start.isoformat()


def _time_axis(unit: Unit, *, labelled: bool = True) -> alt.X:
    style = "%b %Y" if unit == "month" else "%d %b %Y"
    axis = alt.Axis(format=style, labelOverlap=True, labelAngle=0, tickCount=6, labels=labelled)
    return alt.X("start:T", title=None, scale=alt.Scale(type="utc"), axis=axis)


def _when(unit: Unit) -> alt.Tooltip:
    # As text: a tooltip writes times in the reader's zone, the axis in UTC.
    return alt.Tooltip("from:N", title={"day": "day", "week": "week from", "month": "month from"}[unit])
