"""The filters of the queue: fields whose values stand in the link, so that a colleague sees the same queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from analyzer.labels import LABEL_NAMES, LABELS
from analyzer.language import language_name
from analyzer.store import Filters, State
from dashboard.components.days import FIRST, LAST
from dashboard.components.keys import Key, button
from dashboard.components.markup import line, show, tag

ANY = "any"
_SUBTYPES = tuple(subtype.name for label in LABELS for subtype in label.subtypes)
_LOWEST, _HIGHEST = 0, 100
# What each field holds when it keeps nothing out; the keys are the names in the link.
_OPEN: Mapping[str, Any] = {
    "label": ANY,
    "subtype": ANY,
    "state": ANY,
    "score": (_LOWEST, _HIGHEST),
    "thread": "",
    "author": "",
    "language": "",
    "since": None,
    "until": None,
}


def queue_filters(states: Sequence[State]) -> Filters:
    """Show the fields, with `states` to choose from, and give what they keep the queue to."""
    with st.expander("Filters"):
        first, second = st.columns(4), st.columns(4)
        label = first[0].selectbox("Label", (ANY, *LABEL_NAMES), key="label", bind="query-params")
        subtype = first[1].selectbox("Subtype", (ANY, *_SUBTYPES), key="subtype", bind="query-params")
        low, high = first[2].slider(
            "Score in %", _LOWEST, _HIGHEST, (_LOWEST, _HIGHEST), key="score", bind="query-params"
        )
        names = (ANY, *(state.value for state in states))
        state = first[3].selectbox("State", names, key="state", bind="query-params", disabled=not states)
        author = second[0].text_input("Author", key="author", bind="query-params", max_chars=200)
        thread = second[1].text_input("Thread (its id)", key="thread", bind="query-params", max_chars=500)
        with second[2]:
            since, until = _days()
        language = second[3].text_input(
            "Language (two letters, as en)", key="language", bind="query-params", max_chars=3
        )
    return Filters(
        label=None if label == ANY else label,
        subtype=None if subtype == ANY else subtype,
        thread_id=thread.strip() or None,
        author=author.strip() or None,
        since=since,
        until=until,
        language=language.strip().lower() or None,
        low=low / 100 if low > _LOWEST else None,
        high=high / 100 if high < _HIGHEST else None,
        states=tuple(kept for kept in states if kept.value == state),
    )


def clear() -> None:
    """Open all filters."""
    for key, value in _OPEN.items():
        st.session_state[key] = value


def in_words(filters: Filters) -> None:
    """Say what the queue is kept to, with a button that opens it again; nothing where it holds all."""
    kept = _kept(filters)
    if not kept:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        parts = [tag("li", f"{name}: ", line(value, limit=60)) for name, value in kept.items()]
        show(tag("ul", *parts, class_="fa-kept", aria_label="Filters in force"))
        button(Key(name="clear-filters", said="Clear filters", key="Z"), clear)


def _days() -> tuple[date | None, date | None]:
    since, until = st.columns(2)
    return (
        since.date_input("From", None, FIRST, LAST, key="since", bind="query-params", format="YYYY-MM-DD"),
        until.date_input("To (UTC)", None, FIRST, LAST, key="until", bind="query-params", format="YYYY-MM-DD"),
    )


def _kept(filters: Filters) -> dict[str, str]:
    given = {
        "label": filters.label,
        "subtype": filters.subtype,
        "thread": filters.thread_id,
        "author": filters.author,
        "from": filters.since and filters.since.isoformat(),
        "to": filters.until and filters.until.isoformat(),
        "language": filters.language and language_name(filters.language),
        "score from": None if filters.low is None else f"{filters.low:.0%}",
        "score to": None if filters.high is None else f"{filters.high:.0%}",
        "state": ", ".join(filters.states) or None,
    }
    return {name: value for name, value in given.items() if value}
