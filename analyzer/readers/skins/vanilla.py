"""Vanilla as plain text: name, date, note of an edit."""

from __future__ import annotations

from analyzer.readers.skins.base import Skin

SKINS = (Skin(engine="vanilla", headers=("NAME [r0l]{0,4} d e? (?:is)?",), weight=1.0),)
