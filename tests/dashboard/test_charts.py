"""Posts and flags summed by day, week and month."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analyzer.labels import LABEL_NAMES
from analyzer.store.views import DayCount
from dashboard.components import charts

GAPS = {"day": {1}, "week": {7}, "month": {28, 29, 30, 31}}
_DAYS = some.dates(date(2029, 1, 1), date(2032, 1, 1))
_COUNTS = some.fixed_dictionaries({"denial": some.integers(0, 50), "hostility": some.integers(0, 50)})


def _counted(day: date, posts: int = 1, **flagged: int) -> DayCount:
    return DayCount(day=day, posts=posts, flagged=flagged)


@settings(deadline=None)
@given(
    some.dictionaries(_DAYS, some.tuples(some.integers(1, 99), _COUNTS), min_size=1),
    some.sampled_from(["day", "week", "month"]),
)
def test_no_post_and_no_flag_is_lost(found: dict[date, tuple[int, dict[str, int]]], unit: charts.Unit) -> None:
    """Whatever the unit, periods are in order, without gaps, and sum up to the days they are made of."""
    timeline = [_counted(day, posts, **flagged) for day, (posts, flagged) in sorted(found.items())]
    periods = charts.periods(timeline, unit)
    starts = [period.start for period in periods]
    assert starts == sorted(set(starts))
    assert all((later - sooner).days in GAPS[unit] for sooner, later in pairwise(starts))
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
    """The charts hold a bar a period, and a strip a label under its name, gaps drawn as zeros."""
    periods = charts.periods([_counted(date(2031, 3, 9), 4, denial=2), _counted(date(2031, 3, 11), 1)], "day")
    posts = json.loads(charts.posts_chart(periods, "day").to_json())
    flagged = json.loads(charts.flagged_charts(periods, "day").to_json())
    assert [row["posts"] for row in next(iter(posts["datasets"].values()))] == [4, 0, 1]
    assert [strip["title"]["text"] for strip in flagged["vconcat"]] == list(LABEL_NAMES)
    denial = flagged["datasets"][flagged["vconcat"][0]["data"]["name"]]
    assert [row["flagged"] for row in denial] == [2, 0, 0]


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_dates_at_the_ends_of_time_are_no_error(unit: charts.Unit) -> None:
    """A post dated in the year 1 or 9999 costs neither an error nor a hundred thousand bars."""
    assert len(charts.periods([_counted(date.min), _counted(date.max)], unit)) == 2
    assert 1 <= len(charts.periods([_counted(date.max - timedelta(days=70)), _counted(date.max)], unit)) <= 71
