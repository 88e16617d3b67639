"""Rows as Parquet: typed columns for pandas, Spark, DuckDB and the like."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from analyzer.errors import ExportError
from analyzer.exporters.flat import as_text, flat_rows, is_texts, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analyzer.exporters.base import JsonValue, Row

# Rows a group: at some 2 KB a post a few MB in memory, and few enough groups to read fast.
_GROUP = 2000
_SCORE = "score_"


class Parquet:
    """Parquet with zstd: a `score_<label>` column a label, `labels` as a list of texts, other nested values as JSON.

    The first 2,000 rows decide the columns' types; a column without any value there is text.
    """

    name = "parquet"
    suffix = ".parquet"

    def write(self, rows: Iterable[Row], stream: BinaryIO) -> int:
        """Write the rows in groups of 2,000, each handed on when full; see `Exporter.write`."""
        # Here and not above: the library takes longer to load than the other formats take to write.
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        given = flat_rows(rows)
        group = list(islice(given, _GROUP))
        columns = list(group[0]) if group else []
        schema = pa.schema([(writable(name), _type(name, [row[name] for row in group])) for name in columns])
        written = 0
        sink = pa.PythonFile(_Counted(stream), mode="w")
        with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
            while group:
                arrays = [
                    _array([row[name] for row in group], kind=schema.field(place).type, name=name, before=written)
                    for place, name in enumerate(columns)
                ]
                writer.write_table(pa.table(arrays, schema=schema))
                stream.flush()
                written += len(group)
                group = list(islice(given, _GROUP))
        stream.flush()
        return written


class _Counted:
    """A stream that knows its place by counting, so that a pipe will do, and that is left open."""

    def __init__(self, stream: BinaryIO) -> None:
        self.closed = False
        self._stream = stream
        self._place = 0

    def write(self, data: Any) -> int:
        self._stream.write(bytes(data))
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        return self._place

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        self.closed = True


def _type(name: str, values: Sequence[JsonValue]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 (as above)

    there = [value for value in values if value is not None]
    if name.startswith(_SCORE) and not there:
        return pa.float64()
    if name == "labels" and all(is_texts(value) for value in there):
        return pa.list_(pa.string())
    by_kinds = {
        frozenset({bool}): pa.bool_(),
        frozenset({int}): pa.int64(),
        frozenset({float}): pa.float64(),
        frozenset({int, float}): pa.float64(),
        frozenset({datetime}): pa.timestamp("us", tz="UTC"),
    }
    return by_kinds.get(frozenset(map(type, there)), pa.string())


def _array(values: Sequence[JsonValue], *, kind: Any, name: str, before: int) -> Any:
    import pyarrow as pa  # noqa: PLC0415 (as above)

    try:
        if pa.types.is_string(kind):
            return pa.array([None if value is None else _text(value, column=name) for value in values], type=kind)
        if pa.types.is_list(kind):
            return pa.array([_texts(value) for value in values], type=kind)
        return pa.array(values, type=kind)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise ExportError(
            f"a value of the column {name!r} is not of its type, {kind}",
            where=f"rows {before + 1} to {before + len(values)}",
            remedy="give a column one type, or use jsonl",
        ) from error


def _text(value: JsonValue, *, column: str) -> str:
    return writable(as_text(value, column=column))


def _texts(value: JsonValue) -> list[str] | None:
    if value is None:
        return None
    if not is_texts(value):
        raise TypeError
    return [writable(one) for one in value]


EXPORTER = Parquet()
