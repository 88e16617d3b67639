"""XenForo 2 as plain text: a card, the date, `#3`; or date and number above the card."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

SKINS = (
    Skin(engine="xenforo2", headers=("RUN l{1,12} f{0,6} [dn]{1,3} [fdrn]{0,4}",), weight=1.5),
    Skin(engine="xenforo2", headers=("d [fr]{0,4} n f{0,3} i? NAME [srit]{0,5} l{1,12} f{0,3}",), weight=1.8),
)
