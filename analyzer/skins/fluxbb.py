"""FluxBB and PunBB as plain text: number and date, name, card."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"fluxbb|punbb"
SKINS = (Skin(engine="fluxbb", headers=("n d NAME [sr]{0,3} l{0,6}",), weight=1.7, marks=MARKS),)
