"""A person's own choices: which words are masked, quiet pages, a reminder after some time at the queue."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analyzer.labels import LABEL_NAMES
from dashboard import care
from dashboard.care import Care
from dashboard.components.markup import show, tag

_OTHER = "posts without a label"
_NEVER = 0
_MINUTES = (_NEVER, 15, 20, 30, 45, 60, 90)


def page() -> None:
    """Show the choices; each is kept as soon as it is made."""
    st.title("Care")
    show(
        tag(
            "p",
            "How you want to meet posts that may be hard to read. These are your own choices: nobody else sees them, and "
            "they hold wherever you work with this database. Nothing is claimed of their effect on health.",
            class_="fa-note",
        )
    )
    now = care.chosen()
    chosen = _masking(now)
    chosen = _quiet(chosen)
    chosen = _reminder(chosen)
    if chosen != now:
        care.choose(chosen)
        # The style and the menu were drawn by what was chosen before.
        st.rerun()


def _about(title: str, note: str) -> None:
    show(tag("h2", title), tag("p", note, class_="fa-note fa-faint"))


def _masking(now: Care) -> Care:
    _about(
        "Masking",
        "Words of these posts stay on the server until you ask for them (key M in the queue). M shows or masks them "
        "until it is pressed again or the page is loaded anew. Pages of whole threads are not masked.",
    )
    kept = [*sorted(now.masked, key=LABEL_NAMES.index), *((_OTHER,) if now.mask_others else ())]
    found = st.pills(
        "Mask posts flagged for", (*LABEL_NAMES, _OTHER), selection_mode="multi", default=kept, key="masked"
    )
    return replace(now, masked=frozenset(found) & set(LABEL_NAMES), mask_others=_OTHER in found)


def _quiet(now: Care) -> Care:
    _about(
        "Quiet mode",
        "The queue tells no numbers of quotes or of an author's other posts, all labels have the same colour, and nothing "
        "on the pages moves or fades. The overview, which is made of counts, shows them when you ask. Labels, "
        "scores and keys stay as they are.",
    )
    return replace(now, quiet=st.toggle("Quiet mode", value=now.quiet, key="quiet"))


def _reminder(now: Care) -> Care:
    _about(
        "Break reminder",
        "A line above the card once you have been at the queue for that long. Time without a key or a click counts for "
        "five minutes at most. Nobody but you is told.",
    )
    minutes = sorted({*_MINUTES, now.break_minutes})
    found = st.selectbox(
        "Remind me after", minutes, index=minutes.index(now.break_minutes), format_func=_said, key="minutes", width=260
    )
    return replace(now, break_minutes=found)


def _said(minutes: int) -> str:
    return f"{minutes:d} minutes" if minutes else "never"


with st.container(key="reading"):
    page()
