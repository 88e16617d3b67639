"""Discourse as plain text: name, date, number."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

SKINS = (
    Skin(engine="discourse", headers=("NAME [sr]{0,2} d 0", "NAME [tr] d 0"), weight=1.6),
)
