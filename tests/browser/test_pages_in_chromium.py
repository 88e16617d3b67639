"""Every page by the rules of accessibility, and charts saved as pictures: a real server and a real browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from analyzer.annotations import ModelId, Score, Scoring
from analyzer.labels import LABEL_NAMES
from analyzer.people import LOCAL
from analyzer.store import Store, Verb
from analyzer.thread import Post, Segment, SegmentKind, Thread

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)

MODEL = ModelId(name="sample", version="1", hash="0123456789ab")
SPEECH = "There was never a camp at the river mouth, and whoever says so was paid for it by the dredging company."
# A page by its address, and what is there once it is whole.
PAGES: Mapping[str, str] = {
    "": "Most flagged authors",
    "?part=desk": "From claim to verdict",
    "?part=quotes": "Most quoted flagged posts",
    "?part=copies": "4 posts in 2 threads",
    "?part=escalation&rising=denial": "Rises at least by",
    "queue": "Your verdict",
    "thread": "to 2 of 2 threads",
    "thread?thread=forum.example%2F1": "Export this thread",
    "search?words=river&label=denial": "newest added first",
    "add_threads": "Read, score and store",
    "care": "Remind me after",
    "log": "added threads",
    "history?thread=forum.example%2F1&post=p9": "nobody has judged it",
}
# Faults of Streamlit 1.67's own elements, which no page of ours can mend, by rule and by where they are.
STREAMLITS: Mapping[str, str] = {}
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    """Give a database in which denials rise, are quoted, and are posted twice."""
    path = tmp_path_factory.mktemp("pages") / "kept.db"
    with Store.open(path) as store:
        for number in (1, 2):
            posts, scorings = [], []
            for position in range(1, 13):
                quoted = Segment(kind=SegmentKind.QUOTE, text=SPEECH, author="wren", post_id="p9", depth=1)
                own = Segment(kind=SegmentKind.OWN, text=SPEECH if position in {9, 12} else f"Post {position}.")
                author = "wren" if position in {9, 12} else f"tern{position}"
                posts.append(
                    Post(
                        id=f"p{position}",
                        position=position,
                        author=author,
                        created_at=datetime(2031, 3, 9, tzinfo=UTC) + timedelta(days=position),
                        segments=(quoted, own) if position > 9 else (own,),
                    )
                )
                values = {name: position / 13 if name == "denial" else 0.1 for name in LABEL_NAMES}
                scores = tuple(Score(post_id=f"p{position}", label=n, value=v, model=MODEL) for n, v in values.items())
                given = tuple(name for name, value in values.items() if value >= 0.5)
                scorings.append(Scoring(id=f"p{position}", scores=scores, labels=given, model=MODEL))
            thread = Thread(
                id=f"forum.example/{number}", title=f"Part {number}", engine="e", source="s", posts=tuple(posts)
            )
            store.add(thread, scorings)
        store.desk.record(LOCAL, Verb.IMPORT, {"file": "part-1.html", "threads": 1, "new posts": 12})
    return path


@pytest.fixture(scope="module")
def address(run_shared_server, database: Path) -> str:
    """Give the address of a dashboard on it: no test looks at what another one changes."""
    return run_shared_server(database).address


def _faults(page: Page) -> list[str]:
    """Give the grave faults of what the page shows, less those of Streamlit's own elements."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
        if not re.search(STREAMLITS.get(fault["id"], r"(?!)"), node["html"])
    ]


def test_no_page_has_a_grave_fault(address: str, visit) -> None:
    """An axe-core run finds nothing serious or critical on any page, with a list of what is Streamlit's own."""
    page = visit.page
    page.set_default_timeout(90_000)
    faults: dict[str, list[str]] = {}
    for path, there in PAGES.items():
        page.goto(f"{address}/{path}")
        expect(page.get_by_text(there).first).to_be_visible(timeout=90_000)
        page.wait_for_timeout(500)
        faults[path] = _faults(page)
    assert {path: found for path, found in faults.items() if found} == {}
    # A fault that is put there is found: the run looks at the page.
    page.evaluate("document.querySelector('main, body').insertAdjacentHTML('beforeend', '<button></button>')")
    assert any(fault.startswith("button-name") for fault in _faults(page))
    assert visit.errors == []


# Gives the lines of text outside tables and headings that are longer than 41 times their letters are high: some 95 characters.
LONG_LINES = """() => {
  const found = [], seek = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  while (seek.nextNode()) {
    const node = seek.currentNode, within = node.parentElement;
    if (!within.closest('.stHtml') || within.closest('table, h1, h2, h3, style')) continue;
    const range = document.createRange(), most = 41 * parseFloat(getComputedStyle(within).fontSize);
    range.selectNodeContents(node);
    if ([...range.getClientRects()].some(line => line.width > most)) found.push(node.textContent.slice(0, 80));
  }
  return found;
}"""


def test_lines_stay_short_on_a_large_screen(address: str, visit) -> None:
    """At 2560 by 1440 no line of text holds more than some 95 characters, and the navigation begins where the page does."""
    page = visit.page
    page.set_default_timeout(90_000)
    page.set_viewport_size({"width": 2560, "height": 1440})
    for path in ("", "?part=quotes", "?part=copies", "thread?thread=forum.example%2F1", "add_threads", "care", "log"):
        page.goto(f"{address}/{path}")
        expect(page.get_by_text(PAGES[path]).first).to_be_visible(timeout=90_000)
        page.wait_for_timeout(300)
        assert page.evaluate(LONG_LINES) == [], path
    starts = [page.locator(name).first.bounding_box() for name in ("h1", "[data-testid=stTopNavLink]")]
    assert all(found is not None for found in starts)
    assert abs(starts[0]["x"] - starts[1]["x"]) < 16
    # What is too long is found: the measure looks at the page.
    page.add_style_tag(content=".stApp { --fa-line: 100% !important; }")
    assert page.evaluate(LONG_LINES) != []


def test_charts_are_saved_as_pictures_and_sent_nowhere(address: str, visit) -> None:
    """The picture of quotes is downloaded as a PNG by the button above it; no other site is asked for anything."""
    page = visit.page
    page.set_default_timeout(90_000)
    page.goto(f"{address}/?part=quotes")
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart.locator("canvas, svg").first).to_be_visible(timeout=90_000)
    chart.hover()
    with page.expect_download() as saved:
        page.get_by_role("button", name=re.compile("Download as PNG")).first.click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    assert visit.foreign() == []
    assert visit.errors == []
