"""How wiki software signs a comment: links to the author's pages, then day and hour, in the language of the wiki."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

from analyzer.wikiwords import CONTRIBUTIONS, MONTHS, NUMBERED, USER, ZONES

_PREFIXES = sorted(
    ((prefix.casefold(), number) for number, names in MONTHS.items() for prefix in set(names.split("|"))),
    key=lambda one: -len(one[0]),
)
ZONE = re.compile(
    r"\((?:\s|&#160;|&nbsp;)?([A-Z]{2,5}|[+-]\d{2}(?::?\d{2})?|ت[ \u00a0]ع[ \u00a0]م|ت&#160;ع&#160;م|ت\.ع\.م\.?|م[ \u00a0]ع[ \u00a0]و|ইউটিসি|世界標準時|협정 세계시)\s?\)"
)
CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?(?:[:.h]|Uhr|時|시)\s?(\d{2})(?:[:.](\d{2}))?(?!\d)(?!\.\s?(?:19|20)\d\d)")
# Thai wikis count from 543 years earlier.
YEAR = re.compile(r"(?<!\d)((?:19|20|25)\d\d)(?!\d)")
BUDDHIST, FIRST_BUDDHIST = 543, 2500
# A word with the marks that stand on letters in the scripts of India, which are none of `\w`.
WORD = re.compile(r"[^\s\d.,،:;()\[\]/'’\u2013-]{2,24}")
FOLDERS = re.compile(r"^(?:[a-z0-9_.-]{1,20}/){1,4}")
# `12:34, 5 May 2020`, read in a fifth of the time of all other orders.
USUAL = re.compile(r"(?<!\d)(\d{1,2}):(\d{2}), (\d{1,2}) ([^\W\d_]{3,20}) ((?:19|20)\d\d) ?$")
ZEROS = str.maketrans("123456789", "000000000")
NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
# Day, month and year stand together.
MAX_APART = 24
# From the day to the zone, in the longest language.
MAX_TIMESTAMP = 64
MAX_SHORT = 4
LEAST_SHARE = 0.25
MAY = 5
SHORT_MONTHS = frozenset({3, 6, 7, 8})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """Where a comment's day and hour stand in a text, the instant they name, and the shape they are written in."""

    start: int
    end: int
    moment: datetime
    shape: str


def timestamp_in(text: str, begin: int = 0) -> Timestamp | None:
    """Give the first day, hour and zone in a text from `begin` on, as wiki software writes them; linear in its length."""
    if "(" not in text:
        return None
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    for zone in ZONE.finditer(text, begin):
        start = max(begin, zone.start() - MAX_TIMESTAMP)
        found = _moment(_digits(text[start : zone.start()]), _offset(zone.group(1)))
        if found is not None:
            written = _digits(text[start + found[0] : zone.start()]).translate(ZEROS)
            shape = _shape(written, found[1].month, _offset(zone.group(1)))
            return Timestamp(start=start + found[0], end=zone.end(), moment=found[1], shape=shape)
    return None


@lru_cache(maxsize=1024)
def _shape(text: str, month: int, zone: float) -> str:
    """Write a timestamp without its values, so that those of one wiki look alike and older or foreign ones do not.

    Its digits are given as zeros: a page has a thousand timestamps and a dozen shapes of them.
    """
    text = text.casefold()
    text = re.sub(r"(?<!\d)\d(?=[:.h]\d\d)", "h", text)
    text = re.sub(r"\d{4}", "Y", text)

    def kind(word: re.Match[str]) -> str:
        length = len(word.group().rstrip("."))
        # Full names as short as these are in use: mai, mars, juin, août.
        if month == MAY or (month in SHORT_MONTHS and length == MAX_SHORT):
            return "?"
        return "F" if length > MAX_SHORT else "M"

    text = re.sub(r"[^\W\d_]{3,20}\.?", kind, text.replace("h:", "h"))
    return f"{re.sub(r'[0-9]+', 'N', text).strip()} {'utc' if zone == 0 else 'local'}"


def usual_shapes(shapes: Iterable[str], *, share: float = LEAST_SHARE) -> frozenset[str]:
    """Give the shapes that at least such a share of a page's timestamps have; `is_usual` asks for one of them."""
    counts = Counter(shapes)
    named = Counter({shape: count for shape, count in counts.items() if "?" not in shape}) or counts
    return frozenset(shape for shape, count in named.items() if count >= share * named.total())


def is_usual(shape: str, usual: frozenset[str]) -> bool:
    """Tell whether a timestamp has one of the usual shapes of its page."""
    return any(shape.replace("?", kind) in usual for kind in "FM?")


