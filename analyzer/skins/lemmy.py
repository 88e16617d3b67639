"""Lemmy as plain text: name, buttons, score, age."""

from __future__ import annotations

from analyzer.quotes.late import late
from analyzer.skins.base import Skin

MARKS = r"lemmy|fedilink"
SKINS = (
    Skin(
        engine="lemmy",
        headers=(
            "BY(L) [strui0f]{0,8}? L [0f]{0,3}",
            "BY(L) [0f]{0,3}",
            "NAME m? [ri]{0,3} f{0,3} s? f{0,2} 0 d f{0,2}",
        ),
        weight=1.7,
        # Who comes from another server has its name behind his.
        author=late(r"([^@]{1,60}?)(?:@[\w.-]{1,80})?"),
        marks=MARKS,
        needs_marks=True,
    ),
)
