"""The dashboard as its readers meet it: a real server, a real browser, from upload to the source of a quote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analyzer.annotations import ModelId, Score, Scoring
from analyzer.store import Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

pytestmark = pytest.mark.browser

CALL = "Kill every last one of them"
SCRAPE = f""" date 2031-05-24 What's new

Depot fire at Tarn Hollow: inquiry hears of chained gates

harbourlight

harbourlight

FULL MEMBER
Dec 14, 2027
1,817
1
815
Country
Sethland
Location
Sethland
The inquiry into the depot fire at Tarn Hollow heard today that the gates had been chained from outside while forty Marsh families slept there. Eleven people died.

M

marrowgate

FULL MEMBER
Feb 28, 2030
197
0
277
Country
Lantra
Location
Lantra
Burn the rest of the Marsh people out too. {CALL}, they are vermin and should be exterminated.

T

tidewatch

SENIOR MEMBER
Mar 3, 2029
512
2
640
Country
Sethland
Location
Sethland
marrowgate said:
Burn the rest of the Marsh people out too. {CALL}, they are vermin and should be exterminated.
Click to expand...
I have reported this post. Nobody deserves that.

S

sedgewren

MEMBER

New Recruit

Apr 29, 2031
48
0
53
Country
Lantra
Location
Lantra
harbourlight said:
The inquiry into the depot fire at Tarn Hollow heard today that the gates had been chained from outside while forty Marsh families slept there. Eleven people died.
Click to expand...
Does anybody know when the next hearing is?

Users Who Are Viewing This Thread (Total: 2, Members: 0, Guests: 2)

Similar threads

galewright
Harvest fair moved to the old mill
Replies
3
Views
468
galewright
galewright

Latest posts

Top Bottom
"""
HOSTILE = (
    "<script>window.owned=1</script>"
    "<img src=http://evil.example/i.png onerror=window.owned=1>"
    "<svg onload=window.owned=1><iframe src=http://evil.example/f></iframe>"
    "<style>@import 'http://evil.example/s.css'; body{background:url(http://evil.example/b)}</style>"
    "![p](http://evil.example/p.png) [x](javascript:window.owned=1) <http://evil.example> $\\href{http://evil.example}{x}$ "
    ":material/home: :red[red] &lt;img src=x onerror=window.owned=1&gt; \u202egnp.exe"
)


def _post(visit, position: int):
    return visit.page.locator(".fa-post").nth(position - 1)


def test_from_upload_to_the_source_of_a_quote(serve, visit, tmp_path: Path) -> None:
    """A scrape is uploaded; who calls for killing is flagged, who quotes it is not, and the quote leads to its source."""
    (tmp_path / "depot.txt").write_text(SCRAPE, encoding="utf-8")
    page, address = visit.page, serve(tmp_path / "kept.db")

    page.goto(address)
    page.get_by_text("No thread is stored yet").wait_for()
    page.locator(".stHtml").get_by_role("link", name="Add threads").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "depot.txt")
    page.get_by_role("button", name="Read, score and store").click()
    page.get_by_text("1 thread read: 4 new posts.").wait_for()
    page.locator(".fa-outcome").get_by_role("link").click()

    expect(page.locator(".fa-post")).to_have_count(4)
    expect(_post(visit, 2).locator(".fa-own")).to_contain_text(CALL)
    expect(_post(visit, 2).locator(".fa-badge.fa-incitement")).to_have_count(1)
    expect(_post(visit, 3).locator(".fa-quoted")).to_contain_text(CALL)
    expect(_post(visit, 3).locator(".fa-own")).not_to_contain_text(CALL)
    expect(_post(visit, 3).locator(".fa-badge.fa-incitement")).to_have_count(0)

    _post(visit, 3).locator(".fa-source").get_by_role("link", name="post #2").click()
    page.wait_for_url(re.compile(r"thread=.*#post-2$"))
    expect(page.locator("#post-2")).to_be_in_viewport()
    assert visit.foreign() == []
    assert visit.errors == []


def test_a_source_on_another_page_comes_into_view(serve, visit, tmp_path: Path) -> None:
    """In a thread of 400 posts the link of a quote opens the page of its source and brings it to the top."""
    own = [Segment(kind=SegmentKind.OWN, text=f"The words of post {n}. " * 12) for n in range(1, 401)]
    quote = Segment(kind=SegmentKind.QUOTE, text="The words", author="wren", post_id="p70", depth=1)
    posts = [Post(id=f"p{n}", position=n, author="wren", segments=(segment,)) for n, segment in enumerate(own, start=1)]
    posts[-1] = Post(id="p400", position=400, author="tern", segments=(quote, own[-1]))
    with Store.open(tmp_path / "kept.db") as store:
        store.add(
            Thread(id="forum.example/long", title="Long", engine="xenforo2", source="long.html", posts=tuple(posts))
        )
    page = visit.page

    page.goto(f"{serve(tmp_path / 'kept.db')}/thread?thread=forum.example%2Flong&page=16")
    page.get_by_role("link", name="post #70").click()
    page.get_by_text("51 to 75 of 400 posts").wait_for()
    expect(page.locator("#post-70")).to_be_in_viewport()
    top = page.locator("#post-70").evaluate("node => node.getBoundingClientRect().top")
    assert 0 <= top < 200


def test_hostile_words_run_nothing_and_fetch_nothing(serve, visit, tmp_path: Path) -> None:
    """Markup in names, titles, facts, quotes, words and file names is text on every page: no script, no request."""
    segments = tuple(
        Segment(kind=kind, text=HOSTILE, author=HOSTILE[:60], depth=int(kind is SegmentKind.QUOTE))
        for kind in SegmentKind
    )
    post = Post(id="p1", position=1, author=HOSTILE[:60], segments=segments, card={HOSTILE[:30]: HOSTILE})
    model = ModelId(name="sample", version="1", hash="0123456789ab")
    score = Score(post_id="p1", label="incitement", value=0.9, model=model)
    with Store.open(tmp_path / "kept.db") as store:
        store.add(
            Thread(id="forum.example/<b>1", title=HOSTILE, engine="xenforo2", source=HOSTILE[:60], posts=(post,)),
            [Scoring(id="p1", scores=(score,), labels=("incitement",), model=model)],
        )
    page, address = visit.page, serve(tmp_path / "kept.db")

    page.goto(address)
    page.locator(".fa-table a").first.click()
    expect(page.locator(".fa-own")).to_contain_text("<script>window.owned=1</script>")
    for fold in page.locator(".fa-post summary").all():
        fold.click()
    page.goto(f"{address}/thread")
    expect(page.locator(".fa-table a")).to_contain_text("<script>window.owned=1</script>")
    page.goto(f"{address}/add_threads")
    page.locator("input[type=file]").set_input_files(
        {"name": "<img src=x onerror=window.owned=1>.txt", "mimeType": "text/plain", "buffer": b"no thread"}
    )
    page.get_by_role("button", name="Read, score and store").click()
    expect(page.locator(".fa-refused")).to_contain_text("<img src=x onerror=window.owned=1>.txt")

    assert page.evaluate("window.owned === undefined")
    assert visit.dialogs == []
    assert visit.foreign() == []


def test_the_pages_fit_a_laptop_and_follow_the_keyboard(serve, visit, tmp_path: Path) -> None:
    """At 1366 by 768 nothing needs sideways scrolling, and the first link of a page is reached and seen by Tab alone."""
    post = Post(id="p1", position=1, author="wren", segments=(Segment(kind=SegmentKind.OWN, text="w" * 5000),))
    with Store.open(tmp_path / "kept.db") as store:
        store.add(Thread(id="forum.example/1", title="t" * 300, engine="xenforo2", source="a.html", posts=(post,)))
    page, address = visit.page, serve(tmp_path / "kept.db")
    for path in ("/thread?thread=forum.example%2F1", "/thread", "/add_threads", "/"):
        page.goto(address + path)
        page.locator(".stMainBlockContainer .stHtml").first.wait_for()
        page.wait_for_load_state("networkidle")
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("node => node.scrollWidth <= node.clientWidth"), path
    page.goto(f"{address}/thread")
    page.locator(".fa-table a").wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.fa-table') !== null"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.locator(".fa-post").wait_for()


def test_a_thread_is_downloaded_under_pseudonyms(serve, visit, tmp_path: Path) -> None:
    """The export of a thread is a file that names nobody, unless names are chosen."""
    post = Post(id="p1", position=1, author="wrenfoot", segments=(Segment(kind=SegmentKind.OWN, text="=1+1 said I"),))
    with Store.open(tmp_path / "kept.db") as store:
        store.add(Thread(id="forum.example/1", title="One", engine="xenforo2", source="a.html", posts=(post,)))
    page = visit.page
    page.goto(f"{serve(tmp_path / 'kept.db')}/thread?thread=forum.example%2F1")
    page.get_by_text("Export this thread").click()
    with page.expect_download() as hidden:
        page.get_by_role("button", name="Download csv").click()
    assert hidden.value.suggested_filename == "forum-example-1.csv"
    rows = hidden.value.path().read_text(encoding="utf-8")
    assert "'=1+1 said I" in rows
    assert "wrenfoot" not in rows
    page.get_by_text("Names as written on the forum").click()
    page.get_by_text("This export names people").wait_for()
    with page.expect_download() as named:
        page.get_by_role("button", name="Download csv").click()
    assert named.value.suggested_filename == "forum-example-1-with-names.csv"
    assert "wrenfoot" in named.value.path().read_text(encoding="utf-8")
