"""Rows of a table of posts, from JSON lines, CSV and Parquet, under our own column names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice, takewhile
from typing import Any

from analyzer.dates import parse_date
from analyzer.errors import DataError
from analyzer.options import COLUMNS
from analyzer.source import Source, SourceKind
from analyzer.thread import Problem

Row = Mapping[str, Any]
Report = Callable[[Problem], None]

DELIMITERS = ",;\t|"
# A post of a million words is no post; the csv module holds a cell in memory whole.
MAX_CELL = 8 * 1024 * 1024
MAX_HEADER = 64 * 1024
# Lines one by one: a list of all of them takes as much memory again as the file.
LINE = re.compile(r"[^\n]*(?:\n|\Z)")
# Rows of JSON that are looked at for the names of their columns.
HEADER_ROWS = 100
# What a Parquet file may unpack to.
MAX_UNPACKED = 512 * 1024 * 1024
BATCH = 1024
# A column of numbers with gaps in it is written as fractions by pandas: `7.0`.
FRACTION = re.compile(r"^(\d{1,18})\.0$")
NUMBERS = frozenset({"post_id", "reply_to", "thread_id"})
# Unix times of this size are milliseconds, not seconds: as seconds they lie after the year 5000.
LEAST_UNIX = 100_000_000  # March 1973; smaller numbers are years or counts.
MILLISECONDS = 100_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table with its place in the file, for what has to be said of it."""

    row: Row
    where: str


def header(source: Source) -> tuple[str, ...] | None:
    """Give the names of a table's columns, `None` where the source is no table."""
    if source.kind is SourceKind.PARQUET:
        return tuple(_parquet(source).schema_arrow.names)
    if source.kind is SourceKind.JSON:
        # Exports leave out what a row has not: an answer's column is not in the first post.
        first = list(islice(_json_rows(source), HEADER_ROWS))
        return tuple(dict.fromkeys(str(key) for row in first for key in row)) if first else None
    if source.kind is SourceKind.TEXT:
        return _csv_header(source)
    return None


def lines(source: Source, report: Report) -> Iterator[Line]:
    """Give the rows of a table, under the file's own column names; what is no row is reported and left out."""
    if source.kind is SourceKind.PARQUET:
        yield from _parquet_lines(source)
    elif source.kind is SourceKind.JSON:
        yield from _json_lines(source, report)
    else:
        yield from _csv_lines(source, report)


def places(source: Source) -> Mapping[str, str]:
    """Give our column names with those of the file, for the columns it has.

    Raises `DataError` naming the columns found where one that was asked for, or the words of the posts, is not there.
    """
    found = header(source) or ()
    by_key = {name.strip().lstrip("\ufeff").casefold(): name for name in reversed(found)}
    asked = source.options.columns
    known = {ours: by_key[theirs] for ours in COLUMNS if (theirs := asked.get(ours, ours).casefold()) in by_key}
    missing = [theirs for ours, theirs in asked.items() if ours not in known]
    if "text" not in known and "text" not in asked:
        missing.append("text")
    if missing:
        raise DataError(
            f"there is no column {', '.join(map(repr, missing))}; the columns are {', '.join(map(repr, found[:40])) or 'none'}",
            where=source.name,
            remedy="name them with --columns, as in text=body,author=user_name",
        )
    return known


def moment(value: Any) -> datetime | None:
    """Give the instant of a cell: a time, a text that names one, or Unix seconds or milliseconds; without a zone as UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    try:
        number = float(text)
        if abs(number) < LEAST_UNIX:
            return parse_date(text)
        return datetime.fromtimestamp(number / 1000 if abs(number) >= MILLISECONDS else number, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return parse_date(text)


def cell(value: Any) -> str | None:
    """Give a cell as text, `None` where it holds nothing; whole numbers that became fractions are whole again."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124  Not a number, as pandas writes what is missing.
            return None
        value = int(value) if value.is_integer() else value
    return str(value).strip() or None


def _csv_header(source: Source) -> tuple[str, ...] | None:
    head = source.text[:MAX_HEADER].lstrip("\ufeff\n")
    line = head.partition("\n")[0]
    delimiter = max(DELIMITERS, key=line.count)
    if not line.count(delimiter):
        return None
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter), ()))
    except csv.Error:
        return None


def _csv_lines(source: Source, report: Report) -> Iterator[Line]:
    names = _csv_header(source) or ()
    text = source.text.lstrip("\ufeff\n")
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    before = csv.field_size_limit(MAX_CELL)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        next(rows, None)
        while True:
            where = f"{source.name}, line {rows.line_num + 1}"
            try:
                row = next(rows, None)
            except csv.Error as error:
                report(
                    Problem(what=f"this row cannot be read ({error})", where=where, remedy="close its quotation marks")
                )
                continue
            if row is None:
                return
            if any(cell.strip() for cell in row):
                yield Line(row=dict(zip(names, row, strict=False)), where=where)
    finally:
        csv.field_size_limit(before)


def _json_rows(source: Source) -> Iterator[Row]:
    """Give the rows with which a table in JSON begins, of a list or of one a line; none where the source is another document."""
    if isinstance(source.json, list):
        yield from takewhile(lambda row: isinstance(row, dict), source.json)
    elif isinstance(source.json, dict):
        # One object: the row of a table of one, where it stands on one line. It is parsed already.
        if isinstance(source.first_line, dict):
            yield source.first_line
    elif isinstance(source.first_line, dict):
        yield from (line.row for line in _json_lines(source, lambda _: None))


def _json_lines(source: Source, report: Report) -> Iterator[Line]:
    if isinstance(source.json, list):
        for number, row in enumerate(source.json, start=1):
            where = f"{source.name}, row {number}"
            if isinstance(row, dict):
                yield Line(row=row, where=where)
            else:
                report(Problem(what="the row is no JSON object", where=where, remedy="give one object a row"))
        return
    for number, match in enumerate(LINE.finditer(source.text), start=1):
        line = match.group()
        if not line.strip():
            continue
        where = f"{source.name}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield Line(row=row, where=where)
        else:
            report(Problem(what="the line is no JSON object", where=where, remedy="give one object a line"))


def _parquet(source: Source) -> Any:
    import pyarrow as pa  # noqa: PLC0415  0.2 s that no other format needs.
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(io.BytesIO(source.data))
        groups = range(file.metadata.num_row_groups)
        unpacked = sum(file.metadata.row_group(number).total_byte_size for number in groups)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(source) from error
    if unpacked > MAX_UNPACKED:
        raise DataError(
            f"the table unpacks to more than {MAX_UNPACKED // 2**20} MiB",
            where=source.name,
            remedy="give it in several files",
        )
    return file


def _parquet_lines(source: Source) -> Iterator[Line]:
    import pyarrow as pa  # noqa: PLC0415  As above.

    file = _parquet(source)
    names = sorted(set(places(source).values()))
    number = 0
    try:
        for batch in file.iter_batches(batch_size=BATCH, columns=names):
            for row in batch.to_pylist():
                number += 1
                yield Line(row=row, where=f"{source.name}, row {number}")
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(source) from error


def _damaged(source: Source) -> DataError:
    return DataError("this Parquet file is damaged", where=source.name, remedy="write it again")


def values(line: Line, known: Mapping[str, str], names: Sequence[str]) -> dict[str, str | None]:
    """Give the cells of a row under our names, as text; numbers of posts that became fractions are whole again."""
    found = {ours: cell(line.row.get(known[ours])) if ours in known else None for ours in names}
    return {ours: FRACTION.sub(r"\1", text) if text and ours in NUMBERS else text for ours, text in found.items()}
