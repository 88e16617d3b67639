"""The choices of an export: the format, and whether authors leave the desk under pseudonyms or their names."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from dashboard import services
from dashboard.components.markup import show, tag

PSEUDONYMS, NAMES = "Pseudonyms", "Names as written on the forum"


def choices(thread: services.ThreadView) -> None:
    """Show a download button a format; authors leave under pseudonyms unless names are chosen."""
    authors = st.radio("Authors in the export", (PSEUDONYMS, NAMES), horizontal=True, key="authors")
    names = authors == NAMES
    if names:
        show(tag("p", "This export names people. Share it only with those who may see them.", class_="fa-note"))
    with st.container(horizontal=True):
        for export in services.export_formats():
            st.download_button(
                f"Download {export.name}",
                data=partial(services.export_thread, thread.id, format_name=export.name, names=names),
                file_name=_file_name(thread.id, export.suffix, names=names),
                key=f"export-{export.name}",
                on_click="ignore",
            )


def _file_name(thread_id: str, suffix: str, *, names: bool) -> str:
    safe = re.sub(r"[^A-Za-z0-9]+", "-", thread_id).strip("-")[:80] or "thread"
    return f"{safe}{'-with-names' if names else ''}{suffix}"
