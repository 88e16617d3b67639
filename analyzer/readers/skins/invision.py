"""Invision 3 and 4 as plain text: the name and date twice, once for small screens."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

SKINS = (
    Skin(engine="ipb4", headers=("NAME [sr0]{0,3} d NAME [srl0d]{0,9} f{0,3} n? f{0,2} d f{0,3}",), weight=1.9),
    Skin(engine="ipb4", headers=("RUN [l0]{1,6} [srl0d]{0,8} f{0,3} n? f{0,2} d n? f{0,3}",), weight=1.3),
)
