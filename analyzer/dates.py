"""Dates as pages print them, as aware UTC or nothing; never today's by accident."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

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
# Seconds, or milliseconds, since 1970; nine digits are past 1973, and no forum is older.
UNIX = re.compile(r"(\d{9,10})(?:\.\d{1,6})?|(\d{12,13})")
MACHINE = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]\d{2}.{0,24})?")
# Two numbers below 13 and a year: 12-04-2007 is in April or in December.
NUMBERED = re.compile(r"(?<!\d)(\d{1,2})\s{0,2}([-/.])\s{0,2}(\d{1,2})\s{0,2}\2\s{0,2}(\d{4}|\d{2})(?!\d)")
HALF_DAY = re.compile(r"\d\s?[ap]\.?\s?m\b", re.IGNORECASE)
MONTHS_A_YEAR = 12
# As many dates of a page are looked at to tell day from month; a page that leaves it open so long leaves it open.
MAX_DATES = 5000


def parse_date(text: str | None, *, now: datetime | None = None, day_first: bool | None = None) -> datetime | None:
    """Give the instant a printed date or machine date names, in UTC; without a zone it is taken as UTC.

    Reads ISO 8601, RFC 2822, Unix seconds and milliseconds, and dates with day, month and year, in numbers or with the
    month's name in two dozen languages. Dates that lean on the page's own (`Yesterday at 3:12 PM`, `3 hours ago`,
    `May 4`) are read with `now` alone; without it they give `None`, as all else does. Of `12-04-2007`, `day_first` says
    which number is the day; without it such a date gives `None` too (see `parse_dates`).
    """
    if not text or len(text) > 2 * MAX_CHARACTERS:
        return None
    return _parsed(text.strip(), now, day_first)


def parse_dates(texts: Sequence[str | None], *, now: datetime | None = None) -> tuple[datetime | None, ...]:
    """Give the instants of all dates of one page, in order; whether the day comes first is told from all of them."""
    day_first = is_day_first(texts, now=now)
    return tuple(parse_date(text, now=now, day_first=day_first) for text in texts)


def is_day_first(texts: Iterable[str | None], *, now: datetime | None = None) -> bool | None:
    """Tell whether dates such as 12-04-2007 on a page begin with the day, or `None` where the page does not say.

    A number past 12 in any of them says it. Else the order does: posts stand in the order of time, so of the two
    readings the one that goes up all along and is not past `now` is right; where both do, the one that takes less
    time from first to last, as replies come within days. Then the clock: who prints AM and PM prints the month first.
    """
    seen = [text for text in texts if text][:MAX_DATES]
    numbered = [match for text in seen if len(text) <= 2 * MAX_CHARACTERS and (match := NUMBERED.search(text))]
    if not numbered:
        return None
    days = sum(int(match[1]) > MONTHS_A_YEAR for match in numbered)
    months = sum(int(match[3]) > MONTHS_A_YEAR for match in numbered)
    if days or months:
        return None if days and months else bool(days)
    if all(match[2] == "." for match in numbered):
        return True
    readings = {first: _reading(numbered, day_first=first, now=now) for first in (True, False)}
    spans = {first: span for first, span in readings.items() if span is not None}
    if len(spans) == 1:
        return next(iter(spans))
    if len(spans) > 1 and spans[True] != spans[False]:
        return spans[True] < spans[False]
    return False if any(HALF_DAY.search(text) for text in seen) else None


def is_date(text: str) -> bool:
    """Tell whether the text is a printed date with day, month and year, and nothing else."""
    if len(text) > MAX_CHARACTERS or not any(letter.isdigit() for letter in text):
        return False
    if DAY.fullmatch(text):
        return True
    if text[0] in "<{[\"'" or not any(letter.isalpha() for letter in text):
        return False
    return _parsed(text, None, None) is not None and not MACHINE.fullmatch(text)


@lru_cache(maxsize=4096)
def _parsed(text: str, now: datetime | None, day_first: bool | None) -> datetime | None:  # noqa: FBT001  Of a cache.
    try:
        if unix := UNIX.fullmatch(text):
            return datetime.fromtimestamp(int(unix[1] or int(unix[2]) // 1000), tz=UTC)
        if MACHINE.fullmatch(text):
            return _utc(datetime.fromisoformat(text))
        if DAY.fullmatch(text):
            return _utc(parser.parse(text.replace(" at ", " "), default=datetime(1, 1, 1, tzinfo=UTC)))
    except (ValueError, OverflowError, OSError):
        pass  # `03 Marca 2017` is Polish and no English March.
    from analyzer.printed import printed_date  # noqa: PLC0415  Most pages have machine dates and need no word lists.

    return printed_date(text, now=now, day_first=day_first)


def _reading(numbered: Sequence[re.Match[str]], *, day_first: bool, now: datetime | None) -> int | None:
    """Give the days from the first date to the last in this reading, `None` where it goes back or past `now`."""
    ordinals: list[int] = []
    for match in numbered:
        day, month = (int(match[1]), int(match[3])) if day_first else (int(match[3]), int(match[1]))
        year = int(match[4])
        try:
            ordinals.append(datetime(year + 2000 * (year < 100), month, day, tzinfo=UTC).toordinal())  # noqa: PLR2004
        except ValueError:
            return None
    # Newest first is an order too.
    if ordinals != sorted(ordinals) and ordinals != sorted(ordinals, reverse=True):
        return None
    if now is not None and max(ordinals) > now.toordinal() + 1:
        return None
    return abs(ordinals[-1] - ordinals[0])


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
