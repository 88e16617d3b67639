"""Full text over posts: words and phrases, kept to a label, an author or a thread, a page at a time; all in the link."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import streamlit as st

from analyzer.labels import LABEL_NAMES
from analyzer.store import Filters
from dashboard import care, desk, services
from dashboard.components import notes
from dashboard.components.filters import ANY
from dashboard.components.keys import Key, button
from dashboard.components.markup import show, tag
from dashboard.components.results import results

A_PAGE = 20
# Going past some thousand posts is no reading any more: more words or a filter find what is meant.
MOST_PAGES = 50
_PAGE = re.compile("[1-9][0-9]{0,2}")
_ASKED = "search that was asked for"


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
    number = _page_number((words, filters))
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
    _turn(number, has_more=len(found) > A_PAGE)


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


def _page_number(asked: tuple[str, Filters]) -> int:
    before = st.session_state.get(_ASKED, asked)
    st.session_state[_ASKED] = asked
    if before != asked and "page" in st.query_params:
        # Another search begins at its first page.
        del st.query_params["page"]
    given = st.query_params.get("page", "")
    return min(int(given), MOST_PAGES) if _PAGE.fullmatch(given) else 1


def _head(shown: int, number: int) -> None:
    first = (number - 1) * A_PAGE + 1
    said = (
        f"Posts {first:,} to {first + shown - 1:,}, newest added first."
        if shown
        else "No post holds all of these words."
    )
    show(tag("div", said, class_="fa-faint", role="status"))


def _turn(number: int, *, has_more: bool) -> None:
    steps = [(number - 1, "Previous page", number > 1), (number + 1, "Next page", has_more and number < MOST_PAGES)]
    links = [tag("a", said, href=_address(to)) for to, said, is_there in steps if is_there]
    if links:
        show(tag("div", *links, class_="fa-turn", role="navigation", aria_label="Pages of the search"))


def _address(number: int) -> str:
    kept = {name: st.query_params[name] for name in ("words", "label", "author", "thread") if name in st.query_params}
    return f"search?{urlencode({**kept, 'page': str(number)})}"


with st.container(key="reading"):
    page()
