"""Rows as JSON, one a line: nested values stay as they are, and any text comes back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from analyzer.exporters.flat import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analyzer.exporters.base import Row


class JsonLines:
    """JSON Lines (https://jsonlines.org): UTF-8, a line a row."""

    name = "jsonl"
    suffix = ".jsonl"

    def write(self, rows: Iterable[Row], stream: BinaryIO) -> int:
        """Write a line a row, each handed on at once; see `Exporter.write`."""
        written = 0
        for number, row in enumerate(rows, start=1):
            stream.write(as_json(dict(row), where=f"row {number}").encode() + b"\n")
            stream.flush()
            written = number
        return written


EXPORTER = JsonLines()
