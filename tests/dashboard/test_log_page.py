"""The log and the histories: who may read them, filters in the link, nothing that sways a reader, files that are logged."""

from __future__ import annotations

import csv
import io
import json

import pytest
from dashboard_samples import HOSTILE, THRESHOLDS, own, post, scoring, thread

from analyzer.annotations import Verdict
from analyzer.errors import RefusedError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Click, LogFilters, Rules, Verb
from dashboard import desk, log

ID = "forum.example/orrin.4"
ANN, BEN = (Person(name, frozenset({Role.REVIEWER})) for name in ("ann", "ben"))
LEA = Person("lea", frozenset({Role.LEAD}))
YES, NO = (Click(verdicts={"denial": verdict}, note="see above") for verdict in (Verdict.YES, Verdict.NO))


@pytest.fixture
def opened(store, open_page):
    """Give a function that opens a page on posts of which 1 was read twice and 2 waits for its second reader."""
    posts = [post(n, own("a river of words")) for n in range(1, 4)]
    store.add(thread(*posts), [scoring(each.id, {"denial": 0.9}) for each in posts], classifier_thresholds=THRESHOLDS)
    store.desk.set_rules(LOCAL, Rules(gold_rate=0, second_rates={"denial": 1.0}))
    store.desk.review(ANN, ID, "p1", YES)
    store.desk.review(BEN, ID, "p1", YES)
    store.desk.review(ANN, ID, "p2", NO)
    return open_page


def cells(page, tree_of) -> list[list[str]]:
    """Give the rows of all tables as words."""
    rows = tree_of(page).css("tbody tr")
    return [[" ".join(cell.text(separator=" ").split()) for cell in row.css("td")] for row in rows]


def test_an_empty_desk_says_that_nothing_was_done(open_page, tree_of) -> None:
    """Before anything is done there is a sentence and no table."""
    page = open_page("log")
    assert "Nothing was done here yet." in tree_of(page).text()
    assert not tree_of(page).css("table")


@pytest.mark.parametrize(
    "parameters",
    [{"page": "x"}, {"page": "0"}, {"done": "burned it all"}, {"since": "soon"}, {"page": "9" * 400}],
)
def test_a_link_that_makes_no_sense_shows_a_page(opened, tree_of, parameters) -> None:
    """Bad values of a link are left out; a page past the last one is said to be empty."""
    page = opened("log", **parameters)
    assert cells(page, tree_of) or "No line fits" in tree_of(page).text()


def test_lines_say_who_did_what_to_which_post(opened, tree_of) -> None:
    """Latest first, a post linked to its history; what a verdict was is not said here."""
    page = opened("log")
    rows = cells(page, tree_of)
    assert [row[1:4] for row in rows if row[2] == "judged"] == [
        ["ann", "judged", f"p2 of {ID}"],
        ["ben", "judged", f"p1 of {ID}"],
        ["ann", "judged", f"p1 of {ID}"],
    ]
    assert rows[0][4] == "reading first"
    links = [node.attributes["href"] for node in tree_of(page).css("tbody a")]
    assert "history?thread=forum.example%2Forrin.4&post=p2" in links
    assert "river" not in tree_of(page).text()


@pytest.mark.parametrize(
    ("parameters", "judged"),
    [
        ({"done": "judged", "person": "ben"}, [("ben", "p1")]),
        ({"done": "judged", "post": "p2"}, [("ann", "p2")]),
        ({"done": "judged", "since": "2150-01-01"}, []),
        ({"done": "judged", "until": "1980-01-01"}, []),
        ({"done": "judged", "thread": "elsewhere/1"}, []),
        ({"person": "ben", "done": "changed the rules"}, []),
    ],
)
def test_filters_of_the_link_keep_lines(opened, tree_of, parameters, judged) -> None:
    """What, whom, days, thread and post; with none left the page says so and offers no file."""
    page = opened("log", **parameters)
    assert [(row[1], row[3].partition(" ")[0]) for row in cells(page, tree_of)] == judged
    assert bool(page.get("download_button")) is bool(judged)


def test_days_are_whole(opened, tree_of, store) -> None:
    """Both days of a range are included."""
    today = store.desk.actions(LOCAL, limit=1)[0].at.date().isoformat()
    assert cells(opened("log", since=today, until=today), tree_of)


def test_a_long_log_has_pages_that_keep_the_filters(opened, tree_of, store) -> None:
    """Fifty lines a page; the link to the next one holds what the first was kept to."""
    for number in range(60):
        store.desk.record(LOCAL, Verb.IMPORT, {"file": f"{number}.html"})
    first = opened("log", done="added threads")
    assert len(cells(first, tree_of)) == 50
    (turn,) = tree_of(first).css(".fa-turn a")
    assert turn.attributes["href"] == "log?done=added+threads&page=2"
    second = opened("log", done="added threads", page="2")
    assert [row[4] for row in cells(second, tree_of)] == [f"file {number}.html" for number in range(9, -1, -1)]


