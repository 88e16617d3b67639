"""What the overview asks past counting: each question in one call, kept for as long as the store holds the same."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from analyzer.pseudonyms import Pseudonyms
from analyzer.spread import Graph, graph
from analyzer.store import Copies, Pace, Quoted, Rise, Waiting
from dashboard import desk, services

# Through these harm spreads; sarcasm is a way of speaking, and hostility a signal.
SPREADING = ("denial", "incitement")
COPIES = 20
QUOTED = 10
RISES = 6


def waiting() -> tuple[Waiting, ...]:
    """Give what waits at the desk, and how long."""
    return services.store().figures.waiting(desk.person())


def paces(days: int | None) -> tuple[Pace, ...]:
    """Give how long verdicts took: those of the last `days`, or all."""
    since = None if days is None else desk.now() - timedelta(days=days)
    return services.store().figures.paces(desk.person(), since=since)


def most_quoted() -> tuple[Quoted, ...]:
    """Give the flagged posts that most posts quote."""
    return services.store().figures.most_quoted(desk.person(), labels=SPREADING, limit=QUOTED)


def spread() -> Graph:
    """Give the picture of who quotes whom."""
    return _spread(os.environ.get("ANALYZER_DATABASE"), services.state(), desk.person().name)


def copies() -> tuple[Copies, ...]:
    """Give what was posted in several threads or by several authors."""
    return services.store().figures.copies(desk.person(), limit=COPIES)


def rises(label: str) -> tuple[Rise, ...]:
    """Give the threads along which the scores of a label rise most."""
    return _rises(os.environ.get("ANALYZER_DATABASE"), services.state(), desk.person().name, label)


def pseudonyms(names: tuple[str, ...]) -> Mapping[str, str]:
    """Give the pseudonyms of authors: a chart can be saved, and what leaves the desk names nobody."""
    made = Pseudonyms(services.store().pseudonym_key())
    return {name: made.of(name) for name in names}


# Reckoned in half a second at 200,000 posts: not again at each look, nor at each press on the page.
@st.cache_resource(show_spinner=False, max_entries=4, ttl=600)
def _spread(database: str | None, state: str, person: str) -> Graph:  # noqa: ARG001  They are keys.
    return graph(services.store().figures.passed(desk.person(), labels=SPREADING))


@st.cache_resource(show_spinner=False, max_entries=8, ttl=600)
def _rises(database: str | None, state: str, person: str, label: str) -> tuple[Rise, ...]:  # noqa: ARG001  As above.
    return services.store().figures.rises(desk.person(), label=label, limit=RISES)
