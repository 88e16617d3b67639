"""Take posts with their scores out of the store: all, or those with chosen labels, in a file for other programs."""

from __future__ import annotations

import streamlit as st

from analyzer.labels import LABEL_NAMES
from dashboard import services
from dashboard.components import exports
from dashboard.components.markup import show, tag


def page() -> None:
    """Show the choice of labels and the formats."""
    st.title("Export")
    if services.is_empty():
        show(tag("p", "No thread is stored yet, so there is nothing to export.", class_="fa-note"))
        return
    show(
        tag(
            "p",
            "A row a post: its words, the words it quotes, and its scores. A score is a model's estimate and no finding. "
            "Each export is kept in the log. For a very large store use the command analyzer export.",
            class_="fa-note",
        )
    )
    labels = st.multiselect("Only posts with one of these labels", LABEL_NAMES, key="labels", placeholder="All posts")
    exports.choices(labels=tuple(labels))


with st.container(key="reading"):
    page()
