"""All that became of one post: its verdicts, those taken back too, and what else was done, as far as one may know it."""

from __future__ import annotations

import streamlit as st

from analyzer.errors import DataError
from analyzer.store import PostId
from dashboard import desk, log
from dashboard.components import links, notes
from dashboard.components.log_tables import STATES, actions_table, reviews_table
from dashboard.components.markup import join, line, show, tag


def page() -> None:
    """Show the history of the post that the link names, or what to do where it names none."""
    st.title("History")
    thread_id, post_id = st.query_params.get("thread"), st.query_params.get("post")
    if not thread_id or not post_id:
        show(notes.plain("The link names no post. Open a thread: below each post that was judged stands its history."))
        return
    try:
        found = log.told(PostId(thread_id, post_id))
    except DataError as error:
        notes.refused(str(error))
        return
    where = join("post ", line(post_id, limit=60), " of ", line(thread_id, limit=120))
    if found.place is not None:
        where = tag("a", where, href=links.to_thread(thread_id, page=found.place.page, position=found.place.position))
    show(tag("p", where, ": ", STATES[found.history.state], "."))
    claim = found.history.claim
    if claim is not None:
        show(notes.plain(f"It lies before {_who(claim.reviewer)} now, until {claim.expires_at:%H:%M} UTC."))
    show(tag("h2", "Verdicts"))
    if found.history.reviews:
        show(reviews_table(found.history.reviews))
    else:
        show(notes.plain("None that you may see. What others said is shown once it cannot sway a reading."))
    show(tag("h2", "What was done"))
    if found.history.actions:
        show(actions_table(found.history.actions))
    else:
        show(notes.plain("Nothing so far that you may see."))


def _who(person: str) -> str:
    return "you" if person == desk.person().name else "somebody else"


page()
