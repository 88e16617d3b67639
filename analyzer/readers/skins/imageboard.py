"""Imageboards as plain text: `NAME DATE No.123`."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

SKINS = (Skin(engine="imageboard", headers=("BY(y) f{0,3}", "NAME d n f{0,3}"), weight=1.6),)
