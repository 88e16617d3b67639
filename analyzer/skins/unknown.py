"""Forums no skin knows: a name with a date or a card, recurring; it counts for less than any other skin."""

from __future__ import annotations

from analyzer.skins.base import Skin

SKINS = (
    Skin(
        engine="plaintext",
        headers=(
            "RUN l{1,8} [dn]{0,3} f{0,3}",
            "NAME [rb0l]{0,4} d n? e? f{0,3}",
            "n NAME d? f{0,2}",
            "d n? NAME l{1,6}",
            "BY(ophkj) [dn]{0,2} f{0,3}",
        ),
        weight=0.4,
    ),
)
