"""XenForo 1 as plain text: the card above the words, `NAME, DATE #3` below them."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"xenforo|likes received|trophy points"
SKINS = (Skin(engine="xenforo1", headers=("BY(j) f{0,3} n? f{0,8}",), weight=1.6, marks=MARKS, signed=True),)
