"""Appeals: under a post that has been judged, a button that asks for another look, with a note."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import streamlit as st

from analyzer.store import State
from analyzer.store.views import ScoredPost
from dashboard.components import links
from dashboard.components.keys import Key, button
from dashboard.components.markup import show, tag

# What may be contested. A post that waits for its second reader looks like one that nobody has judged.
DECIDED = frozenset({State.REVIEWED, State.SETTLED})
MOST_LETTERS = 2_000
# Said in these words to everybody: who judged it and how is the history's to tell, to who may know.
_SAID: Mapping[State, str] = {
    State.REVIEWED: "Judged once.",
    State.SETTLED: "Settled.",
    State.APPEALED: "An appeal waits for a lead who has not judged this post.",
}


def below(states: Mapping[str, State], appeal: Callable[[str, str], None]) -> Callable[[ScoredPost], None]:
    """Give what stands below each post: whether it was judged, and where it can be contested, the field and the button.

    `states` are those of the posts by id; `appeal` is called with the id of the post and the key of the note's field.
    """

    def show_below(scored: ScoredPost) -> None:
        state = states.get(scored.post.id)
        if state is None or state not in _SAID:
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            history = tag("a", "History", href=links.to_history(scored.thread_id, scored.post.id))
            show(tag("div", _SAID[state], " ", history, class_="fa-faint"))
            if state in DECIDED:
                _contest(scored, appeal)

    return show_below


def _contest(scored: ScoredPost, appeal: Callable[[str, str], None]) -> None:
    number = scored.post.position
    # Ids are scraped words, and two posts of a damaged page may have one position: the name holds neither.
    ids = f"{scored.thread_id}\n{scored.post.id}".encode("utf-8", "surrogatepass")
    name = f"appeal-{hashlib.sha256(ids).hexdigest()[:16]}"
    with st.popover("Appeal", key=f"open-{name}"):
        show(
            tag(
                "p",
                "A lead who has never judged this post looks at it anew. What was said before stays in its history.",
            )
        )
        st.text_area(
            f"Why post {number:d} should be looked at again (optional)",
            key=name,
            max_chars=MOST_LETTERS,
            help="Kept in the log: no words of the post, no names.",
        )
        button(Key(name=f"do-{name}", said="File the appeal", is_main=True), appeal, scored.post.id, name)
