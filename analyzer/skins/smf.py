"""SMF as plain text: the card, the title, `« Reply #2 on: DATE »`."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"simple machines|powered by smf|logged|report to moderator"
SKINS = (
    Skin(engine="smf", headers=("RUN l{0,8} [rst0l]{0,6} f{0,3} [st]{0,2} g f{0,2}",), weight=1.8, marks=MARKS),
    Skin(engine="smf", headers=("RUN l{1,8} [rfst]{0,7}? n? d n? f{0,2}",), weight=1.5, marks=MARKS),
)
