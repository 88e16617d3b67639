"""The parts of the overview past counting: the desk, quotes, copies, escalation; and that their pictures name nobody."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest
from dashboard_samples import HOSTILE, THRESHOLDS, own, post, quote, scoring, thread

from analyzer.annotations import Verdict
from analyzer.people import LOCAL, Person, Role
from analyzer.spread import graph
from analyzer.store import Click, Passed, Rules
from dashboard import desk
from dashboard.components import graphs

SPEECH = "There was never a camp at the river mouth, and whoever says so was paid for it by the dredging company."


def _words(page, tree_of) -> str:
    return " ".join(tree_of(page).text(separator=" ").split())


@pytest.fixture
def fill(store, open_page):
    """Give a function that opens a part of the overview on two threads in which denials rise, are quoted and copied."""

    def run(part: str, *, title: str = "The Orrin crossing", author: str = "wren", **parameters: str):
        page = open_page("overview", part=part, **parameters)
        for number in (1, 2):
            posts = [post(n, own(f"word {n}"), author=f"tern{n}") for n in range(1, 9)]
            posts.append(post(9, own(SPEECH), author=author))
            posts.append(post(10, quote(SPEECH, author=author, post_id="p9"), own("No."), author="tern1"))
            scorings = [scoring(p.id, {"denial": p.position / 12}) for p in posts]
            kept = thread(*posts, thread_id=f"forum.example/{number}", title=title)
            store.add(kept, scorings, classifier_thresholds=THRESHOLDS)
        store.desk.set_rules(LOCAL, Rules(gold_rate=0, second_rates=dict.fromkeys(THRESHOLDS, 0.0)))
        page.run()
        assert not page.exception
        return page

    return run


@pytest.mark.parametrize("part", ["desk", "quotes", "copies", "escalation"])
def test_a_store_with_nothing_to_tell_says_so(store, open_page, tree_of, part) -> None:
    """No empty picture and no empty table stands for nothing."""
    page = open_page("overview", part=part)
    store.add(thread(post(1, own("a"))), [scoring("p1")])
    page.run()
    assert not page.exception
    assert not page.get("vega_lite_chart")
    said = {"desk": "No verdict", "quotes": "No flagged post", "copies": "No text", "escalation": "In no thread"}
    assert said[part] in _words(page, tree_of)


def test_the_desk_tells_what_waits_and_how_long_verdicts_take(fill, store, tree_of) -> None:
    """States in words, with posts and ages; a verdict counts in the pace."""
    page = fill("desk")
    store.desk.claim(LOCAL, "forum.example/1", "p9")
    store.desk.review(LOCAL, "forum.example/1", "p9", Click(verdicts={"denial": Verdict.NO}))
    page.run()
    rows = [[cell.text() for cell in row.css("td")] for row in tree_of(page).css("tbody tr")]
    assert rows[0][:2] == ["a first reading", "9"]
    assert rows[2] == ["a lead: somebody asked for one", "0", "none", "none"]
    assert rows[5][:2] == ["first reading", "1"]


def test_quotes_are_drawn_under_pseudonyms_and_told_with_names(fill, tree_of) -> None:
    """The picture holds no name and no word; the table names who quotes whom and how often."""
    page = fill("quotes")
    (chart,) = page.get("vega_lite_chart")
    assert "wren" not in str(chart.proto)
    assert "tern1" not in str(chart.proto)
    assert "denial" in chart.proto.spec
    tables = tree_of(page).css("table")
    cells = [cell.text().split()[0] for cell in tables[0].css("tbody td")]
    assert cells == ["tern1", "wren", "denial", "2", "2"]
    assert [cell.text() for cell in tables[1].css("tbody tr")[0].css("td")][1:3] == ["1", "0"]


def test_arrows_between_the_same_authors_stand_apart() -> None:
    """Two who quote each other for both labels: four arrows, none on another, and the lines of the labels side by side."""
    names = {"wren": "author-1", "tern": "author-2"}
    found = graph(
        [
            Passed(author=one, quoted_author=other, label=label, quotes=1, flagged=0)
            for one, other in (("wren", "tern"), ("tern", "wren"))
            for label in ("denial", "incitement")
        ]
    )
    drawn = graphs.quote_graph(found, names).to_dict()["datasets"]
    edges = next(rows for rows in drawn.values() if "ax" in rows[0])
    arrows = [(edge["ax"] * graphs.WIDTH, edge["ay"] * graphs.HEIGHT) for edge in edges]
    assert len(arrows) == 4
    assert all(dist(one, other) >= 10 for one, other in combinations(arrows, 2))
    assert len({(edge["x"], edge["y"]) for edge in edges}) == 4


def test_copies_are_listed_with_their_posts(fill, tree_of) -> None:
    """Masked until asked for; then the words, how many there are, and links to each."""
    page = fill("copies")
    assert "2 posts in 2 threads by 1 author, 2 of them flagged." in _words(page, tree_of)
    assert SPEECH not in _words(page, tree_of)
    page.button(key="mask").click().run()
    assert SPEECH in _words(page, tree_of)
    assert [link.attributes["href"] for link in tree_of(page).css(".fa-copies a")] == [
        "thread?thread=forum.example%2F1#post-9",
        "thread?thread=forum.example%2F2#post-9",
    ]


def test_rising_threads_are_numbered_alike_in_picture_and_table(fill, tree_of) -> None:
    """The label stands in the link; a thread in which nothing rises is not listed."""
    page = fill("escalation", rising="denial")
    rows = tree_of(page).css("tbody tr")
    assert [row.css_first("td").text() for row in rows] == ["1", "2"]
    assert "8% to 83%" in rows[0].text()
    (chart,) = page.get("vega_lite_chart")
    assert "Orrin" not in str(chart.proto)


@pytest.mark.parametrize("part", ["quotes", "copies", "escalation"])
def test_hostile_titles_and_names_are_text(fill, tree_of, part) -> None:
    """On no part are they markup, and in no picture are they at all."""
    page = fill(part, title=HOSTILE[2], author=HOSTILE[3], rising="denial")
    tree = tree_of(page)
    assert not tree.css("script, img, svg, style, iframe")
    assert all("evil.example" not in str(element.proto) for element in page.main if element.type != "html")


def test_a_researcher_sees_no_part(fill, tree_of, monkeypatch) -> None:
    """Refused where the data is read, in one sentence."""
    monkeypatch.setattr(desk, "person", lambda: Person("rae", frozenset({Role.RESEARCHER})))
    assert "may not do this" in tree_of(fill("copies")).css_first(".fa-refused").text()


def test_the_picture_of_quotes_is_bounded_and_always_the_same() -> None:
    """Of many authors those quoted most and who quotes them are drawn, within the picture; what is left out is counted."""
    passed = [
        Passed(label="denial", author=f"a{n}", quoted_author=f"b{n % 40}", quotes=1 + (n % 40 < 5), flagged=n % 2)
        for n in range(400)
    ]
    drawn = graph(passed)
    assert len(drawn.nodes) == 30
    assert drawn.left_out == 440 - 30
    assert {f"b{n}" for n in range(5)} <= {node.author for node in drawn.nodes}
    assert all(0 <= node.x <= 1 and 0 <= node.y <= 1 for node in drawn.nodes)
    assert drawn == graph(passed)
    names = {node.author for node in drawn.nodes}
    assert all({edge.author, edge.quoted_author} <= names for edge in drawn.edges)
    assert graph([]).nodes == ()