def test_a_file_has_what_the_filters_keep_and_is_logged(opened, store) -> None:
    """CSV is safe for a spreadsheet, JSON lines hold all; the log says that its lines left."""
    opened("log")
    store.desk.record(LOCAL, Verb.IMPORT, {"file": "=cmd()"})
    kept = LogFilters(person="ann", verbs=(Verb.REVIEW,))
    rows = [json.loads(row) for row in log.file_of(store, LEA, kept, "jsonl").splitlines()]
    assert [(row["person"], row["done"], row["post_id"]) for row in rows] == [
        ("ann", "review", f"p{n}") for n in (1, 2)
    ]
    assert rows[0]["detail"]["verdicts"] == {"denial": "yes"}
    table = list(csv.DictReader(io.StringIO(log.file_of(store, LEA, LogFilters(), "csv").decode())))
    assert table[-1]["person"] == "lea"
    assert not any(cell.startswith(tuple("=+-@")) for row in table for cell in row.values())
    last = store.desk.actions(LOCAL, limit=1)[0]
    assert (last.person, last.verb, dict(last.detail)) == (
        "lea",
        Verb.EXPORT,
        {"what": "log", "format": "csv", "lines": len(table)},
    )


def test_who_may_not_read_the_log_gets_neither_page_nor_file(opened, store, tree_of, monkeypatch) -> None:
    """The store refuses a reviewer, whatever the page would show."""
    with pytest.raises(RefusedError):
        log.file_of(store, ANN, LogFilters(), "csv")
    monkeypatch.setattr(desk, "person", lambda: ANN)
    page = opened("log")
    assert "may not do this" in tree_of(page).css_first(".fa-refused").text()
    assert not cells(page, tree_of)


def test_hostile_names_and_details_show_as_words(opened, tree_of, store) -> None:
    """Names of files and of people are words, whatever they hold; a long one is cut."""
    for words in HOSTILE:
        store.desk.record(
            Person(words, LOCAL.roles), Verb.IMPORT, {words: {"file": words * 50, "more": [words, True, 0.5]}}
        )
    tree = tree_of(opened("log", done="added threads"))
    assert len(tree.css("tbody tr")) == len(HOSTILE)
    assert not tree.css("script, img, iframe")
    assert max(len(node.text()) for node in tree.css("dd")) < 300


def test_a_history_says_all_that_was_said(opened, tree_of) -> None:
    """Verdicts with their notes, what was done in order, and the way back to the post."""
    page = opened("history", thread=ID, post="p1")
    rows = cells(page, tree_of)
    assert [(row[1], row[2], row[4]) for row in rows[:2]] == [
        ("ann", "first reading", "yes"),
        ("ben", "second reading", "yes"),
    ]
    assert "see above" in rows[0][6]
    assert "it is settled" in tree_of(page).text()
    assert tree_of(page).css_first("p a").attributes["href"] == "thread?thread=forum.example%2Forrin.4#post-1"


def test_a_history_sways_no_second_reader(opened, tree_of, monkeypatch) -> None:
    """While a post waits for its second reading, nobody but the first reader sees what the first one said."""
    monkeypatch.setattr(desk, "person", lambda: LEA)
    page = opened("history", thread=ID, post="p2")
    assert "None that you may see." in tree_of(page).text()
    assert "ann" not in [row[1] for row in cells(page, tree_of)]
    monkeypatch.setattr(desk, "person", lambda: ANN)
    assert cells(opened("history", thread=ID, post="p2"), tree_of)[0][1] == "ann"


@pytest.mark.parametrize("parameters", [{}, {"thread": ID}, {"thread": ID, "post": "nowhere"}, {"post": HOSTILE[0]}])
def test_a_history_of_nothing_says_so(opened, tree_of, parameters) -> None:
    """A link without a post, or of one that is not stored, is answered in words."""
    text = tree_of(opened("history", **parameters)).text()
    assert "The link names no post." in text or "nowhere" in text


def test_judged_posts_of_a_thread_lead_to_their_history(opened, tree_of) -> None:
    """The link stands below what was decided, and not where a second reader is still due."""
    page = opened("thread", thread=ID)
    links = [node.attributes["href"] for node in tree_of(page).css("a") if node.text() == "History"]
    assert links == ["history?thread=forum.example%2Forrin.4&post=p1"]
