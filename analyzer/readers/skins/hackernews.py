"""Hacker News and Reddit as plain text: name and age of the comment."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

MARKS = r"hacker news|\[[-–]\]|children\)"
SKINS = (
    Skin(engine="hackernews", headers=("BY(h) f{0,4}", "NAME d f{1,4}"), weight=1.2, marks=MARKS),
)
