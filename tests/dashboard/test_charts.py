"""Posts and flags summed by day, week and month."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analyzer.store.views import DayCount
from dashboard.components import charts

_DAYS = some.dates(date(1990, 1, 1), date(2040, 1, 1))
_COUNTS = some.fixed_dictionaries({"denial": some.integers(0, 50), "hostility": some.integers(0, 50)})


def _counted(day: date, posts: int = 1, **flagged: int) -> DayCount:
    return DayCount(day=day, posts=posts, flagged=flagged)


@settings(deadline=None)
@given(
    some.dictionaries(_DAYS, some.tuples(some.integers(1, 99), _COUNTS), min_size=1),
    some.sampled_from(["day", "week", "month"]),
)
def test_no_post_and_no_flag_is_lost(found: dict[date, tuple[int, dict[str, int]]], unit: charts.Unit) -> None:
    """Whatever the unit, periods are in order, apart, and sum up to the days they are made of."""
    timeline = [_counted(day, posts, **flagged) for day, (posts, flagged) in sorted(found.items())]
    periods = charts.periods(timeline, unit)
    starts = [period.start for period in periods]
    assert starts == sorted(set(starts))
    assert sum(period.posts for period in periods) == sum(day.posts for day in timeline)
    for label in ("denial", "hostility"):
        assert sum(period.flagged[label] for period in periods) == sum(day.flagged[label] for day in timeline)


@pytest.mark.parametrize(
    ("days", "unit"), [(0, "day"), (62, "day"), (63, "week"), (434, "week"), (435, "month"), (9000, "month")]
)
def test_the_unit_follows_the_span(days: int, unit: str) -> None:
    """A short span is drawn by day, a longer one by week, years by month."""
    first = date(2031, 3, 9)
    assert charts.unit_for([_counted(first), _counted(first + timedelta(days=days))]) == unit


def test_weeks_start_on_monday() -> None:
    """A Sunday and the Monday after it are two weeks."""
    periods = charts.periods([_counted(date(2031, 3, 9)), _counted(date(2031, 3, 10))], "week")
    assert [period.start for period in periods] == [date(2031, 3, 3), date(2031, 3, 10)]


def test_charts_draw_every_period_and_label() -> None:
    """The charts hold a row a period, and one a period and label, and tell labels apart by shape as well as colour."""
    periods = charts.periods([_counted(date(2031, 3, 9), 4, denial=2), _counted(date(2031, 3, 10), 1)], "day")
    posts = json.loads(charts.posts_chart(periods, "day").to_json())
    flagged = json.loads(charts.flagged_chart(periods, "day").to_json())
    assert [row["posts"] for row in next(iter(posts["datasets"].values()))] == [4, 1]
    rows = next(iter(flagged["datasets"].values()))
    assert sum(row["flagged"] for row in rows if row["label"] == "denial") == 2
    assert flagged["encoding"]["shape"]["field"] == flagged["encoding"]["color"]["field"] == "label"
