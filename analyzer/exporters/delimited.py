"""Rows as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING, BinaryIO

from analyzer.errors import ExportError
from analyzer.exporters.flat import as_text, flat_rows, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from analyzer.exporters.base import JsonValue, Row

# What spreadsheets take for the start of a formula, their full-width forms included, and what they cut a cell at
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_BREAKS = frozenset("\t\r\n")
_APOSTROPHE = "'"


def guard(text: str) -> str:
    """Give the text with an apostrophe before it where a spreadsheet could take it for a formula."""
    return _APOSTROPHE + text if _is_formula(text.lstrip(_APOSTROPHE)) else text


def unguard(cell: str) -> str:
    """Give the text as it was before `guard`."""
    return cell[1:] if cell.startswith(_APOSTROPHE) and _is_formula(cell.lstrip(_APOSTROPHE)) else cell


class Csv:
    """CSV after RFC 4180: UTF-8, CRLF, a header, a `score_<label>` column a label, labels joined with a space.

    Text that starts like a formula gets an apostrophe before it; numbers stay. What CSV readers cannot hold (NUL,
    halves of surrogate pairs) becomes U+FFFD; `jsonl` keeps it.
    """

    name = "csv"
    suffix = ".csv"

    def write(self, rows: Iterable[Row], stream: BinaryIO) -> int:
        """Write a header and a line a row, each handed on at once; see `Exporter.write`."""
        written = 0
        for number, row in enumerate(flat_rows(rows), start=1):
            if number == 1:
                stream.write(_line([guard(_clean(column)) for column in row]))
            stream.write(_line(_cells(row, number=number)))
            stream.flush()
            written = number
        return written


def _cells(row: Mapping[str, JsonValue], *, number: int) -> list[str]:
    try:
        return [_cell(value, column=column) for column, value in row.items()]
    except ExportError as error:
        raise ExportError(error.what, where=f"row {number}, {error.where}", remedy=error.remedy) from error


def _cell(value: JsonValue, *, column: str) -> str:
    text = as_text(value, column=column)
    if isinstance(value, (int, float)):
        return text
    return guard(_clean(text))


def _clean(text: str) -> str:
    return writable(text).replace("\x00", "\ufffd")


def _is_formula(text: str) -> bool:
    for character in text:
        if character in _FORMULA or character in _BREAKS:
            return True
        # Some programs trim blanks and invisible characters before they look for a formula.
        if unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}:
            return False
    return False


def _line(cells: list[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()


EXPORTER = Csv()
