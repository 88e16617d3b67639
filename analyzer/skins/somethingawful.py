"""Something Awful as plain text: the name, the day of registration, and the date below the words."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"rap sheet|post history"
SKINS = (Skin(engine="somethingawful", headers=("NAME r? d",), weight=0.45, marks=MARKS, needs_marks=True),)
