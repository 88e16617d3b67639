"""Discuz as plain text: the card, the floor (`沙发`, `3#`), `发表于 DATE`."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"discuz|只看该作者|使用道具|发表于"
SKINS = (
    Skin(
        engine="discuz", headers=("RUN [l0] [lirs0f]{0,16}? n? d [fs]{0,5}",), weight=1.7, marks=MARKS, needs_marks=True
    ),
)
