"""XenForo 2 as plain text: a card, the date, `#3`; or date and number above the card."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"click to expand|xenforo|reaction score"
SKINS = (
    Skin(
        engine="xenforo2",
        headers=(
            "RUN l{1,12} [lsir0]{0,10}? f{0,6} d [fr]{0,4} n [fdr]{0,4}",
            "RUN d 0{1,6} [lsir0]{0,10}? f{0,6} d [fr]{0,4} n [fdr]{0,4}",
            "RUN l{1,3} [fr]{0,4} n d e? [fdr]{0,4}",
            "RUN d [fr]{0,4} n [fdr]{0,4}",
            "d f{0,4} n [fdr]{0,4}",
            "RUN d x",
        ),
        weight=1.6,
        marks=MARKS,
    ),
    Skin(
        engine="xenforo2",
        headers=("d [fr]{0,4} n f{0,3} i? NAME [srit]{0,8} (?:l{1,12}|0{1,6}|d0{1,6}) f{0,3}",),
        weight=1.8,
        marks=MARKS,
    ),
)
