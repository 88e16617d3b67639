"""Comments under articles as plain text: `NAME says:` and the date."""

from __future__ import annotations

from analyzer.skins.base import Skin

SKINS = (Skin(engine="commented", headers=("BY(o) d f{0,2}",), weight=1.6),)
