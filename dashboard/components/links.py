"""Addresses within the dashboard: a thread, one of its pages, one of its posts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

POSTS_A_PAGE = 25
THREADS_A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a post stands: its position in the thread and the page of the dashboard that shows it."""

    position: int
    page: int


def to_thread(thread_id: str, *, page: int = 1, position: int | None = None, posts: str | None = None) -> str:
    """Give the address of a page of a thread, of the post at `position` on it, or of it with only some `posts` shown."""
    query = {"thread": thread_id}
    if posts is not None:
        query["posts"] = posts
    if page > 1:
        query["page"] = str(page)
    return f"thread?{urlencode(query)}" + (f"#{anchor(position)}" if position is not None else "")


def to_history(thread_id: str, post_id: str) -> str:
    """Give the address of a post's history."""
    return f"history?{urlencode({'thread': thread_id, 'post': post_id}, errors='replace')}"


def anchor(position: int) -> str:
    """Give the anchor of the post at this position of its thread."""
    return f"post-{position:d}"


def pages(count: int, a_page: int) -> int:
    """Give how many pages hold `count` rows; none still fill one."""
    return max(1, -(-count // a_page))
