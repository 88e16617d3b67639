"""A lead's whole way with one thread: upload, search, a threshold moved, and the export that follows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from analyzer.people import LOCAL
from analyzer.store import LogFilters, Store, Verb

pytestmark = pytest.mark.browser
# As in the queue's own tests: a machine that does other work beside them took half a minute for a page.
expect.set_options(timeout=60_000)

SAMPLE = Path(__file__).parents[2] / "threads" / "xenforo2" / "ostrel-registers.html"
# The sixth post calls for killing in words that no model lets pass, house by house; the seventh quotes it and objects.
CALLS, OBJECTS = 6, 7
LABEL, MOVED = "incitement", 0.9999


def _add(page: Page, address: str) -> str:
    """Upload the sample, and give the link to its thread."""
    page.goto(f"{address}/add_threads")
    page.locator("input[type=file]").set_input_files(SAMPLE)
    page.get_by_role("button", name="Read, score and store").click()
    expect(page.locator(".fa-outcome")).to_contain_text("1 thread read: 12 new posts.")
    return f"{address}/{page.locator('.fa-outcome').get_by_role('link').get_attribute('href')}"


def _search(page: Page, address: str, words: str) -> None:
    """Find the call and the post that quotes it by words, and the call alone by its label."""
    page.goto(f"{address}/search")
    page.get_by_label("Words, or a").fill(words)
    page.keyboard.press("Enter")
    _are_found(page, {CALLS, OBJECTS})
    page.get_by_role("combobox", name="Flagged for").click()
    page.get_by_role("option", name=LABEL).click()
    _are_found(page, {CALLS})


def _are_found(page: Page, numbers: set[int]) -> None:
    expect(page.locator(".fa-results li")).to_have_count(len(numbers))
    assert {f"Post {number}" for number in numbers} == set(page.locator(".fa-results li a").all_inner_texts())


def _try(page: Page, address: str) -> None:
    """Move the threshold, and see what it would change."""
    page.goto(f"{address}/model?part=thresholds")
    # What cannot be pressed yet does not look like what can.
    expect(page.get_by_role("button", name="Apply")).to_be_disabled()
    expect(page.get_by_role("button", name="Apply")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    field = page.get_by_label(f"Threshold for {LABEL} in %, as a number")
    field.fill(f"{MOVED:.2%}".removesuffix("%"))
    field.press("Enter")
    expect(page.get_by_text(f"At {MOVED:.2%}, 1 post would lose it.")).to_be_visible()
    page.get_by_text("Show 1 of 1").click()
    expect(page.get_by_role("link", name=f"Post {CALLS:d}")).to_be_visible()


def _exported(page: Page, address: str) -> list[dict[str, Any]]:
    page.goto(f"{address}/export")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download jsonl").click()
    return [json.loads(row) for row in started.value.path().read_text(encoding="utf-8").splitlines()]


def _logged(database: Path, verb: Verb) -> list[dict[str, Any]]:
    with Store.open(database) as store:
        return [dict(line.detail) for line in store.desk.iter_actions(LOCAL, filters=LogFilters(verbs=(verb,)))]


def _without_the_label(row: dict[str, Any]) -> dict[str, Any]:
    kinds = {label: kind for label, kind in row["subtypes"].items() if label != LABEL}
    return {**row, "labels": [label for label in row["labels"] if label != LABEL], "subtypes": kinds}


def test_from_upload_to_the_export_at_a_threshold_that_was_moved(serve, visit, tmp_path: Path) -> None:
    """The call is uploaded, found, and flagged until a lead applies a threshold above its score; the export follows."""
    page, database = visit.page, tmp_path / "kept.db"
    page.set_default_timeout(60_000)
    address = serve(database)
    thread = _add(page, address)
    _search(page, address, '"house by house"')
    before = _exported(page, address)
    assert {row["position"] for row in before if LABEL in row["labels"]} == {CALLS}

    _try(page, address)
    # Tried is not applied: the store holds what it held.
    assert _logged(database, Verb.THRESHOLDS) == []
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("status").filter(has_text=f"→ {MOVED:.2%}")).to_be_visible()

    page.goto(f"{address}/queue?label={LABEL}")
    expect(page.get_by_role("heading", name="No post waits for you")).to_be_visible()
    page.goto(thread)
    expect(page.locator(".fa-post")).to_have_count(12)
    expect(page.locator(f".fa-badge.fa-{LABEL}")).to_have_count(0)
    expect(page.locator(".fa-badge.fa-denial").first).to_be_visible()
    after = _exported(page, address)
    assert after == [_without_the_label(row) for row in before]
    assert after != before
    golden = json.loads(SAMPLE.with_suffix(".expected.json").read_text(encoding="utf-8"))
    names = {post["author"] for post in golden["posts"]}
    assert [name for name in names if name in json.dumps(after, ensure_ascii=False)] == []
    assert all(row["author"].startswith("author-") for row in after)
    assert [line["after"][LABEL] for line in _logged(database, Verb.THRESHOLDS)] == [MOVED]
    assert visit.foreign() == []
    assert visit.errors == []