def _digits(text: str) -> str:
    """Write digits of other scripts as 0 to 9, one for one."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text)


def _moment(text: str, zone: float) -> tuple[int, datetime] | None:
    """Give the instant that ends a text, and where it begins; most wikis write it as the English one does."""
    if (usual := USUAL.search(text)) and (named := _month_named(usual[4].casefold())) is not None:
        hour, minute, day, _, year = usual.groups()
        try:
            local = datetime(int(year), named, int(day), int(hour), int(minute), tzinfo=UTC)
            return usual.start(), local - timedelta(hours=zone)
        except (ValueError, OverflowError):
            return None
    return _any_moment(text, zone)


def _any_moment(text: str, zone: float) -> tuple[int, datetime] | None:
    clocks, years = list(CLOCK.finditer(text)), list(YEAR.finditer(text))
    if not clocks or not years:
        return None
    clock, year = clocks[-1], years[-1]
    taken = (clock.span(), year.span())
    month, at = _month(text, year.start())
    numbers = [
        match for match in NUMBER.finditer(text) if not any(begin <= match.start() < end for begin, end in taken)
    ]
    numbers = [match for match in numbers if abs(match.start() - year.start()) <= MAX_APART]
    if month is None:
        # Days before months, as in `5. 3. 2020`; after a year the month comes first, as in `2020年3月5日`.
        after = [number for number in numbers if number.start() > year.start()]
        near = numbers[-2:] if not after else after[:2] if len(after) > 1 else numbers[:2]
        if len(near) != 2:  # noqa: PLR2004  A day and a month.
            return None
        first, second = (int(match.group(1)) for match in near)
        day, month = (first, second) if near[0].start() < year.start() else (second, first)
        starts = [near[0].start()]
    else:
        near = sorted(numbers, key=lambda match: abs(match.start() - at))[:1]
        if not near:
            return None
        day, starts = int(near[0].group(1)), [near[0].start(), at]
    try:
        local = datetime(
            _year(year.group(1)),
            month,
            day,
            int(clock.group(1)),
            int(clock.group(2)),
            int(clock.group(3) or 0),
            tzinfo=UTC,
        )
        return min(clock.start(), year.start(), *starts), local - timedelta(hours=zone)
    except (ValueError, OverflowError):
        return None


def _month(text: str, year: int) -> tuple[int | None, int]:
    """Give the month whose name stands nearest before or after the year, and where; a name may have two words."""
    folded = text.casefold()
    words = [match for match in WORD.finditer(folded) if abs(match.start() - year) <= MAX_APART]
    for match in sorted(words, key=lambda one: abs(one.start() - year)):
        number = _month_named(match.group())
        if number is None and (after := WORD.match(folded, match.end() + 1)):
            number = _month_named(f"{match.group()} {after.group()}")
        if number is not None:
            return number, match.start()
    return None, 0


@lru_cache(maxsize=1024)
def _month_named(word: str) -> int | None:
    """Give the month that a word names, in Hebrew also behind the letter that says `in`."""
    named = next((number for prefix, number in _PREFIXES if word.startswith(prefix)), None)
    return _month_named(word[1:]) if named is None and word[:1] == "ב" else named


def _year(text: str) -> int:
    year = int(text)
    return year - BUDDHIST if year >= FIRST_BUDDHIST else year


def _offset(zone: str) -> float:
    """Give the hours that a zone is before UTC; what is not known is taken as UTC."""
    if zone[0] in "+-":
        hours = int(zone[1:3]) + int(zone[3:].lstrip(":") or 0) / 60
        return -hours if zone[0] == "-" else hours
    return ZONES.get(zone, 0)


def user_of(title: str) -> str | None:
    """Give whose page a title such as `User talk:Ann Lee/Archive` or `Special:Contributions/Ann Lee` is, or `None`."""
    title = title.replace("_", " ").strip().lstrip(":")
    if match := CONTRIBUTIONS.match(title):
        return _name(match.group(1))
    if match := NUMBERED.match(title):
        return _name(match.group(1))
    namespace, colon, rest = title.partition(":")
    if colon and namespace.strip().casefold() in USER:
        return _name(rest.partition("/")[0].partition("#")[0])
    # Interwiki: `en:User:Ann Lee`.
    if colon and len(namespace) <= 12 and ":" in rest and rest.partition(":")[0].strip().casefold() in USER:  # noqa: PLR2004
        return _name(rest.partition(":")[2].partition("/")[0].partition("#")[0])
    return None


@lru_cache(maxsize=4096)
def user_in_link(href: str | None) -> str | None:
    """Give whose page a wiki's link leads to, or `None`."""
    if not href or len(href) > 2000:  # noqa: PLR2004  No title is longer than 255 bytes.
        return None
    try:
        parts = urlsplit(href)
        given = parse_qs(parts.query).get("title")
    except ValueError:
        return None
    if given:
        return user_of(given[0])
    path = unquote(parts.path)
    _, wiki, title = path.partition("/wiki/")
    if not wiki:
        title = path.lstrip("./").rpartition("index.php/")[2]
    # Wikis choose what stands before a title: `/title/User:Ann`, `/wiki/en/User:Ann`.
    return user_of(title) or user_of(FOLDERS.sub("", title))


def _name(text: str) -> str | None:
    name = " ".join(text.replace("\u200e", "").replace("\u200f", "").split())
    return (name[:1].upper() + name[1:])[:255] or None
