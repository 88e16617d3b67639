"""Hacker News and Reddit as plain text: name and age of the comment."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"hacker\snews"
REDDIT = r"\[[-\u2013]\]|\d children\)|\br/\w"
SKINS = (
    Skin(engine="hackernews", headers=("BY(h) f{0,4}",), weight=1.2, marks=MARKS),
    Skin(engine="reddit", headers=("BY(hR) f{0,4}",), weight=1.21, marks=REDDIT, needs_marks=True),
    Skin(engine="hackernews", headers=("NAME d f{0,4}",), weight=0.45, marks=MARKS, needs_marks=True),
)
