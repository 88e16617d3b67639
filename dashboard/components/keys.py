"""Buttons with a key: the words, the key that presses it, and how it says that it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A button of ours: `said` are constant words, `key` one letter or digit that Streamlit prints on it.

    Streamlit keeps C and R to itself. Letters and digits alone are no command of a browser; `/` and `'` open the search
    of Firefox.
    """

    name: str
    said: str
    key: str | None = None
    is_chosen: bool = False
    is_main: bool = False

    @property
    def words(self) -> str:
        """The words on the button, with a sign where it is chosen: the colour alone would not be enough."""
        return f"✓ {self.said}" if self.is_chosen else self.said


def button(
    key: Key, on_click: Callable[..., None], *arguments: Any, disabled: bool = False, stretch: bool = False
) -> None:
    """Show a button that calls `on_click` when it is clicked or its key is pressed."""
    kind: Literal["primary", "secondary"] = "primary" if key.is_chosen or key.is_main else "secondary"
    st.button(
        f"{key.words}",
        key=key.name,
        shortcut=None if disabled else key.key,
        type=kind,
        on_click=on_click,
        args=arguments,
        disabled=disabled,
        width="stretch" if stretch else "content",
    )
