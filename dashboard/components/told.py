"""What became of a click, told once: a callback keeps it, and the page that runs after it shows it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.components import notes

_KEPT = "what became of the last click"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    sentence: str
    is_refused: bool


def keep(sentence: str, *, is_refused: bool = False) -> None:
    """Keep what was done, or why it could not be, for the page to tell."""
    st.session_state[_KEPT] = _Told(sentence=sentence, is_refused=is_refused)


def show_once() -> None:
    """Show what was kept, if anything was, and forget it."""
    told: _Told | None = st.session_state.pop(_KEPT, None)
    if told is not None:
        (notes.refused if told.is_refused else notes.said)(told.sentence)
