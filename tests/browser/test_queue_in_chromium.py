"""The queue as a reviewer meets it: a real server, a real browser, and a keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analyzer.annotations import ModelId, Score, Scoring, Verdict
from analyzer.labels import LABEL_NAMES
from analyzer.people import LOCAL
from analyzer.store import Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

pytestmark = pytest.mark.browser
# A busy machine of two cores took over five seconds for a card that takes a tenth of one when it is idle.
expect.set_options(timeout=30_000)

ID = "forum.example/orrin.4"
MODEL = ModelId(name="sample", version="1", hash="0123456789ab")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give a database with six posts that wait for a word on denial, the last one first."""
    posts, scorings = [], []
    for number in range(1, 7):
        own = Segment(kind=SegmentKind.OWN, text=f"These are the words of post {number}.")
        posts.append(Post(id=f"p{number}", position=number, author="wren", segments=(own,)))
        values = {name: 0.9 if name == "denial" else 0.1 for name in LABEL_NAMES}
        scores = tuple(Score(post_id=f"p{number}", label=n, value=v, model=MODEL) for n, v in values.items())
        scorings.append(Scoring(id=f"p{number}", scores=scores, labels=("denial",), model=MODEL))
    with Store.open(tmp_path / "kept.db") as store:
        store.add(
            Thread(id=ID, title="The Orrin crossing", engine="xenforo2", source="orrin.html", posts=tuple(posts)),
            scorings,
        )
    return tmp_path / "kept.db"


def _is_on_the_table(page: Page, number: int) -> None:
    expect(page.locator(".fa-judged .fa-own")).to_have_text(f"These are the words of post {number}.")
    # Keys are heard once the buttons are there.
    expect(page.get_by_role("button", name="Save")).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == name:
            return
    pytest.fail(f"{name} is not reached by Tab")


def test_five_posts_by_keyboard_alone(serve, visit, database: Path) -> None:
    """No, unsure, yes with its kind, all no, and a no with a note: five posts, five verdicts, no mouse."""
    page = visit.page
    page.set_default_timeout(60_000)
    page.goto(f"{serve(database)}/queue")
    expect(page.get_by_role("button", name="Show words")).to_be_visible(timeout=60_000)
    expect(page.locator(".fa-judged")).to_contain_text("Masked: 7 own words")
    page.keyboard.press("m")
    _is_on_the_table(page, 6)
    page.keyboard.press("2")
    _is_on_the_table(page, 5)
    page.keyboard.press("3")
    _is_on_the_table(page, 4)
    page.keyboard.press("1")
    expect(page.get_by_role("button", name="Literal")).to_be_visible()
    page.keyboard.press("a")
    _is_on_the_table(page, 3)
    page.keyboard.press("n")
    _is_on_the_table(page, 2)
    _tab_to(page, "Note (optional)")
    # Letters and digits in a field are words, not keys.
    page.keyboard.type("see page 123, next time skip")
    page.keyboard.press("Tab")
    page.keyboard.press("2")
    _is_on_the_table(page, 1)

    with Store.open(database) as store:
        reviews = {number: store.desk.history(LOCAL, ID, f"p{number}").reviews for number in range(1, 7)}
    assert {number: [review.verdict for review in found] for number, found in reviews.items()} == {
        6: [Verdict.NO],
        5: [Verdict.UNSURE],
        4: [Verdict.YES],
        3: [Verdict.NO],
        2: [Verdict.NO],
        1: [],
    }
    assert reviews[4][0].subtype == "literal"
    assert reviews[2][0].note == "see page 123, next time skip"
    assert all(found[0].seconds is not None for number, found in reviews.items() if number > 1)
    assert visit.foreign() == []
    assert visit.errors == []


def test_two_browsers_never_get_the_same_post(serve, visit, database: Path) -> None:
    """Two browsers judge in turn: each post comes to one of them, and the last says that none is left."""
    address = serve(database)
    other = visit.page.context.browser.new_context().new_page()
    seen = []
    for page in (visit.page, other):
        page.set_default_timeout(60_000)
        page.goto(f"{address}/queue")
        expect(page.get_by_role("button", name="Save")).to_be_visible(timeout=60_000)
        seen.append(page.locator(".fa-judged p a").inner_text())
    for page in (visit.page, other, visit.page, other):
        before = page.locator(".fa-judged p a").inner_text()
        page.keyboard.press("2")
        expect(page.locator(".fa-judged p a")).not_to_have_text(before)
        expect(page.get_by_role("button", name="Save")).to_be_visible()
        seen.append(page.locator(".fa-judged p a").inner_text())
    assert sorted(seen) == [f"Post {number}" for number in range(1, 7)]
    visit.page.keyboard.press("2")
    expect(visit.page.get_by_role("heading", name="No post waits for you")).to_be_visible()
    # A page that is closed keeps its post from nobody.
    other.close()
    expect(visit.page.get_by_role("button", name="Look again")).to_be_visible()
    visit.page.wait_for_timeout(1000)
    visit.page.keyboard.press("t")
    expect(visit.page.locator(".fa-judged p a")).to_have_text(seen[-1])


def test_filters_stand_in_the_link_and_a_key_clears_them(serve, visit, database: Path) -> None:
    """What is filtered is written into the address, an address with filters is obeyed, and Z opens the queue again."""
    page, address = visit.page, serve(database)
    page.set_default_timeout(60_000)
    page.goto(f"{address}/queue?label=denial&score=80&score=95&since=2031-01-01")
    expect(page.get_by_role("heading", name="No post waits for you")).to_be_visible(timeout=60_000)
    expect(page.locator(".fa-kept")).to_contain_text("score to: 95%")
    expect(page.get_by_role("button", name="Clear filters")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator(".fa-judged p a")).to_have_text("Post 6")
    expect(page).to_have_url(f"{address}/queue")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Author").fill("wren")
    page.keyboard.press("Enter")
    expect(page.locator(".fa-kept")).to_contain_text("author: wren")
    expect(page).to_have_url(f"{address}/queue?author=wren")
    expect(page.locator(".fa-judged p a")).to_have_text("Post 6")
