"""The dashboard's entry: its pages, and one place where an error becomes a sentence."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analyzer.errors import AnalyzerError
from dashboard.components import notes

st.set_page_config(page_title="Forum analyzer", layout="wide", menu_items={"About": None})
st.html(Path(__file__).with_name("style.css"))
page = st.navigation(
    [
        st.Page("screens/overview.py", title="Overview", default=True),
        st.Page("screens/queue.py", title="Queue", url_path="queue"),
        st.Page("screens/model.py", title="Model", url_path="model"),
        st.Page("screens/thread.py", title="Threads", url_path="thread"),
        st.Page("screens/add_threads.py", title="Add threads", url_path="add_threads"),
    ],
    position="top",
)
try:
    page.run()
except AnalyzerError as error:
    notes.refused(str(error))
