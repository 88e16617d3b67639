"""Full text over posts: words and phrases, kept to a label, an author or a thread, a page at a time; all in the link."""

from __future__ import annotations

import streamlit as st

from analyzer.labels import LABEL_NAMES
from analyzer.store import Filters
from dashboard import care, desk, services
from dashboard.components import notes, turning
from dashboard.components.filters import ANY
from dashboard.components.keys import Key, button
from dashboard.components.markup import show, tag
from dashboard.components.results import results

A_PAGE = 20
# Going past some thousand posts is no reading any more: more words or a filter find what is meant.
MOST_PAGES = 50
_KEYS = ("words", "label", "author", "thread")


def page() -> None:
    """Show the fields, and what is found."""
    st.title("Search")
    if services.store().is_empty():
        notes.no_threads_yet()
        return
    words = st.text_input("Words, or a “phrase” in quotation marks", key="words", bind="query-params", max_chars=300)
    filters = _filters()
    if not words.strip():
        show(
            notes.plain(
                "All words must stand in a post, in any case and without regard to accents. Newest added first."
            )
        )
        return
    number = turning.page_number("search", (words, filters), most=MOST_PAGES)
    found = services.store().desk.search(
        desk.person(), _straight(words), filters=filters, limit=A_PAGE + 1, offset=(number - 1) * A_PAGE
    )
    shown = found[:A_PAGE]
    _head(len(shown), number)
    if shown:
        masked = [care.masks(scored) for scored in shown]
        said = "Show words" if any(masked) else "Mask words"
        button(Key(name="mask", said=f"{said}", key="M"), care.turn, shown[masked.index(True) if any(masked) else 0])
        show(results(shown, _straight(words), masked=masked))
    more = len(found) > A_PAGE and number < MOST_PAGES
    turning.links(number, screen="search", keys=_KEYS, has_more=more, of="the search")


def _filters() -> Filters:
    columns = st.columns(3)
    label = columns[0].selectbox("Flagged for", (ANY, *LABEL_NAMES), key="label", bind="query-params")
    author = columns[1].text_input("Author", key="author", bind="query-params", max_chars=200)
    thread = columns[2].text_input("Thread (its id)", key="thread", bind="query-params", max_chars=500)
    return Filters(
        label=None if label == ANY else label, author=author.strip() or None, thread_id=thread.strip() or None
    )


def _straight(words: str) -> str:
    # Telephones write curved quotation marks.
    return words.translate(dict.fromkeys(map(ord, "“”„«»"), '"'))


def _head(shown: int, number: int) -> None:
    first = (number - 1) * A_PAGE + 1
    said = (
        f"Posts {first:,} to {first + shown - 1:,}, newest added first."
        if shown
        else "No post holds all of these words."
    )
    show(tag("div", said, class_="fa-faint", role="status"))


with st.container(key="reading"):
    page()
