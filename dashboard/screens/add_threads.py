"""Upload saved threads: each file is read, scored and kept, and what became of it is said."""

from __future__ import annotations

import streamlit as st

from dashboard import services
from dashboard.components import notes
from dashboard.components.markup import show, tag
from dashboard.launch import MAX_UPLOAD_MIB

# One upload is scored while its reader waits; a whole archive is a job for the command line.
MAX_FILES = 50


def page() -> None:
    """Show the upload, run it when asked, and keep its outcome in view until the next one."""
    st.title("Add threads")
    show(
        tag(
            "p",
            "Upload saved forum pages, threads copied as plain text, or exports. Quoted words are told from own words, the "
            "own words are scored, and all of it is stored on this machine. What is stored already is not added again. "
            f"Up to {MAX_FILES} files of {MAX_UPLOAD_MIB} MB at once.",
            class_="fa-note",
        )
    )
    with st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader(
            "Saved threads", accept_multiple_files=True, max_upload_size=MAX_UPLOAD_MIB, label_visibility="collapsed"
        )
        asked = st.form_submit_button("Read, score and store", type="primary")
    if asked:
        st.session_state["outcomes"] = _read([(file.name, file.getvalue()) for file in files[:MAX_FILES]])
        st.session_state["left_out"] = [file.name for file in files[MAX_FILES:]]
    if asked and not files:
        notes.refused("No file was chosen: drop files above, or press Upload, then press the button again.")
    _outcomes()


def _read(files: list[tuple[str, bytes]]) -> list[services.Outcome]:
    # First of all, so that a model that is missing is said once and not for each file.
    services.classifier()
    outcomes: list[services.Outcome] = []
    bar = st.progress(0.0)
    for index, (name, data) in enumerate(files):
        bar.progress(index / len(files), text=f"File {index + 1:d} of {len(files):d}")
        outcomes.append(services.add_file(name, data))
    bar.empty()
    return outcomes


def _outcomes() -> None:
    outcomes = st.session_state.get("outcomes", [])
    if outcomes:
        st.subheader("What became of the files", anchor=False)
        show(*(notes.outcome_note(outcome) for outcome in outcomes))
    if left_out := st.session_state.get("left_out"):
        notes.refused(
            f"{notes.counted(len(left_out), 'file')} past the first {MAX_FILES} were not read: add them next."
        )


with st.container(key="reading"):
    page()
