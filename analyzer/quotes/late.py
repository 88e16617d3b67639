"""Patterns compiled when they are first used: those that hold a date in every language take 0.03 s each to compile."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern until one of its methods is asked for; that method is the pattern's own from then on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made_of = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._made_of), name)
        setattr(self, name, value)
        return value


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what `re.compile` gives, at no cost until it is used.

    The readers of copied text have fifty such patterns; compiled at import they cost every command a second.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))
