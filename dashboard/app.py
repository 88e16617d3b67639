"""The dashboard's entry: its pages, and one place where an error becomes a sentence."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analyzer.errors import AnalyzerError
from dashboard import care
from dashboard.components import notes

st.set_page_config(page_title="Forum analyzer", layout="wide", menu_items={"About": None})
st.html(Path(__file__).with_name("style.css"))
page = st.navigation(
    [
        st.Page("screens/overview.py", title="Overview", default=True),
        st.Page("screens/queue.py", title="Queue", url_path="queue"),
        st.Page("screens/thread.py", title="Threads", url_path="thread"),
        st.Page("screens/search.py", title="Search", url_path="search"),
        st.Page("screens/add_threads.py", title="Add threads", url_path="add_threads"),
        st.Page("screens/care.py", title="Care", url_path="care"),
    ],
    position="top",
)
try:
    if care.look().quiet:
        st.html(Path(__file__).with_name("quiet.css"))
    page.run()
except AnalyzerError as error:
    notes.refused(str(error))
