"""Drupal as plain text: `Submitted by NAME on DATE`."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"drupal"
SKINS = (Skin(engine="drupal", headers=("BY(k) f{0,3}",), weight=1.6, marks=MARKS),)
