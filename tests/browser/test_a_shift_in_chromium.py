"""A reviewer's shift: many posts by keyboard alone, and a server that is killed amid the work."""

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
# As in the queue's own tests: a machine that does other work beside them took half a minute for a card.
SLOWEST = 90_000

ID, POSTS = "forum.example/shift.1", 21
MODEL = ModelId(name="sample", version="1", hash="0123456789ab")
# Text that would be a script, Markdown, LaTeX, a right-to-left override or one endless word, were it not shown as text.
HOSTILE = (
    "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">",
    "**bold** [link](javascript:alert(1)) # heading\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "$$\\int_0^1 x dx$$ :red[red] :material/home: {{template}} ${expression}",
    "\u202e override \u202c and \u2066isolate\u2069",
    "w" * 200_000,
)


def _post(number: int) -> Post:
    hostile = HOSTILE[number % len(HOSTILE)] if number % 4 == 0 else ""
    own = Segment(kind=SegmentKind.OWN, text=f"Post {number}. {hostile}".strip())
    return Post(id=f"p{number}", position=number, author="wren", segments=(own,))


def _scoring(number: int) -> Scoring:
    values = {name: 0.9 if name == "denial" else 0.1 for name in LABEL_NAMES}
    scores = tuple(Score(post_id=f"p{number}", label=n, value=v, model=MODEL) for n, v in values.items())
    return Scoring(id=f"p{number}", scores=scores, labels=("denial",), model=MODEL)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give a database with 21 posts that wait for a word on denial, every fourth of them hostile."""
    numbers = range(1, POSTS + 1)
    thread = Thread(
        id=ID, title="Shift", engine="xenforo2", source="shift.html", posts=tuple(_post(number) for number in numbers)
    )
    with Store.open(tmp_path / "kept.db") as store:
        store.add(thread, [_scoring(number) for number in numbers])
    return tmp_path / "kept.db"


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
