"""A reviewer's shift: many posts by keyboard alone, and a server that is killed amid the work."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_samples import add_waiting
from playwright.sync_api import Page, expect

from analyzer.annotations import Verdict
from analyzer.people import LOCAL
from analyzer.store import Store

pytestmark = pytest.mark.browser
# As in the queue's own tests: a machine that does other work beside them took half a minute for a card.
SLOWEST = 90_000

ID, POSTS = "forum.example/shift.1", 21
# Text that would be a script, Markdown, LaTeX, a right-to-left override or one endless word, were it not shown as text.
HOSTILE = (
    "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">",
    "**bold** [link](javascript:alert(1)) # heading\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "$$\\int_0^1 x dx$$ :red[red] :material/home: {{template}} ${expression}",
    "\u202e override \u202c and \u2066isolate\u2069",
    "w" * 200_000,
)


def _words(number: int) -> str:
    hostile = HOSTILE[number % len(HOSTILE)] if number % 4 == 0 else ""
    return f"Post {number}. {hostile}".strip()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give a database with 21 posts that wait for a word on denial, every fourth of them hostile."""
    path = tmp_path / "kept.db"
    add_waiting(path, ID, [_words(number) for number in range(1, POSTS + 1)], title="Shift")
    return path


def _card(page: Page) -> str:
    expect(page.get_by_role("button", name="Save")).to_be_visible(timeout=SLOWEST)
    return page.locator(".fa-judged p a").inner_text()


def _verdicts(database: Path) -> dict[int, list[Verdict]]:
    with Store.open(database) as store:
        return {
            number: [review.verdict for review in store.desk.history(LOCAL, ID, f"p{number}").reviews]
            for number in range(1, POSTS + 1)
        }


def test_twenty_posts_by_keyboard_alone(serve, visit, database: Path) -> None:
    """Twenty posts, twenty verdicts, no mouse; hostile words stand there as text and run nothing."""
    page = visit.page
    page.goto(f"{serve(database)}/queue")
    _card(page)
    page.keyboard.press("m")
    expect(page.locator(".fa-judged .fa-own")).to_be_visible(timeout=SLOWEST)
    said = {}
    for turn in range(20):
        name = _card(page)
        number = int(name.removeprefix("Post "))
        expect(page.locator(".fa-judged .fa-own")).to_contain_text(f"Post {number}.")
        said[number] = Verdict.NO if turn % 2 else Verdict.UNSURE
        page.keyboard.press("2" if turn % 2 else "3")
        expect(page.locator(".fa-judged p a")).not_to_have_text(name, timeout=SLOWEST)
    found = _verdicts(database)
    assert {number: verdicts for number, verdicts in found.items() if verdicts} == {n: [v] for n, v in said.items()}
    assert len(said) == 20
    assert page.title() != "taken"
    assert visit.dialogs == []
    assert visit.errors == []
    assert visit.foreign() == []


def test_a_verdict_survives_a_kill_of_the_server_in_the_same_second(run_server, visit, database: Path) -> None:
    """The moment the next card is there, the server is killed: the verdict is in the store, whole and once."""
    page, server = visit.page, run_server(database)
    page.goto(f"{server.address}/queue")
    name = _card(page)
    page.keyboard.press("2")
    page.wait_for_function(
        "before => document.querySelector('.fa-judged p a')?.innerText !== before", arg=name, timeout=SLOWEST
    )
    server.process.kill()
    server.process.wait(timeout=20)
    found = {number: verdicts for number, verdicts in _verdicts(database).items() if verdicts}
    assert found == {int(name.removeprefix("Post ")): [Verdict.NO]}
