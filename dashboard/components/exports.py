"""The choices of an export: the format, and whether authors leave the desk under pseudonyms or their names."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from analyzer.people import may
from analyzer.store import Export
from dashboard import login, services
from dashboard.components.markup import show, tag

PSEUDONYMS, NAMES = "Pseudonyms", "Names as written on the forum"


def choices(*, thread_id: str | None = None, labels: tuple[str, ...] = ()) -> None:
    """Show a download button a format; authors leave under pseudonyms unless names are chosen, by who may."""
    names = _names()
    asked = services.access()
    with st.container(horizontal=True):
        for export in services.export_formats():
            wanted = Export(format_name=export.name, thread_id=thread_id, labels=labels, names=names)
            st.download_button(
                f"Download {export.name}",
                data=partial(services.export, asked, wanted),
                file_name=_file_name(thread_id or "posts", export.suffix, names=names),
                key=f"export-{export.name}",
                on_click="ignore",
            )


def _names() -> bool:
    if not may(login.person(), "names"):
        show(tag("p", "Authors leave under pseudonyms, the same in every export.", class_="fa-note"))
        return False
    names = st.radio("Authors in the export", (PSEUDONYMS, NAMES), horizontal=True, key="authors") == NAMES
    if names:
        show(tag("p", "This export names people. Share it only with those who may see them.", class_="fa-note"))
    return names


def _file_name(thread_id: str, suffix: str, *, names: bool) -> str:
    safe = re.sub(r"[^A-Za-z0-9]+", "-", thread_id).strip("-")[:80] or "thread"
    return f"{safe}{'-with-names' if names else ''}{suffix}"
