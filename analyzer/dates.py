"""Dates as pages print them, as aware UTC or nothing; never today's by accident."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dateutil import parser

# A date is short; anything longer is a sentence that happens to hold one.
MAX_CHARACTERS = 60
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DAY = re.compile(
    rf"(?:(?:{MONTHS})[a-z]{{0,6}}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"  # Dec 14, 2017
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.? (?:{MONTHS})[a-z]{{0,6}}\.?,? \d{{4}}"  # 14 December 2017
    r"|\d{4}-\d{2}-\d{2})"  # 2017-12-14
    r"(?:,? (?:at )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
UNIX = re.compile(r"\d{9,10}")


def parse_date(text: str | None) -> datetime | None:
    """Give the instant a printed date or machine date names, in UTC; without a zone it is taken as UTC.

    Reads ISO 8601, Unix seconds, and English dates with day, month and year; gives `None` for all else, also for
    dates without a year, which would take today's.
    """
    if not text or len(text) > MAX_CHARACTERS:
        return None
    text = text.strip()
    try:
        if UNIX.fullmatch(text):
            return datetime.fromtimestamp(int(text), tz=UTC)
        return _utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError, OSError):
        pass
    if not DAY.fullmatch(text):
        return None
    try:
        return _utc(parser.parse(text.replace(" at ", " "), default=datetime(1, 1, 1, tzinfo=UTC)))
    except (ValueError, OverflowError):
        return None


def is_date(text: str) -> bool:
    """Tell whether the text is a printed date with day, month and year, and nothing else."""
    return len(text) <= MAX_CHARACTERS and DAY.fullmatch(text) is not None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
