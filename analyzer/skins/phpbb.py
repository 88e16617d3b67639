"""phpBB as plain text: `by NAME » DATE`, or the card and `Posted: DATE`."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"phpbb|post subject:|back to top"
SKINS = (
    Skin(engine="phpbb3", headers=("BY(p) f{0,3}",), weight=2.0, marks=MARKS),
    Skin(engine="phpbb2", headers=("RUN l{1,8} d u?", "RUN d u"), weight=1.7, marks=MARKS),
    Skin(engine="phpbb3", headers=("NAME u [stq]? d [srf]{0,3} l{0,8}",), weight=2.0, marks=MARKS),
)
