"""Vanilla as plain text: name, date, note of an edit."""

from __future__ import annotations

from analyzer.skins.base import Skin

MARKS = r"vanilla|howdy, stranger"
SKINS = (Skin(engine="vanilla", headers=("NAME [r0l]{0,4} d e? (?:is)?",), weight=0.45, marks=MARKS, needs_marks=True),)
