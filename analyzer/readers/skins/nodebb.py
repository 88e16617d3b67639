"""NodeBB as plain text: name, `wrote on DATE last edited by NAME`, number."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

SKINS = (Skin(engine="nodebb", headers=("NAME [sr]{0,3} d? 0? [dw]{1,3} n?",), weight=1.6),)
