"""The pages: each reads its filters, calls one service and shows what it gives.

The folder is not called `pages`: Streamlit takes such a folder beside app.py for an app of its older kind, and the first
visitor of a fresh server would get a page without app.py, that is without style and navigation (seen with 1.67).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A page: the file's name without ending, which is its address too, its title, and the action that opens it.

    `asks` is one of `analyzer.people.ACTIONS`: who may not do it does not see the page in the navigation. The store asks again.
    `keys` are the names in its link: a link that is followed to the login keeps these alone. One that is not `is_listed` is
    reached by links alone.
    """

    name: str
    title: str
    asks: str
    keys: tuple[str, ...] = ()
    is_listed: bool = True


# In the order of the navigation; the first that a person may see is where the person arrives.
SCREENS = (
    Screen(name="overview", title="Overview", asks="overview", keys=("part", "flagged", "days", "rising")),
    Screen(
        name="queue",
        title="Queue",
        asks="queue",
        keys=("label", "subtype", "state", "score", "author", "thread", "since", "until", "language"),
    ),
    Screen(name="thread", title="Threads", asks="threads", keys=("thread", "page", "posts", "search", "list")),
    Screen(name="search", title="Search", asks="search", keys=("words", "label", "author", "thread", "page")),
    Screen(name="quality", title="Quality", asks="quality", keys=("read_since", "read_until", "disagreements")),
    Screen(name="model", title="Model", asks="measure", keys=("part", "on", "of")),
    Screen(name="log", title="Log", asks="log", keys=("done", "person", "since", "until", "thread", "post", "page")),
    Screen(name="export", title="Export", asks="export"),
    Screen(name="add_threads", title="Add threads", asks="import"),
    Screen(name="care", title="Care", asks="queue"),
    Screen(name="history", title="History", asks="history", keys=("thread", "post"), is_listed=False),
)
