"""What a reader must be told because a file cannot say it: how bodies are written, and which column holds what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from analyzer.errors import DataError

# The columns of a table of posts; `text` alone must be there.
COLUMNS = ("thread_id", "post_id", "author", "created_at", "text", "reply_to", "thread_title")


class Body(StrEnum):
    """How the text of a post is written."""

    PLAIN = "plain"
    BBCODE = "bbcode"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How tables of posts are to be read (JSON lines, CSV, Parquet); pages and exports of forums say it themselves.

    `columns` maps our names to those of the file where they differ: `{"text": "body", "author": "user_name"}`.
    """

    body: Body = Body.PLAIN
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def columns(text: str) -> Mapping[str, str]:
    """Give the column map that is written as `text=body,author=user_name`; raises `DataError` where it is none."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if ours not in COLUMNS or not equals or not theirs:
            raise DataError(
                f"{pair!r} names no column",
                where="--columns",
                remedy=f"write OURS=THEIRS, where OURS is one of {', '.join(COLUMNS)}",
            )
        found[ours] = theirs
    return MappingProxyType(found)


DEFAULT = ReadOptions()
