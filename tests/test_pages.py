"""Pages of one thread become one thread."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.pages import join, threads_of
from analyzer.thread import Post, Problem, Segment, SegmentKind, Thread

BASE = "https://f.example/threads/t.1/"


def post(
    post_id: str, text: str = "some words of a post that is long", *, author: str = "ann", minute: int | None = None
) -> Post:
    """Make a post."""
    moment = datetime(2031, 1, 1, minute // 60, minute % 60, tzinfo=UTC) if minute is not None else None
    own = (Segment(kind=SegmentKind.OWN, text=text),) if text else ()
    return Post(id=post_id, position=1, author=author, created_at=moment, segments=own)


def page(
    *posts: Post, url: str | None = None, thread_id: str = "f.example/1", title: str | None = "T", source: str = "p"
) -> Thread:
    """Make a page."""
    return Thread(id=thread_id, title=title, engine="x", source=source, url=url, posts=posts)


def ids(thread: Thread) -> list[str]:
    """Give the posts' ids, and see to it that they are numbered from 1."""
    assert [p.position for p in thread.posts] == list(range(1, len(thread.posts) + 1))
    return [p.id for p in thread.posts]


def given_threads(*pages: Thread, most: int = 10**9) -> tuple[list[Thread], list[Problem]]:
    """Give what the pages become, and what was reported."""
    problems: list[Problem] = []
    return list(threads_of(pages, report=problems.append, most=most)), problems


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BASE, BASE + "page-2"),
        ("https://f.example/viewtopic.php?t=1", "https://f.example/viewtopic.php?t=1&start=20"),
        ("https://f.example/index.php?topic=1.0", "https://f.example/index.php?topic=1.20"),
        ("https://f.example/showthread.php?t=1", "https://f.example/showthread.php?t=1&page=2"),
        ("https://f.example/topic/1-x/", "https://f.example/topic/1-x/?page=2"),
        ("https://f.example/discussion/1/x", "https://f.example/discussion/1/x/p2"),
    ],
)
def test_pages_are_ordered_by_their_number(first: str, second: str):
    """The number in the address decides, not the order of the files."""
    thread = join([page(post("1"), url=second), page(post("2"), url=first)])
    assert ids(thread) == ["2", "1"]
    assert thread.source == "p and 1 more"


def test_pages_without_number_are_ordered_by_dates():
    """The middle date of a page's posts decides; a first post that is repeated on every page does not."""
    late = page(post("1", minute=0), post("8", minute=80), post("9", minute=90))
    early = page(post("1", minute=0), post("2", minute=20), post("3", minute=30))
    assert ids(join([late, early])) == ["1", "2", "3", "8", "9"]


def test_newest_first_stays_newest_first():
    """Where pages print the newest post first, the latest page comes first."""
    assert ids(
        join([page(post("2", minute=2), post("1", minute=1)), page(post("4", minute=4), post("3", minute=3))])
    ) == list("4321")


def test_pages_without_dates_are_ordered_by_ids():
    """Forums count their posts; where nothing says more, the order given stays."""
    assert ids(join([page(post("30"), post("31")), page(post("4"), post("5"))])) == ["4", "5", "30", "31"]
    assert ids(join([page(post("b")), page(post("a"))])) == ["b", "a"]


def test_no_post_twice_and_the_fuller_one_stays():
    """A page saved twice adds what is new in its place, and a deleted post keeps the words it had."""
    old = page(post("1", minute=1), post("2", "words that were there", minute=2), post("4", minute=4))
    new = page(
        post("1", minute=1), post("2", "", minute=2), post("3", minute=3), post("4", minute=4), post("5", minute=5)
    )
    thread = join([old, new])
    assert ids(thread) == ["1", "2", "3", "4", "5"]
    assert thread.posts[1].own == "words that were there"


def test_short_posts_alike_are_two():
    """`+1` on two pages of a copied text, where ids are made from words, are two posts."""
    one = page(post("ta1b2c3d4e5f6", "+1"), post("x1", "a"), post("x2", "b"))
    two = page(post("y1", "c"), post("y2", "d"), post("ta1b2c3d4e5f6", "+1"))
    assert ids(join([one, two])) == ["ta1b2c3d4e5f6", "x1", "x2", "y1", "y2", "ta1b2c3d4e5f6-2"]


def test_other_threads_stay_apart():
    """Two threads interleaved are two threads; tables that number alike are not one."""
    threads, problems = given_threads(page(post("1")), page(post("1"), thread_id="f.example/2"), page(post("2")))
    assert [(t.id, len(t.posts)) for t in threads] == [("f.example/1", 2), ("f.example/2", 1)]
    threads, _ = given_threads(page(post("1", author="ann")), page(post("1", author="bo")))
    assert len(threads) == 2
    assert not problems


def test_pages_without_address_are_joined_by_title():
    """Ids that were made from a first post differ from page to page; engine and title say what belongs together."""
    threads, _ = given_threads(
        page(post("1"), thread_id="x/0123456789ab"), page(post("2"), thread_id="x/ba9876543210"),
        page(post("3"), thread_id="x/ba987654321f", title="Other"),
    )  # fmt: skip
    assert [ids(t) for t in threads] == [["1", "2"], ["3"]]


def test_memory_is_bounded():
    """What waited longest is given when too much waits, and a page that comes after is told and given by itself."""
    pages = [page(post("1"), thread_id=f"f.example/{n}") for n in range(50)]
    threads, problems = given_threads(*pages, page(post("2"), thread_id="f.example/0"), most=2000)
    assert len(threads) == 51
    assert [problem.what for problem in problems] == [
        "this page of f.example/0 came too late to be joined with the others"
    ]


@settings(deadline=None, max_examples=60)
@given(st.permutations(range(6)), st.integers(0, 3))
def test_any_order_of_files_gives_the_same_thread(order: list[int], overlap: int):
    """Pages of a thread, overlapping or not, become the same thread however they are given."""
    whole = [post(str(n), minute=n) for n in range(60)]
    pages = [page(*whole[max(0, n * 10 - overlap) : n * 10 + 10]) for n in range(6)]
    assert ids(join([pages[n] for n in order])) == [str(n) for n in range(60)]
