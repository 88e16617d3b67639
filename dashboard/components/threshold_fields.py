"""A slider a label with a number field beside it: both hold the same threshold, in per cent."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analyzer.labels import LABELS, Label

_LOWEST, _HIGHEST, _STEP = 0.0, 100.0, 0.5


def fields(label: Label, *, in_force: float, number: int) -> float:
    """Show the fields of a label and give the threshold that they hold (0 to 1); `number` is that of the draft."""
    slider, field = _keys(label.name, number)
    for key in (slider, field):
        st.session_state.setdefault(key, as_shown(in_force))
    bar, typed = st.columns([3, 2], vertical_alignment="bottom")
    bar.slider(
        f"Threshold for {label.name} in %", _LOWEST, _HIGHEST, step=_STEP, key=slider, format="%.2f",
        on_change=_follow, args=(field, slider),
    )  # fmt: skip
    typed.number_input(
        f"Threshold for {label.name} in %, as a number", _LOWEST, _HIGHEST, step=_STEP, key=field, format="%.2f",
        label_visibility="collapsed", on_change=_follow, args=(slider, field),
    )  # fmt: skip
    shown: float = st.session_state[field]
    # Untouched fields stand for what is in force to the last digit, also where they show fewer.
    return in_force if shown == as_shown(in_force) else round(shown / 100, 4)


def fill(thresholds: Mapping[str, float], *, number: int) -> None:
    """Put thresholds (0 to 1) into the fields of a draft."""
    for label in LABELS:
        if label.name in thresholds:
            for key in _keys(label.name, number):
                st.session_state[key] = as_shown(thresholds[label.name])


def as_shown(threshold: float) -> float:
    """Give a threshold in per cent as the fields hold it, with two digits."""
    return round(threshold * 100, 2)


def _keys(label: str, number: int) -> tuple[str, str]:
    return f"slide-{label}-{number:d}", f"number-{label}-{number:d}"


def _follow(follower: str, leader: str) -> None:
    st.session_state[follower] = st.session_state[leader]
