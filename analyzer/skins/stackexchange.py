"""Stack Exchange as plain text: `answered DATE` and the name stand below the words."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"stack ?exchange|stack ?overflow|improve this answer"
SKINS = (Skin(engine="stackexchange", headers=("a NAME [0srlt]{0,12}",), weight=2.2, marks=MARKS, signed=True),)
