"""A person's choices: masking by label, quiet pages, a reminder; kept, and each obeyed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from dashboard_samples import THRESHOLDS, own, post, scoring, thread
from hypothesis import given
from hypothesis import strategies as some

from analyzer.labels import LABEL_NAMES
from analyzer.people import LOCAL, Person
from analyzer.store import Rules
from dashboard import care, desk
from dashboard.care import Care, Watch

NOON = datetime(2031, 3, 9, 12, tzinfo=UTC)


def _words(page) -> str:
    return " ".join(" ".join(element.proto.body for element in page.get("html")).split())


@pytest.fixture
def at_queue(store, open_page):
    """Give a function that keeps a person's choices and opens the queue on a denial by wren, who has more of them."""

    def run(kept, **values):
        store.preferences.put(LOCAL, kept)
        page = open_page("queue")
        posts = (post(1, own("secret words")), post(2, own("other secret")))
        scorings = [scoring("p1", values or {"denial": 0.9}), scoring("p2", {"incitement": 0.6})]
        store.add(thread(*posts), scorings, classifier_thresholds=THRESHOLDS)
        store.desk.set_rules(LOCAL, Rules(gold_rate=0, weights={"denial": 9, "sarcasm": 0, "incitement": 1}))
        page.run()
        assert not page.exception
        return page

    return run


@pytest.mark.parametrize(
    "kept",
    [{"masked": "denial"}, {"masked": [7, "denail"], "break_minutes": "soon"}, {"break_minutes": True}, {"x": 1}],
)
def test_choices_that_cannot_be_are_left_out(kept) -> None:
    """What another version kept, or a slip, breaks no page."""
    found = care._read(kept)
    assert found.masked <= set(LABEL_NAMES)
    assert found.break_minutes == 0


def test_choices_are_kept_for_each_person(open_page, store, monkeypatch) -> None:
    """What is chosen on the page is there on the next visit, and not for somebody else."""
    page = open_page("care")
    assert page.button_group(key="masked").value == [*LABEL_NAMES, "posts without a label"]
    page.button_group(key="masked").set_value(["denial"]).run()
    page.toggle(key="quiet").set_value(True).run()
    page.selectbox(key="minutes").select(30).run()
    assert not page.exception
    wanted = Care(masked=frozenset({"denial"}), mask_others=False, quiet=True, break_minutes=30)
    assert care._read(store.preferences.of(LOCAL)) == wanted
    monkeypatch.setattr(desk, "person", lambda: Person("ann", LOCAL.roles))
    assert open_page("care").toggle(key="quiet").value is False


def test_only_posts_of_masked_labels_are_masked(at_queue) -> None:
    """A denial is shown to who masks incitement alone, and the incitement beside it is not."""
    page = at_queue({"masked": ["incitement"], "mask_others": False})
    assert "secret words" in _words(page)
    assert "other secret" not in _words(page)
    page.button(key="mask").click().run()
    assert "secret words" not in _words(page)
    page.button(key="mask").click().run()
    assert "secret words" in _words(page)
    assert "other secret" not in _words(page)


def test_a_quiet_card_tells_no_numbers_of_others(at_queue) -> None:
    """No count of the author's posts or of quotes; the style of quiet pages is there."""
    quiet = at_queue({"quiet": True})
    assert "The author's" not in _words(quiet)
    assert "Other flagged posts of the author" in _words(quiet)
    assert 'class="fa-reason">Denial</h2>' in _words(quiet)
    assert "animation: none" in _words(quiet)


def test_the_overview_is_asked_for_in_quiet_mode(store, open_page) -> None:
    """Counts come only when they are asked for."""
    store.preferences.put(LOCAL, {"quiet": True})
    page = open_page("overview")
    store.add(thread(post(1, own("a"))), [scoring("p1")])
    page.run()
    assert "made of counts" in _words(page)
    assert "fa-cards" not in _words(page).partition("</style>")[2].partition("</style>")[2]
    page.button(key="counts").click().run()
    assert 'class="fa-number"' in _words(page)


@given(some.lists(some.integers(-10, 1000), max_size=30))
def test_time_at_the_queue_counts_five_minutes_a_press_at_most(minutes: list[int]) -> None:
    """Whatever the clock does, the time never shrinks, and no pause counts for more than five minutes."""
    watch, moment = Watch(), NOON
    for passed in minutes:
        moment += timedelta(minutes=passed)
        later = watch.at(moment)
        assert timedelta(0) <= later.spent - watch.spent <= timedelta(minutes=5)
        watch = later


def test_a_reminder_comes_when_it_is_due_and_goes_when_noted(at_queue, monkeypatch) -> None:
    """After the minutes that were chosen a line stands above the card, until it is noted; before, and unasked, none."""
    page = at_queue({"break_minutes": 15})
    assert "You have been at the queue" not in _words(page)
    started = desk.now()
    for number in range(1, 5):
        monkeypatch.setattr(desk, "now", lambda number=number: started + timedelta(minutes=4.9 * number))
        page.run()
    assert "You have been at the queue for 19 minutes" in _words(page)
    page.button(key="noted").click().run()
    assert "You have been at the queue" not in _words(page)
