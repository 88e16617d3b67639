"""Draws that give the same answer each time and cannot be guessed: keyed hashes instead of chance."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from analyzer.store import settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

_KEY_SETTING = "draw_key"


def draw(key: bytes, *parts: str | int) -> float:
    """Give a number from 0 to below 1 for some parts: even over all parts, and known only to who holds the key."""
    # JSON and not a join: ("a", "b c") and ("a b", "c") are different draws.
    digest = hmac.new(key, json.dumps(parts).encode("ascii"), hashlib.sha256).digest()
    # 53 bits: as many as a float holds exactly, so that it never rounds up to 1.
    return (int.from_bytes(digest[:8], "big") >> 11) / 2**53


def kept_key(connection: Connection) -> bytes | None:
    """Give this store's key for draws, or `None` where it has not been made."""
    return settings.kept_secret(connection, _KEY_SETTING)


def key(connection: Connection) -> bytes:
    """Give this store's key for draws, made at random the first time."""
    return settings.secret(connection, _KEY_SETTING)
