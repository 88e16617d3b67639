"""Printed dates become aware UTC or nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.dates import is_date, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        None,
        "yesterday",
        "Today at 3:12 PM",
        "May 4",
        "12:30",
        "Monday at 8:00 AM",
        "x" * 500,
        "99999999999999",
        "2024-13-45",
    ],
)
def test_what_names_no_day_gives_nothing(text: str | None):
    """A date without a year, or no date at all, never becomes today's."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-10-08T05:58:20-0500", datetime(2024, 10, 8, 10, 58, 20, tzinfo=UTC)),
        ("2024-10-08T05:58:20Z", datetime(2024, 10, 8, 5, 58, 20, tzinfo=UTC)),
        ("1728385100", datetime(2024, 10, 8, 10, 58, 20, tzinfo=UTC)),
        ("Dec 14, 2017", datetime(2017, 12, 14, tzinfo=UTC)),
        ("May 24, 2022 at 3:12 PM", datetime(2022, 5, 24, 15, 12, tzinfo=UTC)),
        ("14 December 2017", datetime(2017, 12, 14, tzinfo=UTC)),
        ("2017-12-14", datetime(2017, 12, 14, tzinfo=UTC)),
    ],
)
def test_dates_are_utc(text: str, moment: datetime):
    """A zone is followed; without one the printed time is taken as UTC."""
    assert parse_date(text) == moment


def test_a_sentence_is_no_date():
    """Only a line that is a date and nothing else counts as one."""
    assert is_date("Dec 14, 2017")
    assert not is_date("On Dec 14, 2017 he left")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_an_aware_time_or_nothing(text: str):
    """No text breaks the parser."""
    moment = parse_date(text)
    assert moment is None or moment.tzinfo is UTC
