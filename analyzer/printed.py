"""Reads dates that people read: month names, days of the week and `3 hours ago` in the languages of forums."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from dateutil.relativedelta import relativedelta

from analyzer.datewords import AGO, AM, CROATIAN, DAYS, FILLING, MONTHS, NOW, ONE, PM, WEEKDAYS, fold, unit_of

# `(This post was last modified: …)`, `#12`, `Posted:`: what stands beside a date and not in it.
BESIDE = re.compile(r"\([^()]{0,80}\)|#\s?[\d.,]{1,9}|[\u200e\u200f\u202a-\u202e\ufeff]")
CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?P<mark>[:h.])(?P<minute>\d{2})(?![\d])(?:[:.](?P<second>\d{2})(?!\d)(?:[.,]\d{1,6})?)?"
    r"(?P<half>\s?[ap]\.?\s?m\b\.?)?"
    r"(?:\s{0,2}(?:\(?(?P<zone>utc|gmt|z)\b)?\s?(?P<offset>[+-]\d{1,2}(?::?\d{2})?(?!\d))?)?"
)
HOUR_ALONE = re.compile(r"(?<!\d)(?P<hour>\d{1,2})\s?(?P<half>[ap]\.?m\b\.?)")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)\s?[日일.]?")
MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s{0,2}([-/.])\s{0,2}(\d{1,2})\s{0,2}\2\s{0,2}(\d{4}|\d{2})(?!\d)")
WORD = re.compile(r"\d+|[^\W\d_]+(?:[.'\u2019-][^\W\d_]+)*\.?|[^\w\s]")
# `3小时前`, `昨天 21:42`: scripts without spaces, told apart from what follows.
UNSPACED = re.compile(r"(\d+)\s?([^\W\d_]+?)(前|전)$")
# Behind a month's number: `10月 21, 2004`.
MONTH_SIGNS = ("月", "월")
FIRST_YEAR, LAST_YEAR = 1970, 2100
MONTHS_A_YEAR, DAYS_A_MONTH, HOURS_A_DAY, CENTURY, PIVOT = 12, 31, 24, 100, 70
# `1000000 years ago` is nobody's post.
MAX_AGO = 10_000


@dataclass(slots=True)
class _Clock:
    hour: int = 0
    minute: int = 0
    second: int = 0
    offset: timedelta = timedelta(0)
    given: bool = False


def printed_date(text: str, *, now: datetime | None, day_first: bool | None) -> datetime | None:
    """Give the instant in UTC, or `None` where the text is no date or leans on a `now` that is not given."""
    folded = " ".join(BESIDE.sub(" ", fold(text)).split())
    if not folded:
        return None
    if folded in NOW or folded.rstrip(".!") in NOW:
        return now
    try:
        return _ago(folded, now) or _dated(folded, now, day_first=day_first)
    except (ValueError, OverflowError):
        return None


def _ago(text: str, now: datetime | None) -> datetime | None:
    """Read `3 hours ago`: a number, a unit, and the word that says it is past."""
    if now is None:
        return None
    if match := UNSPACED.search(text):
        text = f"{match[1]} {match[2]} {match[3]}"
    words = re.findall(r"\d+|[^\W\d_]+", text.replace("il y a ", "ilya "))
    if not any(word in AGO for word in words):
        return None
    count = next((int(word) for word in words if word.isdigit()), None)
    unit = None
    for word in words:
        if word.isdigit():
            continue
        if word in ONE and count is None:
            count = 1
        elif (named := unit_of(word)) and unit is None:
            unit = named
        elif word not in AGO and word not in FILLING and word not in ONE:
            return None
    if unit is None or (count is not None and count > MAX_AGO):
        return None
    return now - relativedelta(**{unit: count if count is not None else 1})  # type: ignore[arg-type]


def _dated(text: str, now: datetime | None, *, day_first: bool | None) -> datetime | None:
    """Read a date with or without a clock: what is no part of either must be words that say nothing."""
    clock, rest = _clock(text)
    day, rest = _numbers(rest, day_first=day_first)
    words = _Words(rest)
    if not words.plain or clock is None:
        return None
    words.halve(clock)
    if day is None:
        day = words.day(now)
    elif words.numbers or words.month:
        return None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR or clock.hour >= HOURS_A_DAY:
        return None
    moment = day.replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0)
    return moment.replace(tzinfo=timezone(clock.offset)).astimezone(UTC)


def _clock(text: str) -> tuple[_Clock | None, str]:
    """Give the time of day and what stands around it; a point is between hour and minute after a date alone."""
    clock = _Clock()
    for match in CLOCK.finditer(text):
        if match["mark"] == "." and not re.search(
            r"\d{4}[\s,]|\b(?:klo|kl\.?|um|ore|alle|kello)\s?$", text[: match.start()]
        ):
            continue
        if match["mark"] == "." and re.match(r"\.\s?\d", text[match.end() :]):
            continue
        clock = _Clock(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), given=True)
        _halve(clock, match["half"])
        if match["offset"]:
            digits = match["offset"][1:].replace(":", "")
            hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)  # noqa: PLR2004
            clock.offset = timedelta(hours=hours, minutes=minutes) * (-1 if match["offset"][0] == "-" else 1)
        valid = clock.hour < HOURS_A_DAY and clock.minute < 60 and clock.second < 60  # noqa: PLR2004
        return (clock if valid else None), f"{text[: match.start()]} {text[match.end() :]}"
    if alone := HOUR_ALONE.search(text):
        clock = _Clock(int(alone["hour"]), given=True)
        _halve(clock, alone["half"])
        return clock, f"{text[: alone.start()]} {text[alone.end() :]}"
    return clock, text


def _halve(clock: _Clock, half: str | None) -> None:
    if half and clock.hour <= 12:  # noqa: PLR2004  Twelve hours twice a day.
        clock.hour = clock.hour % 12 + (12 if half.strip().startswith("p") else 0)


def _numbers(text: str, *, day_first: bool | None) -> tuple[datetime | None, str]:
    """Give the day written in numbers alone, and what stands around it."""
    if match := YEAR_FIRST.search(text):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
    elif match := NUMBERS.search(text):
        one, other, year = int(match[1]), int(match[3]), _year(match[4])
        if one == other or one > MONTHS_A_YEAR or other > MONTHS_A_YEAR:
            first = one > MONTHS_A_YEAR
        elif day_first is not None or match[2] == ".":
            first = day_first is not False
        else:
            return None, text
        day = _day(year, other, one) if first else _day(year, one, other)
    else:
        return None, text
    return day, f"{text[: match.start()]} {text[match.end() :]}"


class _Words:
    """The words and numbers left of a date: `plain` when each is known."""

    def __init__(self, text: str) -> None:
        self.month: int | None = None
        self.weekday: int | None = None
        self.before: int | None = None
        self.numbers: list[str] = []
        self.half: str | None = None
        self.plain = True
        # The day of the week that the word taken for the month may be too.
        self.doubtful: int | None = None
        self.other_month: int | None = None
        if (match := MONTH_DAY.search(text)) and not re.search("[年년]", text):
            self.month, self.numbers = int(match[1]), [match[2]]
            text = f"{text[: match.start()]} {text[match.end() :]}"
        for token in WORD.findall(text):
            self._take(token, token.rstrip("."))

    def _take(self, token: str, word: str) -> None:
        if word.isdigit():
            self.numbers.append(word)
        elif word in MONTH_SIGNS and self.month is None and self.numbers:
            self.month = int(self.numbers.pop())
        elif word in MONTHS and (self.month is None or self.doubtful is not None):
            self._take_month(word)
        elif word in DAYS and self.before is None and self.weekday is None:
            self.before = DAYS[word]
        elif word in AM or token in AM:
            self.half = "a"
        elif word in PM or token in PM:
            self.half = "p"
        elif word in WEEKDAYS and self.weekday is None:
            self.weekday = WEEKDAYS[word]
        elif word not in FILLING and token not in FILLING and token:
            self.plain = False

    def _take_month(self, word: str) -> None:
        """Take a word for the month; one before it was a day: `Mar Oct 21`, where `Mar` is Tuesday in four languages."""
        if self.doubtful is not None:
            self.weekday, self.doubtful = self.doubtful, None
        elif self.weekday is None:
            self.doubtful = WEEKDAYS.get(word)
        self.month, self.other_month = MONTHS[word], CROATIAN.get(word)

    def halve(self, clock: _Clock) -> None:
        """Add the half of the day that is a word of its own, as in Chinese or Arabic."""
        if self.half and clock.given:
            _halve(clock, self.half)

    def day(self, now: datetime | None) -> datetime | None:
        """Give the day that the words name, with `now` those that lean on it."""
        if self.month is not None:
            return self._named(now)
        if now is None or self.numbers:
            return None
        if self.before is not None:
            return _midnight(now) - timedelta(days=self.before)
        if self.weekday is not None:
            return _midnight(now) - timedelta(days=(now.weekday() - self.weekday) % 7 or 7)
        return None

    def _named(self, now: datetime | None) -> datetime | None:
        month = self.month or 0
        long = [number for number in self.numbers if len(number) == 4]  # noqa: PLR2004  A year.
        short = [number for number in self.numbers if len(number) < 3]  # noqa: PLR2004
        if len(long) + len(short) != len(self.numbers) or not short:
            return None
        if len(long) == 1 and len(short) == 1:
            return self._checked(int(long[0]), month, int(short[0]))
        if not long and len(short) == 2:  # noqa: PLR2004  Day and year: the year is last.
            return self._checked(_year(short[1]), month, int(short[0]))
        if long or now is None or len(short) != 1:
            return None
        # Without a year it is the last such day: pages leave out the year that they are in.
        day = _day(now.year, month, int(short[0]))
        return day if day is None or day <= now + timedelta(days=1) else _day(now.year - 1, month, int(short[0]))

    def _checked(self, year: int, month: int, number: int) -> datetime | None:
        """Give the day, in the other month of the same name where the day of the week says so."""
        day = _day(year, month, number)
        other = _day(year, self.other_month, number) if self.other_month and self.weekday is not None else None
        if other is None or (day is not None and day.weekday() == self.weekday):
            return day
        return other if other.weekday() == self.weekday else day


def _year(digits: str) -> int:
    year = int(digits)
    return year if year >= CENTURY else year + (2000 if year < PIVOT else 1900)


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
