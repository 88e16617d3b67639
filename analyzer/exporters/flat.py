"""Rows with one value a column, for formats that have columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeGuard

from analyzer.errors import ExportError
from analyzer.labels import LABEL_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analyzer.exporters.base import JsonValue, Row

SCORES = "scores"
LABELS = "labels"


def flat_rows(rows: Iterable[Row]) -> Iterator[dict[str, JsonValue]]:
    """Give rows that all have the columns of the first one; its `scores` become a `score_<label>` column each.

    All labels of the label guide get their column, so that a first row without scores costs the later ones nothing.

    Raises:
        ExportError: A later row has a column that the first one has not: what was written cannot be given it.
    """
    columns: dict[str, None] | None = None
    for number, row in enumerate(rows, start=1):
        given = _flat(row)
        if columns is None:
            columns = _columns(row)
        unknown = given.keys() - columns.keys()
        if unknown:
            raise ExportError(
                f"the column {min(unknown)!r} is not in the first row",
                where=f"row {number}",
                remedy="give all rows the same columns, or use jsonl",
            )
        yield {column: given.get(column) for column in columns}


def as_text(value: JsonValue, *, column: str) -> str:
    """Give a value as text: labels joined with a space, other nested values as JSON, times in ISO 8601, None empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if column == LABELS and is_texts(value):
        return " ".join(value)
    return as_json(value, where=f"column {column}")


def is_texts(value: JsonValue) -> TypeGuard[Sequence[str]]:
    """Tell whether a value is a list of texts."""
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, str) for one in value)


def as_json(value: JsonValue | Row, *, where: str) -> str:
    """Give a value as JSON on one line, times in ISO 8601.

    Raises:
        ExportError: It holds what JSON has no form for.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
        text.encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair has no UTF-8 form, but an escape in JSON.
        return json.dumps(value, allow_nan=False, default=_plain)
    except (TypeError, ValueError, RecursionError) as error:
        raise ExportError(
            f"a value has no form in JSON ({type(error).__name__})", where=where, remedy="leave the value out"
        ) from error
    # Some programs take these three for the end of a line.
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def writable(text: str) -> str:
    """Give the text with U+FFFD for what UTF-8 has no form for: halves of surrogate pairs."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _has_half(text) else text


def _has_half(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _columns(row: Row) -> dict[str, None]:
    columns: dict[str, None] = {}
    for name, value in row.items():
        if name == SCORES and (value is None or isinstance(value, Mapping)):
            columns |= dict.fromkeys(f"score_{label}" for label in (*LABEL_NAMES, *(value or {})))
        else:
            columns[name] = None
    return columns


def _flat(row: Row) -> dict[str, JsonValue]:
    given: dict[str, JsonValue] = {}
    for name, value in row.items():
        if name == SCORES and (value is None or isinstance(value, Mapping)):
            given |= {f"score_{label}": number for label, number in (value or {}).items()}
        else:
            given[name] = value
    return given


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError
