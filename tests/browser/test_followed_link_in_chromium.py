"""The script that keeps a followed link over the login, on a page of its own: what it keeps, and where it never goes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from dashboard import followed
from dashboard.components import followed_link

pytestmark = pytest.mark.browser

ROOT = "http://desk.example/"
GO = {"pattern": followed.PATTERN, "longest": followed.LONGEST, "lasts": 1000 * followed.LASTS}
GOOD = "queue?label=denial&score=20&score=95"
HOSTILE = (
    "//evil.example/", "/\\evil.example", "\\\\evil.example", "https://evil.example/", "https:evil.example",
    "javascript:alert(1)", "data:text/html,x", "queue/../oauth2callback", "../queue", "/queue", "queue?next=evil", "queue?label",
    "queue?label=//evil.example", "queue\n", "\nqueue", "queue?label=a\nb", "queue#post-x", "#post-1", "", "nowhere",
    "queue?label=" + "x" * followed.LONGEST, 5, None, ["queue"], {"to": "queue"},
)  # fmt: skip


@pytest.fixture
def run(visit) -> Callable[..., str]:
    """Give a function that runs the script at an address of an empty site with some data and gives where the browser is then.

    It waits for the address that the browser `goes_to`, else for as long as going anywhere takes.
    """
    visit.page.route("**/*", lambda route: route.fulfill(body="<p>here</p>", content_type="text/html"))
    script = followed_link._SCRIPT

    def at(address: str, data: dict[str, object], *, goes_to: str | None = None) -> str:
        visit.page.goto(address)
        visit.page.evaluate(
            """async ([script, data]) => {
              const module = await import(URL.createObjectURL(new Blob([script], {type: "text/javascript"})));
              module.default({ data });
            }""",
            [script, data],
        )
        if goes_to is None:
            visit.page.wait_for_timeout(150)
        else:
            # On a busy machine a browser takes its time to leave.
            visit.page.wait_for_url(lambda url: url == goes_to)
        visit.page.wait_for_load_state()
        return visit.page.url

    return at


def _leave(page: Page, value: object, *, age: int = 0) -> None:
    page.evaluate(
        "([to, age]) => sessionStorage.setItem(PLACE, JSON.stringify({ to, at: Date.now() - age }))".replace(
            "PLACE", json.dumps("forum analyzer: link followed to the login")
        ),
        [value, age],
    )


def _left(page: Page) -> int:
    left: int = page.evaluate("sessionStorage.length")
    return left


def test_nobody_is_brought_to_what_is_no_page(run, visit) -> None:
    """Whatever was left in the tab: only an address of ours is gone to, once, from the root, while it is fresh."""
    page = visit.page
    page.goto(ROOT)
    for value in HOSTILE:
        _leave(page, value)
        assert run(ROOT, GO) == ROOT, value
        assert _left(page) == 0, value
    page.evaluate("sessionStorage.setItem('forum analyzer: link followed to the login', '{not JSON')")
    assert run(ROOT, GO) == ROOT
    for age in (1000 * followed.LASTS + 1000, -60_000):
        _leave(page, GOOD, age=age)
        assert run(ROOT, GO) == ROOT
    for other in ("search", "?part=desk"):
        _leave(page, GOOD)
        assert run(ROOT + other, GO) == ROOT + other
        assert _left(page) == 0
    _leave(page, GOOD)
    assert run(ROOT, GO, goes_to=ROOT + GOOD) == ROOT + GOOD
    assert run(ROOT, GO) == ROOT
    assert visit.errors == []


def test_the_anchor_is_kept_and_a_root_forgets(run) -> None:
    """The anchor of a post comes along, another one does not; the login page at the root forgets what was kept before."""
    run(f"{ROOT}{GOOD}#post-6", {"keep": GOOD})
    assert run(ROOT, GO, goes_to=f"{ROOT}{GOOD}#post-6").endswith("#post-6")
    run(f"{ROOT}{GOOD}#//evil.example", {"keep": GOOD})
    assert run(ROOT, GO, goes_to=ROOT + GOOD) == ROOT + GOOD
    run(f"{ROOT}{GOOD}#post-6", {"keep": GOOD})
    run(ROOT, {"keep": ""})
    assert run(ROOT, GO) == ROOT
    run(f"{ROOT}?part=desk", {"keep": "?part=desk"})
    assert run(ROOT, GO, goes_to=f"{ROOT}?part=desk").endswith("?part=desk")
