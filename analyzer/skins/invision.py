"""Invision 3 and 4 as plain text: the name and date twice, once for small screens."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = (
    r"invision|more sharing options|ip\.board|author stats|user\(s\) are reading this topic|\d guests?, \d+ anonymous"
)
SKINS = (
    Skin(engine="ipb4", headers=("d NAME [srl0d]{1,9}? f{0,3} n? f{0,2} d [f0]{0,3}",), weight=1.8, marks=MARKS),
    Skin(engine="ipb4", headers=("RUN [l0][l0srt]{0,10} d0?r? f{0,2} d0?r? f{0,2}",), weight=1.8, marks=MARKS),
    Skin(engine="ipb4", headers=("RUN [l0]{1,6} d 0? r? f{0,3}",), weight=1.1, marks=MARKS, needs_marks=True),
    Skin(engine="ipb3", headers=("RUN l{1,4} [sr]{0,2} d n? f{0,3}",), weight=1.3, marks=MARKS),
)
