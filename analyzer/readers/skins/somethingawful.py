"""Something Awful as plain text: the name, the day of registration, and the date below the words."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

SKINS = (Skin(engine="somethingawful", headers=("NAME r? d",), weight=1.0),)
