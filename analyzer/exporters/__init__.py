"""Exporters: one file a format, found by looking into this folder."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING

from analyzer.errors import ExportError
from analyzer.exporters.base import Exporter, JsonValue, Row, write_file
from analyzer.exporters.rows import post_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Exporter", "JsonValue", "Row", "exporter", "names", "post_rows", "write_file"]


def names() -> tuple[str, ...]:
    """Give the names of all formats, in order."""
    return tuple(sorted(_found()))


def exporter(name: str) -> Exporter:
    """Give the exporter of a name.

    Raises:
        ExportError: No format has that name.
    """
    found = _found()
    if name not in found:
        raise ExportError(
            f"no format is named {name[:40]!r}", where="export", remedy=f"use one of {', '.join(sorted(found))}"
        )
    return found[name]


@cache
def _found() -> Mapping[str, Exporter]:
    found: dict[str, Exporter] = {}
    for module in iter_modules(__path__, prefix=f"{__name__}."):
        one = getattr(import_module(module.name), "EXPORTER", None)
        if not isinstance(one, Exporter):
            continue
        if one.name in found:
            raise ExportError(
                f"two formats are named {one.name!r}", where=module.name, remedy="give one of them another name"
            )
        found[one.name] = one
    return MappingProxyType(found)
