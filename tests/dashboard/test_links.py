"""Addresses of threads, pages and posts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.components import links
from dashboard.components.markup import tag


@settings(deadline=None)
@given(
    some.text(some.characters(exclude_categories=["Cs"]), min_size=1), some.integers(1, 9999), some.integers(1, 99999)
)
def test_any_thread_id_survives_its_link(thread_id: str, page: int, position: int) -> None:
    """The address of a post gives back the thread, the page and the anchor, and the markup takes it."""
    href = links.to_thread(thread_id, page=page, position=position, posts="all")
    parts = urlsplit(href)
    query = parse_qs(parts.query, keep_blank_values=True)
    assert query["thread"] == [thread_id]
    assert query.get("page", ["1"]) == [str(page)]
    assert parts.fragment == links.anchor(position) == f"post-{position}"
    assert "href=" in tag("a", "x", href=href).code


def test_pages_are_counted_to_the_last_row() -> None:
    """Nothing fills one page, a full page no second one, one row more does."""
    assert [links.pages(count, 25) for count in (0, 1, 25, 26, 3000)] == [1, 1, 1, 2, 120]
