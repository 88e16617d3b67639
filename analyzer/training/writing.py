"""Writes a report to a file that is whole or not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analyzer.exporters.base import write_file

if TYPE_CHECKING:
    from analyzer.exporters.base import Row


@dataclass(frozen=True, slots=True)
class _Report:
    """A text that is written as it is, as an exporter writes its rows."""

    text: str
    name: str = "report"
    suffix: str = ".html"

    def write(self, rows: Iterable[Row], stream: BinaryIO) -> int:
        """Write the text, and give how many rows there are: none."""
        del rows
        # Scraped words can hold halves of surrogate pairs, which UTF-8 has no bytes for.
        stream.write(f"{self.text.rstrip()}\n".encode("utf-8", "backslashreplace"))
        return 0


def write_text(text: str, path: Path) -> None:
    """Write a text to a file in UTF-8.

    Raises:
        ExportError: if the place cannot be written to.
    """
    write_file(_Report(text), (), path)
