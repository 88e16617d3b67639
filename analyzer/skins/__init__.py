"""How each engine's pages look as plain text, one file an engine or family; found by looking, not listed."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.skins.base import Skin


@cache
def all_skins() -> tuple[Skin, ...]:
    """Give every skin: each module of this package with `SKINS`, in the order of their names."""
    found: list[Skin] = []
    for module in pkgutil.iter_modules(__path__):
        found.extend(getattr(importlib.import_module(f"{__name__}.{module.name}"), "SKINS", ()))
    return tuple(found)
