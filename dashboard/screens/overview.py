"""The whole store at a glance: how much is there, what waits, how flags spread, what is copied, where it gets worse."""

from __future__ import annotations

import streamlit as st

from analyzer.labels import LABEL_NAMES
from analyzer.store.views import Overview
from dashboard import care, figures, services
from dashboard.components import charts, figure_tables, graphs, notes, tables
from dashboard.components.keys import Key, button
from dashboard.components.markup import show, tag

VOLUME, DESK, QUOTES, COPIES, RISES = "volume", "desk", "quotes", "copies", "escalation"
_PARTS = (VOLUME, DESK, QUOTES, COPIES, RISES)
COUNTS, SHARES = "counts", "shares"
_DAYS = {"7 days": 7, "30 days": 30, "90 days": 90, "all": None}
_ASKED = "counts were asked for"


def page() -> None:
    """Show a part of the overview, or what to do while nothing is stored."""
    st.title("Overview")
    if services.store().is_empty():
        notes.no_threads_yet()
        return
    if care.chosen().quiet and not st.session_state.get(_ASKED):
        show(tag("p", "Quiet mode is on, and this page is made of counts.", class_="fa-note"))
        button(Key(name="counts", said="Show them all the same"), _ask)
        return
    part = st.segmented_control("Part", _PARTS, default=VOLUME, required=True, key="part", bind="query-params")
    {VOLUME: _volume, DESK: _desk, QUOTES: _quotes, COPIES: _copies, RISES: _rises}[part]()


def _ask() -> None:
    st.session_state[_ASKED] = True


def _volume() -> None:
    seen = services.overview()
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
    shown = st.segmented_control(
        "Flagged posts as", (COUNTS, SHARES), default=COUNTS, required=True, key="flagged", bind="query-params"
    )
    unit = charts.unit_for(seen.timeline)
    counted = charts.periods(seen.timeline, unit)
    posts, flagged = st.columns(2, gap="large")
    posts.altair_chart(charts.posts_chart(counted, unit), height=270, alt="Posts over time")
    strips = charts.flagged_charts(counted, unit, shares=shown == SHARES)
    flagged.altair_chart(strips, width="stretch", alt="Flagged posts over time, by label")
    with st.expander("The same in a table"):
        show(tables.period_table(counted, unit))


def _desk() -> None:
    waits, pace = st.columns(2, gap="large")
    with waits:
        st.subheader("What waits", anchor=False)
        show(
            figure_tables.waiting_table(figures.waiting()),
            notes.plain("Posts wait for a first reading since they were added, for others since they were sent there."),
        )
    with pace:
        _pace()


def _pace() -> None:
    st.subheader("From claim to verdict", anchor=False)
    span = st.segmented_control(
        "Verdicts of the last", tuple(_DAYS), default="30 days", required=True, key="days", bind="query-params"
    )
    paces = figures.paces(_DAYS[span])
    show(
        figure_tables.pace_table(paces)
        if paces
        else notes.plain("No verdict on a claimed post was given in that time."),
        notes.plain("The whole team together. Time with a post on the table, which is not always time spent reading."),
    )


def _quotes() -> None:
    st.subheader("Who quotes whom", anchor=False)
    graph = figures.spread()
    if not graph.edges:
        show(notes.plain("No post that is flagged for denial or incitement has been quoted by another author."))
    else:
        codes = figures.pseudonyms(tuple(node.author for node in graph.nodes))
        show(notes.about_graph(len(graph.nodes), graph.left_out))
        st.altair_chart(
            graphs.quote_graph(graph, codes), width="content", alt="Who quotes whom; the table below says the same"
        )
        with st.expander("The same in a table, with names"):
            show(figure_tables.graph_table(graph, codes))
    st.subheader("Most quoted flagged posts", anchor=False)
    quoted = figures.most_quoted()
    if quoted:
        _words_button()
    masked = care.is_masked_by_default()
    show(
        figure_tables.quoted_table(quoted, masked=masked) if quoted else notes.plain("No flagged post has been quoted.")
    )


def _copies() -> None:
    st.subheader("The same text, posted more than once", anchor=False)
    show(notes.about_copies())
    copies = figures.copies()
    if not copies:
        show(notes.plain("No text of twelve words or more stands in several threads or comes from several authors."))
        return
    _words_button()
    show(figure_tables.copies_list(copies, masked=care.is_masked_by_default()))


def _rises() -> None:
    st.subheader("Threads in which scores rise", anchor=False)
    label = st.segmented_control(
        "Label", LABEL_NAMES, default="incitement", required=True, key="rising", bind="query-params"
    )
    show(notes.about_rises())
    rises = figures.rises(label)
    if not rises:
        show(notes.plain("In no thread of eight posts or more do scores of this label surely rise."))
        return
    colour = charts.COLOURS[LABEL_NAMES.index(label) % len(charts.COLOURS)]
    st.altair_chart(
        graphs.rise_charts(rises, label=label, colour=colour),
        width="content",
        alt="Scores along threads; the table below names them",
    )
    show(figure_tables.rise_table(rises, label=label))


def _words_button() -> None:
    said = "Show words" if care.is_masked_by_default() else "Mask words"
    button(Key(name="mask", said=f"{said}", key="M"), care.turn, None)


page()
