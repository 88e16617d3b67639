"""Column types that keep any Python string, JSON value and aware time exactly, on every database."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator

# U+FDD0 is a noncharacter: valid UTF-8 for every database, and never assigned, so real text does not hold it.
_MARK = "\ufdd0"
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff\ufdd0]")
_KEPT = re.compile(f"{_MARK}([0-9a-f]{{4}})")


def keep(text: str) -> str:
    """Write what no database takes (NUL, lone surrogates) as U+FDD0 and four hex digits; `unkeep` gives it back."""
    return _UNKEEPABLE.sub(lambda match: f"{_MARK}{ord(match.group()):04x}", text)


def unkeep(text: str) -> str:
    """Give the text as it was before `keep`."""
    return _KEPT.sub(lambda match: chr(int(match.group(1), 16)), text) if _MARK in text else text


class KeptText(TypeDecorator[str]):
    """Text of any code points, NUL and lone surrogates included."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Give the text in a form that every database takes."""
        del dialect
        return None if value is None else keep(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Give the text as it was written."""
        del dialect
        return None if value is None else unkeep(value)


class KeptJson(TypeDecorator[Any]):
    """A JSON value as text: one form on every database, exact for strings of any code points."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        """Give the value as JSON text."""
        del dialect
        return None if value is None else keep(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        """Give the value back from its JSON text."""
        del dialect
        return None if value is None else json.loads(unkeep(value))


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC without a zone so that every database sorts it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time in UTC, without its zone."""
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time as aware UTC."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)
