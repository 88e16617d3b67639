"""The queue as a reviewer meets it: a real server, a real browser, and a keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_samples import add_waiting
from playwright.sync_api import Page, expect

from analyzer.annotations import Verdict
from analyzer.people import LOCAL
from analyzer.store import Store

pytestmark = pytest.mark.browser
# A busy machine of two cores took over five seconds for a card that takes a tenth of one when it is idle.
expect.set_options(timeout=30_000)

ID = "forum.example/orrin.4"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give a database with six posts that wait for a word on denial, the last one first."""
    words = [f"These are the words of post {number}." for number in range(1, 7)]
    add_waiting(tmp_path / "kept.db", ID, words, title="The Orrin crossing")
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
