"""vBulletin 3, 4 and 5 as plain text: date and number, then the name with its card; or the card first."""

from __future__ import annotations

from analyzer.quotes.late import late
from analyzer.skins.base import Skin

COMMENTER = late(r"(.{1,60}?) commented")
MARKS = r"vbulletin|join date|originally posted by|view public profile"
SKINS = (
    Skin(
        engine="vbulletin3",
        headers=("d f{0,3} n f{0,3} NAME f? [srt]{0,6}? f{0,2} l{1,12} f{0,3}",),
        weight=1.9,
        marks=MARKS,
    ),
    # Guests have no card, and of a post that was removed its author is left.
    Skin(
        engine="vbulletin3",
        headers=(
            "d f{0,3} n f{0,3} NAME f{0,8} [srt]{0,6}? f{0,2} l{1,12} f{0,3}",
            "d f{0,3} n f{0,3} NAME r f{0,3}",
            "d NAME x",
        ),
        weight=1.9,
        marks=MARKS,
        needs_marks=True,
    ),
    Skin(engine="vbulletin3", headers=("NAME n d [sr]{0,4} l{1,4} f{0,3}",), weight=1.8, marks=MARKS),
    Skin(
        engine="vbulletin4",
        headers=(
            "d f{0,3} n f{0,3} NAME f{1,8} [srt]{0,6}? f{0,2} l{1,12} f{0,3}",
            "d f{0,3} n f{0,3} NAME f{1,8} [sr]{0,3}",
            "d f{0,3} n f{0,3} NAME r f{0,3}",
            "d NAME x",
        ),
        weight=1.9,
        marks=MARKS,
    ),
    Skin(engine="vbulletin4", headers=("NAME f{2,8} [sr]{0,4} l{0,8} d n",), weight=1.8, marks=MARKS),
    Skin(
        engine="vbulletin5",
        headers=("RUN l{1,8} f{0,4} n [st]? d f{0,3}", "n 0? NAME d f?"),
        weight=1.8,
        author=COMMENTER,
        marks=MARKS,
    ),
)
