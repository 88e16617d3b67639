"""The queue: verdicts by keys, claims, filters in the link, masking, undo, policies, and what hostile words do."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from dashboard_samples import HOSTILE, THRESHOLDS, own, post, quote, scoring, thread

from analyzer.annotations import Span, Verdict
from analyzer.errors import StoreError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Answer, Click, Rules, State
from dashboard import desk

DOCS = Path(__file__).parents[2] / "docs" / "dashboard.md"
ID = "forum.example/orrin.4"
DENIAL = {"denial": 0.9}


@pytest.fixture
def fill(store, open_page):
    """Give a function that stores posts with scores and opens the queue on them."""

    def run(*posts, values=None, rules=None, title="The Orrin crossing", **parameters: str):
        page = open_page("queue")
        scorings = [scoring(p.id, (values or {}).get(p.id, DENIAL)) for p in posts]
        store.add(thread(*posts, title=title), scorings, classifier_thresholds=THRESHOLDS)
        store.desk.set_rules(LOCAL, rules or Rules(gold_rate=0, second_rates=dict.fromkeys(THRESHOLDS, 0.0)))
        for key, value in parameters.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception
        return page

    return run


def press(page, name: str):
    """Press the button whose name starts so, whichever card it belongs to."""
    next(button for button in page.button if button.key.startswith(name)).click().run()
    assert not page.exception
    return page


def words(page, tree_of) -> str:
    return " ".join(tree_of(page).text(separator=" ").split())


def verdicts_of(store, post_id: str):
    found = store.desk.history(LOCAL, ID, post_id).reviews
    return {review.label: review.verdict for review in found if review.withdrawn_at is None}


def names(page) -> set[str]:
    return {button.key for button in page.button}


def test_an_empty_store_and_an_empty_queue_say_what_to_do(fill, open_page, tree_of) -> None:
    """Without threads the page names the page that adds them; with all judged, what can be done."""
    assert tree_of(open_page("queue")).css_first("a").attributes["href"] == "add_threads"
    page = fill(post(1, own("a")), values={"p1": {}})
    tree = tree_of(page)
    assert tree.css_first("h2").text() == "No post waits for you"
    assert [link.attributes["href"] for link in tree.css("p a")] == ["add_threads", "thread"]


def test_a_card_shows_what_its_reader_needs(fill, tree_of) -> None:
    """Reason, own words with their span, folded quote, the answered post, its neighbours, policy, model, threshold."""
    posts = [post(n, own(f"words of {n}"), author="tern") for n in range(1, 7)]
    posts[3] = replace(
        post(4, quote("words of 3", author="tern", post_id="p3"), own("It was staged."), author="wren"), reply_to="p3"
    )
    page = fill(*posts, values={f"p{n}": {} for n in (1, 2, 3, 5, 6)})
    press(page, "mask")
    tree = tree_of(page)
    assert tree.css_first("h2.fa-reason").text() == "Denial .90, not yet seen"
    assert "Held for you until" in words(page, tree_of)
    assert tree.css_first(".fa-judged .fa-own").text() == "It was staged."
    assert tree.css_first(".fa-judged details .fa-quoted").text() == "words of 3"
    assert tree.css_first(".fa-judged p a").attributes["href"] == "thread?thread=forum.example%2Forrin.4#post-4"
    summaries = [node.text() for node in tree.css("summary")]
    assert summaries == [
        "Quoted words of tern, 3 in all",
        "The post it answers",
        "Before it: 2 posts",
        "After it: 2 posts",
        "Policy: denial (Label guide 1.2)",
    ]
    assert [node.attributes["value"] for node in tree.css("meter")] == ["0.900", "0.030", "0.030", "0.030"]
    assert "given, threshold 50%" in words(page, tree_of)
    assert "Model sample, version 1 (0123456789ab)." in words(page, tree_of)


def test_the_words_that_carried_the_score_are_marked(store, open_page, tree_of) -> None:
    """The stretch that the model names is marked within the own words."""
    page = open_page("queue")
    said = scoring("p1", DENIAL)
    spans = (Span(segment=0, start=7, end=13, weight=0.9),)
    said = replace(said, scores=tuple(replace(s, spans=spans) if s.label == "denial" else s for s in said.scores))
    store.add(thread(post(1, own("It was staged."))), [said], classifier_thresholds=THRESHOLDS)
    page.run()
    press(page, "mask")
    assert tree_of(page).css_first(".fa-own mark").text() == "staged"


def test_words_are_masked_until_asked_for(fill, tree_of) -> None:
    """No own or quoted word leaves the server before it is asked for, and the mask comes back."""
    page = fill(
        post(1, own("secret before")),
        post(2, quote("secret quote"), own("secret words of mine")),
        post(3, own("secret words of mine too")),
        values={"p1": {}, "p3": {}},
    )
    assert "secret" not in str(page.main)
    assert "Masked: 4 own words" in words(page, tree_of)
    press(page, "mask")
    assert "secret quote" in words(page, tree_of)
    press(page, "mask")
    assert "secret" not in str(page.main)


def test_the_last_verdict_is_stored_and_the_next_card_comes(fill, store, tree_of) -> None:
    """With two labels the second verdict stores both as one click; a card without a kind to name needs no more."""
    page = fill(post(1, own("a")), post(2, own("b")), values={"p1": {"denial": 0.9, "hostility": 0.8}, "p2": DENIAL})
    assert "Post 1" in words(page, tree_of)
    press(page, "denial-no")
    assert verdicts_of(store, "p1") == {}
    press(page, "hostility-yes")
    assert verdicts_of(store, "p1") == {"denial": Verdict.NO, "hostility": Verdict.YES}
    assert len({action.number for action in store.desk.actions(LOCAL) if action.verb == "review"}) == 1
    assert "Stored: denial no, hostility yes." in words(page, tree_of)
    assert "Post 2" in words(page, tree_of)


def test_a_yes_asks_for_its_kind(fill, store) -> None:
    """A yes for a label with kinds waits for one; naming it stores both, and so does Save without."""
    page = fill(post(1, own("a")), post(2, own("b")))
    press(page, "denial-yes")
    assert verdicts_of(store, "p2") == {}
    press(page, "denial-literal")
    assert store.desk.history(LOCAL, ID, "p2").reviews[0].subtype == "literal"
    press(page, "denial-yes")
    press(page, "save")
    assert store.desk.history(LOCAL, ID, "p1").reviews[0].subtype is None


def test_all_no_skip_and_escalate_take_one_key(fill, store, tree_of) -> None:
    """Each is stored at the click, and the next card comes."""
    page = fill(*(post(n, own("a")) for n in range(1, 4)), values={"p3": {"denial": 0.9, "hostility": 0.9}})
    press(page, "all-no")
    assert verdicts_of(store, "p3") == {"denial": Verdict.NO, "hostility": Verdict.NO}
    press(page, "skip")
    assert "Skipped" in words(page, tree_of)
    press(page, "escalate")
    assert store.desk.state(LOCAL, ID, "p1") is State.ESCALATED
    assert store.desk.state(LOCAL, ID, "p2") is State.UNSEEN


def test_what_a_lead_hands_to_a_lead_comes_last(fill, store, tree_of) -> None:
    """Who has all roles does not get an escalated post again before the rest of the queue is done."""
    page = fill(post(1, own("a")), post(2, own("b")))
    press(page, "escalate")
    assert "Post 1" in words(page, tree_of)
    press(page, "denial-no")
    assert tree_of(page).css_first("h2.fa-reason").text() == "Denial .90, escalated"
    press(page, "denial-no")
    assert store.desk.state(LOCAL, ID, "p2") is State.SETTLED


def test_the_last_verdict_can_be_taken_back(fill, store, tree_of) -> None:
    """Undo brings the post back to the table, gives the other card back, and can go on to the one before."""
    page = fill(*(post(n, own("a")) for n in range(1, 4)))
    assert next(button for button in page.button if button.key.startswith("undo")).disabled
    press(page, "denial-no")
    press(page, "denial-unsure")
    press(page, "undo")
    assert verdicts_of(store, "p2") == {}
    assert verdicts_of(store, "p3") == {"denial": Verdict.NO}
    assert "Post 2" in words(page, tree_of)
    assert store.desk.history(LOCAL, ID, "p1").claim is None
    press(page, "undo")
    assert verdicts_of(store, "p3") == {}
    press(page, "denial-no")
    assert verdicts_of(store, "p3") == {"denial": Verdict.NO}


def test_save_without_a_verdict_says_what_is_missing(fill, store, tree_of) -> None:
    """Nothing is stored, and the card stays."""
    page = fill(post(1, own("a")))
    press(page, "save")
    assert "say yes, no or unsure" in words(page, tree_of)
    assert verdicts_of(store, "p1") == {}


def test_a_policy_is_asked_for_where_the_rules_say_so(fill, store, tree_of) -> None:
    """A yes without its policy is not stored; with it, it is, and the note goes along."""
    rules = Rules(gold_rate=0, second_rates={"denial": 0.0}, policy_required=frozenset({"denial"}))
    page = fill(post(1, own("a")), rules=rules)
    press(page, "denial-yes")
    press(page, "denial-literal")
    assert verdicts_of(store, "p1") == {}
    press(page, "save")
    assert tree_of(page).css_first("[role=alert]").text().startswith("A yes for denial must name its policy")
    next(field for field in page.text_input if field.label.startswith("Policy for denial")).set_value("LG 1.2")
    next(field for field in page.text_input if field.label.startswith("Note")).set_value("see the registers").run()
    press(page, "save")
    (review,) = store.desk.history(LOCAL, ID, "p1").reviews
    assert (review.policy, review.note, review.subtype) == ("LG 1.2", "see the registers", "literal")


def test_other_labels_are_asked_for_on_demand(fill, store) -> None:
    """A label that was not flagged can be judged too; then only Save stores."""
    page = fill(post(1, own("a")))
    assert not any(name.startswith("incitement-") for name in names(page))
    press(page, "others")
    press(page, "denial-no")
    press(page, "incitement-unsure")
    assert verdicts_of(store, "p1") == {}
    press(page, "save")
    assert verdicts_of(store, "p1") == {"denial": Verdict.NO, "incitement": Verdict.UNSURE}


def test_filters_stand_in_the_link(fill, tree_of) -> None:
    """An address with filters opens the same queue, its fields hold them, and they are said in words."""
    page = fill(
        post(1, own("a"), author="wren"),
        post(2, own("b"), author="tern"),
        values={"p1": {"denial": 0.6}, "p2": {"denial": 0.6}},
        author="wren",
        label="denial",
        since="2031-03-01",
    )
    assert "Post 1" in words(page, tree_of)
    assert [item.text() for item in tree_of(page).css(".fa-kept li")] == [
        "label: denial",
        "author: wren",
        "from: 2031-03-01",
    ]
    page.text_input(key="author").set_value("gull").run()
    assert "No waiting post fits the filters" in words(page, tree_of)
    press(page, "clear-filters")
    assert not tree_of(page).css(".fa-kept")
    assert "Post 2" in words(page, tree_of)


@pytest.mark.parametrize("day", ["1985-07-30", "2005-01-01"])
def test_posts_of_long_ago_can_be_filtered(fill, tree_of, day) -> None:
    """Forums are older than ten years, which is what a field for days offers by itself."""
    page = fill(post(1, own("a")), until=day)
    assert [item.text() for item in tree_of(page).css(".fa-kept li")] == [f"to: {day}"]
    assert "No waiting post fits the filters" in words(page, tree_of)


def test_filters_that_cannot_be_are_one_sentence(fill, tree_of) -> None:
    """Days that end before they begin are said to, and the fields stay; a name that is markup is text."""
    page = fill(post(1, own("a")), since="2031-03-09", until="2031-03-01")
    assert "the days end before they begin" in words(page, tree_of)
    page.date_input(key="until").set_value(None).run()
    page.text_input(key="author").set_value(HOSTILE[0]).run()
    assert f"author: {HOSTILE[0]}" in words(page, tree_of)
    assert not tree_of(page).css("script")


def test_filters_by_score_state_and_language(fill, tree_of) -> None:
    """The score is asked for in per cent; the queue of what was escalated holds that alone."""
    page = fill(post(1, own("a")), post(2, own("b")), values={"p1": {"denial": 0.7}})
    page.slider(key="score").set_value((60, 80)).run()
    assert "Post 1" in words(page, tree_of)
    press(page, "escalate")
    press(page, "clear-filters")
    assert "Post 2" in words(page, tree_of)
    page.selectbox(key="state").set_value("escalated").run()
    assert "Post 1" in words(page, tree_of)
    page.text_input(key="language").set_value("de").run()
    assert "language: German" in words(page, tree_of)


def test_a_new_filter_gives_the_post_back(fill, store) -> None:
    """Who turns to another queue does not keep the post of the one before."""
    page = fill(post(1, own("a"), author="wren"), post(2, own("b"), author="tern"), author="tern")
    assert store.desk.history(LOCAL, ID, "p2").claim is not None
    page.text_input(key="author").set_value("wren").run()
    assert store.desk.history(LOCAL, ID, "p2").claim is None
    assert store.desk.history(LOCAL, ID, "p1").claim is not None


def test_two_browsers_never_show_the_same_post(fill, open_page, tree_of) -> None:
    """A second page of the same person gets another post, and an empty queue when the first page holds the last."""
    second = open_page("queue")
    first = fill(post(1, own("a")), post(2, own("b")))
    assert "Post 2" in words(first, tree_of)
    second.run()
    assert "Post 1" in words(second, tree_of)
    press(second, "denial-no")
    assert "No post waits for you" in words(second, tree_of)
    press(first, "denial-no")
    assert "No post waits for you" in words(first, tree_of)


def test_what_others_hold_is_not_shown(fill, store, tree_of) -> None:
    """A post that another person has claimed does not come, and a verdict on one taken meanwhile is not stored."""
    ann = Person("ann", frozenset({Role.REVIEWER}))
    rules = Rules(gold_rate=0, second_rates={"denial": 0.0}, claim_seconds=1)
    page = fill(post(1, own("a")), post(2, own("b")), rules=rules)
    time.sleep(1.1)
    assert store.desk.claim(ann, ID, "p2") is not None
    press(page, "denial-no")
    assert verdicts_of(store, "p2") == {}
    assert "The time for the last post ran out" in words(page, tree_of)
    assert "Post 1" in words(page, tree_of)


def test_a_claim_that_ran_out_is_said_kindly(fill, tree_of) -> None:
    """Whoever comes back late is told so, and the next card comes."""
    rules = Rules(gold_rate=0, second_rates={"denial": 0.0}, claim_seconds=1)
    page = fill(post(1, own("a")), post(2, own("b")), rules=rules)
    time.sleep(1.1)
    page.run()
    assert "The time for the last post ran out" in words(page, tree_of)
    assert "Post 1" in words(page, tree_of)


def test_a_claim_is_prolonged_while_somebody_works(fill, store, monkeypatch) -> None:
    """Half-way through, any key asks for the post anew."""
    page = fill(post(1, own("a")))
    before = store.desk.history(LOCAL, ID, "p1").claim
    monkeypatch.setattr(desk.Held, "is_half_over", property(lambda _: True))
    press(page, "mask")
    after = store.desk.history(LOCAL, ID, "p1").claim
    assert after.expires_at > before.expires_at
    assert after.taken_at == before.taken_at


def test_who_only_reads_is_not_told_which_reading_it_is(fill, monkeypatch) -> None:
    """A reviewer who is no lead has no choice of states, in the link neither."""
    monkeypatch.setattr(desk, "person", lambda: Person("ann", frozenset({Role.REVIEWER})))
    page = fill(post(1, own("a")), state="second")
    assert page.selectbox(key="state").value == "any"


def test_the_answer_of_gold_is_shown_after_the_verdict(fill, store, tree_of) -> None:
    """Before it the card looks like any other; after it each answer stands beside what was said, silence as a no."""
    values = {"p1": {"denial": 0.9, "hostility": 0.9}, "p2": {}}
    page = fill(post(1, own("a")), post(2, own("b")), values=values, rules=Rules(gold_rate=1))
    answers = [
        Answer(label="denial", verdict=Verdict.YES, note=f"See the ruling. {HOSTILE[0]}"),
        Answer(label="incitement", verdict=Verdict.NO),
        Answer(label="hostility", verdict=Verdict.NO),
    ]
    store.desk.put_gold(LOCAL, ID, "p1", answers)
    page.run()
    assert "gold" not in words(page, tree_of).casefold()
    press(page, "all-no")
    assert [item.text() for item in tree_of(page).css(".fa-said li")] == [
        f"denial yes, you said no: See the ruling. {HOSTILE[0]}",
        "incitement no, you left it out, which counts as no",
        "hostility no, as you said",
    ]
    assert "That post was gold" in words(page, tree_of)
    press(page, "undo")
    assert "a verdict on gold stands" in words(page, tree_of)
    assert verdicts_of(store, "p1") == {"denial": Verdict.NO, "hostility": Verdict.NO}


def test_an_appeal_tells_who_decides_why(fill, store, tree_of) -> None:
    """The note of an appeal stands on the card of the lead who has never judged the post, as text."""
    page = fill(post(1, own("a")), post(2, own("b")))
    ann = Person("ann", frozenset({Role.REVIEWER}))
    store.desk.review(ann, ID, "p1", Click(verdicts={"denial": Verdict.YES}))
    store.desk.appeal(ann, ID, "p1", note=HOSTILE[0])
    page.selectbox(key="state").set_value("appealed").run()
    assert f"Why it is contested: {HOSTILE[0]}" in words(page, tree_of)


def test_hostile_posts_are_text(fill, tree_of) -> None:
    """Words, names and quotes that are markup of any kind are shown as their characters."""
    segments = [part for words in HOSTILE for part in (quote(words, author=words[:60]), own(words))]
    hostile = [
        replace(
            post(n, *segments, author=HOSTILE[n][:60]), reply_to="p1", card={words[:30]: words for words in HOSTILE}
        )
        for n in range(1, 5)
    ]
    page = fill(*hostile, title=HOSTILE[0])
    press(page, "mask")
    press(page, "denial-yes")
    tree = tree_of(page)
    assert not tree.css("script, img, svg, style, iframe, object, form, input")
    known = {"class", "dir", "role", "title", "aria-label", "href", "datetime", "value", "min", "max"}
    assert all(set(node.attributes) <= known for node in tree.css("*"))
    assert all(link.attributes["href"].startswith(("thread", "add_threads")) for link in tree.css("a"))
    assert all("evil.example" not in str(element.proto) for element in page.main if element.type != "html")


def test_no_key_is_printed_twice_or_belongs_to_the_browser(fill) -> None:
    """With every question open each key is one letter or digit, on one button, and none that Streamlit keeps."""
    page = fill(post(1, own("a")), values={"p1": dict.fromkeys(THRESHOLDS, 0.9)}, author="wren")
    press(page, "denial-yes")
    press(page, "incitement-yes")
    keys = [button.proto.shortcut for button in page.button if button.proto.shortcut]
    assert len(keys) == len(set(keys)) == 24
    assert all(len(key) == 1 and key.isalnum() and key not in "cr" for key in keys)
    table = DOCS.read_text(encoding="utf-8").partition("## The queue")[2].partition("## ")[0]
    assert all(f"`{key.upper()}`" in table for key in keys)


def test_a_store_that_does_not_answer_loses_nothing(fill, store, tree_of, monkeypatch) -> None:
    """What was said stays on the card with the reason in one sentence, and is stored at the next try."""
    page = fill(post(1, own("a")), values={"p1": {"denial": 0.9, "hostility": 0.9}})
    press(page, "denial-no")
    with monkeypatch.context() as busy:
        for verb in ("review", "prolong"):
            busy.setattr(desk, verb, _refuse)
        press(page, "hostility-no")
    assert "kept.db: the database is busy; try again." in words(page, tree_of)
    press(page, "save")
    assert verdicts_of(store, "p1") == {"denial": Verdict.NO, "hostility": Verdict.NO}


def _refuse(*_: object) -> None:
    raise StoreError("the database is busy", where="kept.db", remedy="try again")
