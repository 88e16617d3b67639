"""Hacker News and Reddit as plain text: name and age of the comment."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

MARKS = r"hacker news|\[[-–]\]|children\)"
SKINS = (
    Skin(engine="hackernews", headers=("BY(h) f{0,4}",), weight=1.2, marks=MARKS),
    Skin(engine="hackernews", headers=("NAME d f{0,4}",), weight=0.45, marks=MARKS),
)
