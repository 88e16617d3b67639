"""Appeals on the thread page: offered where something was decided, silent where a second reader is still due."""

from __future__ import annotations

import pytest
from dashboard_samples import THRESHOLDS, own, post, scoring, thread

from analyzer.annotations import Verdict
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Click, Rules, State, Verb
from dashboard import desk

ID = "forum.example/orrin.4"
ANN, BEN = (Person(name, frozenset({Role.REVIEWER})) for name in ("ann", "ben"))
YES = Click(verdicts={"denial": Verdict.YES})
MOCK = Click(verdicts={"sarcasm": Verdict.YES})


@pytest.fixture
def judged(store, open_page):
    """Give the thread's page: post 1 judged once, 2 waits for a second reader, 3 unseen, 4 read twice alike."""
    page = open_page("thread", thread=ID)
    posts = [post(n, own("a")) for n in range(1, 5)]
    store.add(thread(*posts), [scoring(each.id, {"denial": 0.9}) for each in posts], classifier_thresholds=THRESHOLDS)
    store.desk.set_rules(LOCAL, Rules(gold_rate=0, second_rates={"denial": 1.0, "sarcasm": 0.0}))
    store.desk.review(ANN, ID, "p1", MOCK)
    store.desk.review(ANN, ID, "p2", YES)
    store.desk.review(ANN, ID, "p4", YES)
    store.desk.review(BEN, ID, "p4", YES)
    page.run()
    assert not page.exception
    return page


def said(page, tree_of) -> list[str]:
    """Give what stands below the posts."""
    return [node.text(deep=False).strip() for node in tree_of(page).css(".fa-faint:has(a)")]


def filed(page):
    """Give the buttons that file an appeal."""
    return [button for button in page.button if button.key.startswith("do-appeal-")]


def test_appeals_are_offered_where_something_was_decided(judged, tree_of) -> None:
    """A post that waits for its second reader looks like one that nobody has judged."""
    assert said(judged, tree_of) == ["Judged once.", "Settled."]
    assert len(filed(judged)) == 2


def test_an_appeal_is_filed_with_its_note(judged, store, tree_of) -> None:
    """The post waits for a lead, the note is in its history, and the page says both."""
    judged.text_area[0].set_value("  It is irony. ").run()
    filed(judged)[0].click().run()
    assert store.desk.state(LOCAL, ID, "p1") is State.APPEALED
    (line,) = [line for line in store.desk.history(LOCAL, ID, "p1").actions if line.verb is Verb.APPEAL]
    assert dict(line.detail) == {"note": "It is irony."}
    assert tree_of(judged).css_first(".fa-outcome").text().startswith("The appeal is filed")
    assert said(judged, tree_of)[0].startswith("An appeal waits")
    judged.run()
    assert not tree_of(judged).css(".fa-outcome")


def test_an_appeal_that_cannot_be_is_refused_in_words(judged, store, tree_of) -> None:
    """Somebody was faster: the page says that there is nothing to contest, and what stands below is as it is now."""
    store.desk.appeal(BEN, ID, "p4")
    filed(judged)[1].click().run()
    assert "there is no decision to contest" in tree_of(judged).css_first(".fa-refused").text()
    assert len(filed(judged)) == 1


def test_who_files_no_appeals_is_shown_nothing_of_it(judged, tree_of, monkeypatch) -> None:
    """A researcher is not told what was judged."""
    monkeypatch.setattr(desk, "person", lambda: Person("rae", frozenset({Role.RESEARCHER})))
    judged.run()
    assert not judged.exception
    assert (said(judged, tree_of), filed(judged)) == ([], [])
