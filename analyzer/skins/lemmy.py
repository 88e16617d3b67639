"""Lemmy as plain text: name, buttons, score, age."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"lemmy|fedilink"
SKINS = (
    Skin(
        engine="lemmy",
        headers=("NAME m? [ri]{0,3} f{0,3} s? f{0,2} 0 d f{0,2}",),
        weight=1.7,
        marks=MARKS,
        needs_marks=True,
    ),
)
