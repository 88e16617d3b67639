"""The threads: a list to choose from, and one thread with its posts as a reader would see them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analyzer.errors import AnalyzerError
from dashboard import desk, services
from dashboard.components import appeals, exports, links, notes, tables, told
from dashboard.components.markup import show
from dashboard.components.post_card import post_cards

_APPEALED = "The appeal is filed: a lead who has not judged the post will look at it."


def page() -> None:
    """Show the thread that the address names, else the list of threads."""
    thread_id = st.query_params.get("thread")
    if thread_id:
        with st.container(key="reading"):
            _thread(thread_id)
        return
    st.title("Threads")
    if services.is_empty():
        notes.no_threads_yet()
    else:
        _list()


def _list() -> None:
    words, numbers = st.columns([3, 2], vertical_alignment="bottom")
    search = words.text_input(
        "Search in title, address and file name", key="search", bind="query-params", max_chars=200
    )
    total = services.count_threads(search)
    with numbers:
        number = _page_number("list", links.pages(total, links.THREADS_A_PAGE))
    found = services.threads(search, page=number)
    notes.shown_of((number - 1) * links.THREADS_A_PAGE + 1, len(found), total, noun="thread")
    if found:
        show(tables.thread_table(found, with_source=True))


def _thread(thread_id: str) -> None:
    head, filters = st.container(), st.columns([3, 2], vertical_alignment="bottom")
    keep = filters[0].segmented_control(
        "Posts shown", services.FILTERS, default=services.ALL, required=True, key="posts", bind="query-params"
    )
    found = services.thread(thread_id, keep=keep)
    if found is None:
        notes.no_such_thread(thread_id)
        return
    with head:
        notes.thread_head(found)
    with filters[1]:
        number = _page_number("page", found.pages)
    with st.expander("Export this thread"):
        exports.choices(thread_id=found.id)
    posts = found.on_page(number)
    notes.shown_of((number - 1) * links.POSTS_A_PAGE + 1, len(posts), len(found.kept), noun="post")
    told.show_once()
    states = desk.states_of(found.id, [scored.post.id for scored in posts])
    post_cards(posts, found.places, below=appeals.below(states, partial(_appeal, found.id)))
    notes.turn_page(found, page=number, posts=keep)


def _appeal(thread_id: str, post_id: str, field: str) -> None:
    try:
        desk.appeal(thread_id, post_id, st.session_state.get(field, "").strip() or None)
    except AnalyzerError as error:
        told.keep(str(error), is_refused=True)
    else:
        told.keep(_APPEALED)


def _page_number(key: str, pages: int) -> int:
    if pages == 1:
        return 1
    return min(st.pagination(pages, key=key, bind="query-params"), pages)


page()
