"""The script that keeps a followed link in its tab over the login, and goes to it once."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import followed

_NAME = "followed_link"
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def keep(address: str) -> None:
    """Keep the address that `dashboard.followed` gave, with the anchor that stands in the browser; an empty one forgets the last."""
    _mount({"keep": address})


def go() -> None:
    """Go to the kept address where the browser stands at the root, as it does after a login; it is forgotten anywhere."""
    _mount({"pattern": followed.PATTERN, "longest": followed.LONGEST, "lasts": 1000 * followed.LASTS})


def _mount(data: dict[str, str | int]) -> None:
    # The script is ours and the data is JSON beside it: nothing that came with a link is part of a script or of HTML.
    st.components.v2.component(_NAME, js=_SCRIPT)(data=data, key=_NAME, height=0)
