"""Joins the pages of one thread that were given together: one thread, in order, no post twice."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median_low

from analyzer.quotes.text import words
from analyzer.thread import Post, Problem, Thread

# Characters of posts that wait for further pages; what waited longest is given when there are more.
MAX_WAITING = 64 * 1024 * 1024
# Addresses of pages: XenForo, phpBB, Invision, SMF, Vanilla, vBulletin, MyBB, Discourse. phpBB's `p=` is a post.
PAGE_NUMBER = re.compile(
    r"[?&](?:page|pagenumber|pg|start|st|offset|from)=(\d{1,7})|/(?:page|seite|pagina|strona|p)[-/]?(\d{1,7})(?:[/?#]|$)"
    r"|[?&;]topic[=,]\d{1,12}\.(\d{1,7})(?:\D|$)|/index(\d{1,7})\.html",
    re.IGNORECASE,
)
MADE_THREAD = re.compile(r"[\w-]{1,40}/[0-9a-f]{12}")
MADE_POST = re.compile(r"[a-z]?[0-9a-f]{12}(?:-\d+)?")
# A post with fewer words and without a date can be another one that says the same: `+1`.
LEAST_WORDS = 5

Report = Callable[[Problem], None]


def threads_of(pages: Iterable[Thread], *, report: Report, most: int = MAX_WAITING) -> Iterator[Thread]:
    """Give the threads that pages make up, each when no more pages are to come or too much waits.

    Pages belong together by the thread's id or, where the pages have no address, by engine and title. What waits in memory
    is bounded by `most` characters; a page that comes after its thread was given is reported and given by itself.
    """
    waiting: OrderedDict[Hashable, _Waiting] = OrderedDict()
    given: set[Hashable] = set()
    size = 0
    for page in pages:
        key = _key(page)
        number = 0
        while (key, number) in waiting and not _agree(waiting[key, number], page):
            number += 1
        if (key, number) in given:
            report(_late(page))
        group = waiting.setdefault((key, number), _Waiting(number=len(waiting) + len(given)))
        group.add(page)
        waiting.move_to_end((key, number))
        size += _size(page)
        while size > most and len(waiting) > 1:
            oldest, done = waiting.popitem(last=False)
            given.add(oldest)
            size -= sum(map(_size, done.pages))
            yield join(done.pages)
    for group in sorted(waiting.values(), key=lambda group: group.number):
        yield join(group.pages)


def join(pages: Sequence[Thread]) -> Thread:
    """Give the thread that pages make up, its posts in the order of the pages, each once.

    Pages are ordered by the number in their address, else by the dates of their posts, else by their posts' numbers, else
    as they are given; within a page its own order stays. Of a post that stands on two pages, the fuller one is kept.
    """
    if len(pages) == 1:
        return pages[0]
    ordered = _in_order(pages)
    order: list[str] = []
    posts: dict[str, Post] = {}
    for page in ordered:
        _add(page.posts, order, posts)
    first = ordered[0]
    return replace(
        first,
        title=next((page.title for page in ordered if page.title), None),
        source=f"{first.source} and {len(pages) - 1} more",
        url=next((page.url for page in ordered if page.url), None),
        posts=tuple(replace(posts[post_id], position=number) for number, post_id in enumerate(order, start=1)),
        problems=tuple(dict.fromkeys(problem for page in ordered for problem in page.problems)),
    )


@dataclass(slots=True)
class _Waiting:
    """The pages of a thread so far, who wrote which of its posts, and how many threads began before it."""

    number: int = 0
    pages: list[Thread] = field(default_factory=list)
    authors: dict[str, str | None] = field(default_factory=dict)

    def add(self, page: Thread) -> None:
        self.pages.append(page)
        self.authors.update((post.id, post.author) for post in page.posts if post.author)


def _key(page: Thread) -> Hashable:
    if page.url is None and page.title and MADE_THREAD.fullmatch(page.id):
        return (page.engine, " ".join(page.title.casefold().split()))
    return page.id


def _agree(group: _Waiting, page: Thread) -> bool:
    """Tell whether posts of the same id are by the same author: tables of two sources may number alike."""
    return all(post.author is None or group.authors.get(post.id, post.author) == post.author for post in page.posts)


def _in_order(pages: Sequence[Thread]) -> list[Thread]:
    numbers = [_page_number(page.url) for page in pages]
    if None not in numbers and len(set(numbers)) == len(pages):
        return [pages[index] for index in sorted(range(len(pages)), key=lambda index: numbers[index] or 0)]
    for values in (_dates, _numbers):
        of_pages = [values(page) for page in pages]
        if all(of_pages):
            # Some forums print the newest post first; their first page is the latest then.
            turned = sum(later < earlier for found in of_pages for earlier, later in pairwise(found))
            straight = sum(later > earlier for found in of_pages for earlier, later in pairwise(found))
            middles = [median_low(found) for found in of_pages]
            return [
                pages[index]
                for index in sorted(range(len(pages)), key=lambda index: middles[index], reverse=turned > straight)
            ]
    return list(pages)


def _page_number(url: str | None) -> int | None:
    """Give the number of a page, or of the post it begins with; an address without one is the first page's."""
    if url is None:
        return None
    match = PAGE_NUMBER.search(url)
    return int(next(filter(None, match.groups()))) if match else 0


def _dates(page: Thread) -> list[float]:
    return [post.created_at.timestamp() for post in page.posts if post.created_at is not None]


def _numbers(page: Thread) -> list[float]:
    return [int(post.id) for post in page.posts if post.id.isascii() and post.id.isdigit() and len(post.id) <= 18]  # noqa: PLR2004  64 bits.


def _add(page: Sequence[Post], order: list[str], posts: dict[str, Post]) -> None:
    """Add a page's posts: those of a page saved again stand where they stood, those of a further page come last."""
    known = sum(post.id in posts for post in page)
    again = 2 * known >= len(page) and known > 0
    fresh: list[str] = []
    before: dict[str, list[str]] = {}
    last: str | None = None
    for post in page:
        post_id = post.id
        if post_id in posts and not again and _may_be_another(post):
            post_id = _fresh(post_id, posts)
        if post_id in posts:
            posts[post_id] = max(posts[post_id], post, key=_fullness)
            last = post_id
            continue
        posts[post_id] = post if post_id == post.id else replace(post, id=post_id)
        if again and last is not None:
            before.setdefault(last, []).append(post_id)
        else:
            fresh.append(post_id)
    if before:
        order[:] = [one for post_id in order for one in (post_id, *before.get(post_id, ()))]
    order.extend(fresh)


def _may_be_another(post: Post) -> bool:
    """Tell whether a post with the same id, made from its words, can be another one that says the same."""
    if not MADE_POST.fullmatch(post.id) or post.created_at is not None:
        return False
    return len(words(post.text)) < LEAST_WORDS


def _fresh(post_id: str, taken: dict[str, Post]) -> str:
    count, fresh = 1, post_id
    while fresh in taken:
        count += 1
        fresh = f"{post_id}-{count}"
    return fresh


def _fullness(post: Post) -> int:
    return sum(len(segment.text) for segment in post.segments)


def _size(page: Thread) -> int:
    # Each post takes some hundred bytes besides its words.
    return sum(400 + _fullness(post) for post in page.posts)


def _late(page: Thread) -> Problem:
    return Problem(
        what=f"this page of {page.id} came too late to be joined with the others",
        where=page.source,
        remedy="give the pages of a thread one after the other",
    )
