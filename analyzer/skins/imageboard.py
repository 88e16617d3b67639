"""Imageboards as plain text: `NAME DATE No.123`."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"quoted by:|view same|foolfuuka"
SKINS = (
    Skin(engine="4chan", headers=("BY(y) f{0,3}", "NAME d n f{0,3}"), weight=1.6),
    Skin(
        engine="foolfuuka",
        headers=("BY(y) f{0,3}", "NAME d n f{0,3}"),
        weight=1.65,
        marks=MARKS,
        needs_marks=True,
    ),
)
