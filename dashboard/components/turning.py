"""Turning the pages of a list whose end is not counted: the number stands in the link, and other filters begin at its first."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard.components.markup import show, tag

_PAGE = re.compile("[1-9][0-9]{0,2}")


def page_number(name: str, asked: Hashable, *, most: int) -> int:
    """Give the page of the list of this name that the link names, 1 where it names none or something else is asked for now."""
    key = f"what the list {name} was kept to"
    before = st.session_state.get(key, asked)
    st.session_state[key] = asked
    if before != asked and "page" in st.query_params:
        del st.query_params["page"]
    given = st.query_params.get("page", "")
    return min(int(given), most) if _PAGE.fullmatch(given) else 1


def links(number: int, *, screen: str, keys: Sequence[str], has_more: bool, of: str) -> None:
    """Show links to the pages before and after, which keep what else of `keys` stands in the link; none where there is one."""
    steps = [(number - 1, "Previous page", number > 1), (number + 1, "Next page", has_more)]
    found = [tag("a", said, href=_address(screen, keys, to)) for to, said, is_there in steps if is_there]
    if found:
        show(tag("div", *found, class_="fa-turn", role="navigation", aria_label=f"Pages of {of}"))


def _address(screen: str, keys: Sequence[str], number: int) -> str:
    kept = {name: st.query_params[name] for name in keys if name in st.query_params}
    return f"{screen}?{urlencode({**kept, 'page': str(number)})}"
