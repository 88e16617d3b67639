"""What stands in a JSON export, taken for no more than it is: texts, lists and times, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from analyzer.dates import parse_date

NOTHING: Mapping[str, Any] = MappingProxyType({})
# What stands in place of names and words that were taken down.
NOBODY = frozenset({"[deleted]", "[removed]", "[unavailable]"})
# No id, name, title or address is longer.
MAX_CHARACTERS = 2000
# Seconds up to the year 5138; a larger number counts milliseconds or finer.
MAX_SECONDS = 10**11
# Posts of one export that are read; the largest threads of any forum stay below.
MAX_POSTS = 1_000_000


def text_of(value: Any) -> str | None:
    """Give a short text or number as text without outer white space, else `None`."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value)[:MAX_CHARACTERS].strip() or None


def body_of(value: Any) -> str:
    """Give a text of any length as it is, else an empty one."""
    return value if isinstance(value, str) else ""


def mapping_of(value: Any) -> Mapping[str, Any]:
    """Give an object, else an empty one."""
    return value if isinstance(value, dict) else NOTHING


def mappings_of(value: Any) -> list[Mapping[str, Any]]:
    """Give the objects of a list; one object alone is a list of one, all else is none."""
    if isinstance(value, dict):
        return [value]
    return [one for one in islice(value, MAX_POSTS) if isinstance(one, dict)] if isinstance(value, list) else []


def time_of(value: Any) -> datetime | None:
    """Give the instant of Unix seconds or milliseconds, as a number or text, or of a printed date; else `None`."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        given = value.strip()[:60]
        bare = given.removesuffix(".0")
        if not (bare.isascii() and bare.isdigit() and len(bare) > 8):  # noqa: PLR2004  Shorter digits are a day: 20240101.
            return parse_date(given)
        value = int(bare)
    if not isinstance(value, int | float) or not 0 < value < MAX_SECONDS * 10**6:
        return None
    while value >= MAX_SECONDS:
        value /= 1000
    return datetime.fromtimestamp(value, tz=UTC)


def web_address(value: Any) -> str | None:
    """Give an address of the web, else `None`."""
    text = text_of(value)
    return text if text and text.startswith(("http://", "https://")) and host_of(text) else None


def host_of(address: str | None) -> str | None:
    """Give the host of an address, `None` where it has none."""
    try:
        return urlsplit(address).hostname if address else None
    except ValueError:
        return None
