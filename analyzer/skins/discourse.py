"""Discourse as plain text: name, date, number."""

from __future__ import annotations

import re

from analyzer.quotes.late import late
from analyzer.skins.base import Skin

MARKS = r"discourse|\d likes?$"
SKINS = (
    Skin(
        engine="discourse",
        headers=("NAME [rb]{0,2} d 0", "BY(h) 0"),
        weight=1.7,
        marks=MARKS,
        author=late(r"(\S{1,60})(?: \(.{1,80}\)| closed)?", re.IGNORECASE),
    ),
)
