"""Rows as an aligned table to read in a terminal, in which no text can play tricks."""

from __future__ import annotations

import unicodedata
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from analyzer.exporters.flat import as_text, flat_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from analyzer.exporters.base import JsonValue, Row

# Rows that decide the widths: a first screen or two.
_LOOKED_AT = 100
# Columns of the terminal that a cell may take.
_WIDEST = 40
# Characters of a cell that are looked at at all; marks that take no room could go on for ever.
_LONGEST = 4 * _WIDEST
_GAP = "  "
_CUT = "…"
_JOINERS = frozenset("\u200c\u200d")
_WHITE = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x85\u2028\u2029", " "))


class Table:
    """A table of aligned columns: UTF-8, a header, cells of 40 columns at most, line breaks as blanks.

    Control characters, direction marks and the like are shown as their escapes. The widths come of the first 100 rows.
    """

    name = "table"
    suffix = ".txt"

    def write(self, rows: Iterable[Row], stream: BinaryIO) -> int:
        """Write a header and a line a row, each handed on at once after the first 100; see `Exporter.write`."""
        given = flat_rows(rows)
        first = list(islice(given, _LOOKED_AT))
        if not first:
            return 0
        columns = list(first[0])
        widths = {
            column: max(_width(shown(column)), *(_width(_cell(row[column], column=column)) for row in first))
            for column in columns
        }
        numbers = {
            column: all(row[column] is None or isinstance(row[column], (int, float)) for row in first)
            for column in columns
        }
        stream.write(_line({column: shown(column) for column in columns}, widths=widths, right=numbers))
        stream.write(_line({column: "─" * widths[column] for column in columns}, widths=widths, right=numbers))
        written = 0
        for row in chain(first, given):
            cells = {column: _cell(value, column=column) for column, value in row.items()}
            stream.write(_line(cells, widths=widths, right=numbers))
            stream.flush()
            written += 1
        return written


def shown(text: str, *, width: int = _WIDEST) -> str:
    """Give text that is safe to print on one line, cut to a width in terminal columns."""
    safe = "".join(map(_shown, text[: _LONGEST + 1].translate(_WHITE)))
    return cut(safe, width=width) if len(text) <= _LONGEST else cut(f"{safe}{_CUT}", width=width)


def cut(text: str, *, width: int) -> str:
    """Give the text, or as much of it as fits a width in terminal columns with `…` behind it."""
    if _width(text) <= width:
        return text
    taken: list[str] = []
    room = width - 1
    for character in text:
        room -= _width(character)
        if room < 0:
            break
        taken.append(character)
    return "".join(taken) + _CUT


def _cell(value: JsonValue, *, column: str) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return shown(as_text(value, column=column))


def _shown(character: str) -> str:
    # Cc, Cf, Cs, Co, Cn: control, format (direction marks among them), surrogate, private, unassigned. Joiners stay:
    # Persian, Hindi and many emoji are not spelled without them.
    if unicodedata.category(character)[0] != "C" or character in _JOINERS:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _width(text: str) -> int:
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"} or character in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _line(cells: Mapping[str, str], *, widths: Mapping[str, int], right: Mapping[str, bool]) -> bytes:
    padded = []
    for column, text in cells.items():
        fitting = cut(text, width=widths[column])
        blank = " " * (widths[column] - _width(fitting))
        padded.append(blank + fitting if right[column] else fitting + blank)
    return (_GAP.join(padded).rstrip() + "\n").encode()


EXPORTER = Table()
