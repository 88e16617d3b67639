"""NodeBB as plain text: name, `wrote on DATE last edited by NAME`, number."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"nodebb|last reply|oldest to newest"
SKINS = (
    Skin(engine="nodebb", headers=("RUN (?:m[sr]{0,2}){0,3} h? [d0]{0,2} w{1,2} d? n?",), weight=1.7, marks=MARKS),
)
