"""MyBB as plain text: the card, `#3`, the date."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"mybb|\) ?\S{1,40} wrote:|^(?:threads|themen|konular|temas|discussioni|темы|sujets) ?:"
SKINS = (Skin(engine="mybb", headers=("RUN l{2,8} f? (?:nd|dn) f{0,2}",), weight=1.75, marks=MARKS),)
