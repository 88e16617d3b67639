"""Ids made from what a page says, for pages that give none of their own: the same words give the same id."""

from __future__ import annotations

import hashlib


def digest(*parts: str | None) -> str:
    """Give 12 hex digits that depend on the parts' words, not on their white space."""
    text = "\x1f".join(" ".join((part or "").split()) for part in parts)
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:12]
