"""The whole store at a glance: how much is there, which labels, when, in which threads, by whom."""

from __future__ import annotations

import streamlit as st

from analyzer.store.views import Overview
from dashboard import services
from dashboard.components import charts, notes, tables
from dashboard.components.markup import show


def page() -> None:
    """Show the overview, or what to do while nothing is stored."""
    st.title("Overview")
    seen = services.overview()
    if not seen.threads:
        notes.no_threads_yet()
        return
    notes.about_scores(seen.models, services.thresholds())
    numbers = {"thread": seen.threads, "post": seen.posts, "author": seen.authors, "scored post": seen.scored}
    show(tables.number_cards(numbers))
    st.subheader("Labels", anchor=False)
    show(tables.label_cards(seen.labels))
    _timeline(seen)
    threads, authors = st.columns(2, gap="large")
    with threads:
        st.subheader("Most flagged threads", anchor=False)
        show(tables.thread_table(seen.top_threads) if seen.top_threads else notes.nothing_flagged())
    with authors:
        st.subheader("Most flagged authors", anchor=False)
        show(tables.author_table(seen.top_authors) if seen.top_authors else notes.nothing_flagged())


def _timeline(seen: Overview) -> None:
    st.subheader("Over time", anchor=False)
    notes.undated(seen.undated, seen.posts)
    if not seen.timeline:
        return
    unit = charts.unit_for(seen.timeline)
    counted = charts.periods(seen.timeline, unit)
    posts, flagged = st.columns(2, gap="large")
    posts.altair_chart(charts.posts_chart(counted, unit), height=270, alt="Posts over time")
    flagged.altair_chart(charts.flagged_charts(counted, unit), width="stretch", alt="Flagged posts over time, by label")
    with st.expander("The same in a table"):
        show(tables.period_table(counted, unit))


page()
