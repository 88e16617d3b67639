"""The log of all that was done here: kept to what, whom, days and a post, a page at a time; all in the link, and as a file."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analyzer.store import LogFilters, Verb
from dashboard import desk, log, services
from dashboard.components import notes, turning
from dashboard.components.days import FIRST, LAST
from dashboard.components.log_tables import DONE, log_table
from dashboard.components.markup import show, tag

ANYTHING = "anything"
# What the lines say besides has no columns: Parquet would hold it as text.
FORMATS = frozenset({"csv", "jsonl"})
# As on the search page: nobody reads further, the filters or a file find what is meant.
MOST_PAGES = 200
_KEYS = ("done", "person", "since", "until", "thread", "post")


def page() -> None:
    """Show the filters, a page of lines, and the files of all that the filters let through."""
    st.title("Log")
    show(
        notes.plain(
            "Each action at this desk is a line that is never changed. It holds no words of posts; what a verdict was stands in the post's history."
        )
    )
    filters = _filters()
    number = turning.page_number("log", filters, most=MOST_PAGES)
    found = log.lines(filters, page=number)
    if not found.shown:
        said = "No line fits these filters." if filters != LogFilters() or number > 1 else "Nothing was done here yet."
        show(tag("div", said, class_="fa-faint", role="status"))
        return
    first = (number - 1) * log.LINES_A_PAGE + 1
    said = f"Lines {first:,} to {first + len(found.shown) - 1:,}, latest first."
    show(tag("div", said, class_="fa-faint", role="status"), log_table(found.shown))
    more = found.has_more and number < MOST_PAGES
    turning.links(number, screen="log", keys=_KEYS, has_more=more, of="the log")
    _files(filters)


def _filters() -> LogFilters:
    first, second = st.columns(4), st.columns(2)
    names = {said: verb for verb, said in DONE.items()}
    done = first[0].selectbox("What was done", (ANYTHING, *names), key="done", bind="query-params")
    person = first[1].text_input("By whom", key="person", bind="query-params", max_chars=200)
    since = first[2].date_input("From", None, FIRST, LAST, key="since", bind="query-params", format="YYYY-MM-DD")
    until = first[3].date_input("To (UTC)", None, FIRST, LAST, key="until", bind="query-params", format="YYYY-MM-DD")
    thread = second[0].text_input("Thread (its id)", key="thread", bind="query-params", max_chars=500)
    post = second[1].text_input("Post (its id)", key="post", bind="query-params", max_chars=500)
    verbs: tuple[Verb, ...] = (names[done],) if done in names else ()
    kept = LogFilters(
        person=person.strip() or None, verbs=verbs, thread_id=thread.strip() or None, post_id=post.strip() or None
    )
    return kept.on_days(since, until)


def _files(filters: LogFilters) -> None:
    store, person = services.store(), desk.person()
    with st.container(horizontal=True):
        for export in services.export_formats():
            if export.name not in FORMATS:
                continue
            st.download_button(
                f"Download {export.name}",
                data=partial(log.file_of, store, person, filters, export.name),
                file_name=f"log{export.suffix}",
                key=f"log-{export.name}",
                on_click="ignore",
            )
    show(
        notes.plain(
            f"A file has the lines that the filters keep, oldest first, up to {log.MOST_LINES:,}; all of a longer log are given "
            "by the command analyzer log. It names the people of the desk, no authors: share it with those who answer for both."
        )
    )


page()
