"""The quality page: figures with their posts, few posts said to be few, gold, disagreements, rates, and who may see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from dashboard_samples import HOSTILE, THRESHOLDS, own, post, scoring, thread

from analyzer.annotations import Verdict
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Answer, Click, Rules, Verb
from dashboard import desk

ID = "forum.example/orrin.4"
ANN, BEN = (Person(name, frozenset({Role.REVIEWER})) for name in ("ann", "ben"))
LEA = Person("lea", frozenset({Role.LEAD}))
YES, NO, UNSURE = (Click(verdicts={"denial": verdict}) for verdict in Verdict)
EVER = Rules(gold_rate=0.05, second_rates=dict.fromkeys(THRESHOLDS, 1.0))
START = datetime(2031, 4, 1, tzinfo=UTC)


@pytest.fixture
def read(store, open_page):
    """Give a function that stores posts, has them read by pairs of clicks (one click: once), and opens the page."""

    def run(*readings, title="The Orrin crossing", readers=(ANN, BEN), before=None, **parameters: str):
        page = open_page("quality")
        posts = [post(n, own("a")) for n in range(1, len(readings) + 4)]
        scorings = [scoring(each.id, {"denial": 0.9 if each.position % 2 else 0.2}) for each in posts]
        store.add(thread(*posts, title=title), scorings, classifier_thresholds=THRESHOLDS)
        store.desk.set_rules(LOCAL, EVER)
        for number, clicks in enumerate(readings, start=1):
            for reader, click in zip((*readers, LEA), clicks, strict=False):
                store.desk._clock = lambda at=START + timedelta(days=number): at
                store.desk.review(reader, ID, f"p{number}", click)
        if before is not None:
            before()
        for key, value in parameters.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception
        return page

    return run


def table(page, tree_of, name: str) -> list[list[str]]:
    """Give the cells of the rows of a table by its name."""
    (found,) = tree_of(page).css(f'table[aria-label="{name}"]')
    return [[" ".join(cell.text(separator=" ").split()) for cell in row.css("th, td")] for row in found.css("tr")]


def words(page, tree_of) -> str:
    return " ".join(tree_of(page).text(separator=" ").split())


def test_an_empty_store_and_one_that_nobody_read_say_what_to_do(open_page, read, tree_of) -> None:
    """Without threads the page names the page that adds them; without readings, how they come about."""
    assert tree_of(open_page("quality")).css_first("a").attributes["href"] == "add_threads"
    page = read()
    assert "Nothing has been read that can be compared yet" in words(page, tree_of)
    assert "No gold post was judged" in words(page, tree_of)
    assert not tree_of(page).css("table")


def test_few_posts_are_said_to_be_few(read, tree_of) -> None:
    """Under ten posts nothing looks like a figure; what was read twice and disputed is counted all the same."""
    page = read((YES, YES), (NO, NO), (YES, NO))
    _, (label, alpha, joined, twice, disputed, unsure) = table(page, tree_of, "Agreement by label")
    assert (label, twice, disputed) == ("denial", "3", "1 (33%)")
    assert alpha == joined == "too few posts 3 posts, 10 needed"
    assert unsure == "0 (0%) of 6 verdicts"
    assert table(page, tree_of, "Reviewer against reviewer")[1] == [
        "ann and ben",
        "3",
        "too few posts 3 posts, 10 needed",
    ]
    assert table(page, tree_of, "Reviewer against the model")[1:] == [
        ["All reviewers", "3 of 4 (75%) kappa: too few posts (6)"],
        ["ann", "2 of 2 (100%) kappa: too few posts (3)"],
        ["ben", "1 of 2 (50%) kappa: too few posts (3)"],
    ]


def test_figures_have_their_interval_and_their_posts(read, tree_of) -> None:
    """Alpha and kappa are told with the posts that they are of, between the bounds of their interval."""
    page = read(*[(YES, YES)] * 7, *[(NO, NO)] * 5, *[(YES, NO)] * 2, *[(NO, YES)] * 2, *[(UNSURE, NO)])
    _, (_, alpha, _, twice, disputed, unsure) = table(page, tree_of, "Agreement by label")
    assert (alpha.partition(" (")[0], alpha.endswith(") 16 posts"), twice) == ("0.51", True, "17")
    assert (disputed, unsure) == ("5 (29%)", "1 (3%) of 34 verdicts")
    _, (_, common, kappa) = table(page, tree_of, "Reviewer against reviewer")
    assert (common, kappa.partition(" (")[0], kappa.endswith(") 16 posts")) == ("17", "0.49", True)
    assert "1,000 draws of posts with replacement" in words(page, tree_of)


def test_days_stand_in_the_link_and_bound_what_is_compared(read, tree_of) -> None:
    """An address with days shows what was first read on them; days without any reading say so."""
    page = read((YES, YES), (NO, NO), (YES, NO), read_since="2031-04-03", read_until="2031-04-04")
    assert table(page, tree_of, "Agreement by label")[1][3] == "2"
    page.date_input(key="read_since").set_value(datetime(2032, 1, 1, tzinfo=UTC).date()).run()
    assert "the days end before they begin" in words(page, tree_of)
    page.date_input(key="read_until").set_value(None).run()
    assert "was first read on these days" in words(page, tree_of)


def test_what_waits_for_a_second_reader_is_counted_and_kept_back(read, tree_of) -> None:
    """A lead who may be the second reader is told that a post waits, and nothing of what the first one said."""
    page = read((YES, YES), (NO,))
    assert "1 post read. 1 more waits for a second reader" in words(page, tree_of)
    assert table(page, tree_of, "Agreement by label")[1][5] == "0 (0%) of 2 verdicts"


def test_disagreements_lead_to_their_posts(read, tree_of) -> None:
    """Latest first, linked to the page of the thread and the post on it, with who said what and who decided."""
    page = read(*[(YES, YES)] * 26, (YES, UNSURE), (YES, NO, NO))
    rows = table(page, tree_of, "Disagreements")[1:]
    assert rows == [
        ["Post 28 The Orrin crossing", "29 April 2031", "ann", "ben", "denial yes against no; decided no", "lea"],
        ["Post 27 The Orrin crossing", "28 April 2031", "ann", "ben", "denial yes against unsure", "nobody yet"],
    ]
    links = tree_of(page).css('table[aria-label="Disagreements"] a')
    assert links[0].attributes["href"] == "thread?thread=forum.example%2Forrin.4&page=2#post-28"


def test_long_lists_of_disagreements_have_pages(read, tree_of) -> None:
    """Twenty a page, and the number of all."""
    page = read(*[(YES, NO)] * 21, disagreements="2")
    assert len(table(page, tree_of, "Disagreements")) == 2
    assert "21 to 21 of 21 disagreements" in words(page, tree_of)
    del page.query_params["disagreements"]
    page.session_state["disagreements"] = 1
    page.run()
    assert len(table(page, tree_of, "Disagreements")) == 21
    assert "1 to 20 of 21 disagreements" in words(page, tree_of)


def test_gold_is_told_by_reviewer_and_label(read, store, tree_of) -> None:
    """Right of given, unsure beside it."""

    def try_both() -> None:
        for post_id in ("p3", "p4"):
            store.desk.put_gold(LOCAL, ID, post_id, [Answer(label="denial", verdict=Verdict.YES)])
        store.desk.review(ANN, ID, "p3", YES)
        store.desk.review(ANN, ID, "p4", UNSURE)
        store.desk.review(BEN, ID, "p3", NO)

    page = read((YES, YES), before=try_both)
    assert table(page, tree_of, "Gold by reviewer") == [
        ["Reviewer", "Denial"],
        ["ann", "1 of 2 (50%) 1 unsure"],
        ["ben", "0 of 1 (0%)"],
    ]


def test_rates_are_changed_here_and_the_change_is_logged(read, store, tree_of) -> None:
    """Only what was changed is; the other rules stay, and saving the same again writes nothing."""
    page = read((YES, YES))
    fields = {field.label: field for field in page.number_input}
    assert fields["denial, second readings in %"].value == 100
    assert fields["Gold posts in %"].value == 5
    fields["denial, second readings in %"].set_value(12.5)
    fields["Gold posts in %"].set_value(7.0)
    page.button[0].click().run()
    rules = store.desk.rules(LOCAL)
    assert (rules.rate("denial"), rules.rate("hostility"), rules.gold_rate) == (0.125, 1.0, 0.07)
    assert rules.weights == EVER.weights
    (line, *_) = store.desk.actions(LOCAL, limit=1)
    assert (line.verb, line.detail["after"]["gold_rate"], line.detail["before"]["gold_rate"]) == (
        Verb.RULES,
        0.07,
        0.05,
    )
    assert "Saved. The change is in the log" in words(page, tree_of)
    page.button[0].click().run()
    assert "Nothing was changed" in words(page, tree_of)
    assert store.desk.actions(LOCAL, limit=1)[0].number == line.number


def test_rates_that_a_person_may_not_set_are_refused(read, store, tree_of, monkeypatch) -> None:
    """Whoever lost the role meanwhile is told so, and nothing is changed."""
    page = read((YES, YES))
    page.number_input[0].set_value(1.0)
    monkeypatch.setattr(desk, "person", lambda: ANN)
    page.button[0].click().run()
    assert "may not do this" in words(page, tree_of)
    assert store.desk.rules(LOCAL) == EVER


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.RESEARCHER, Role.ADMIN])
def test_the_page_is_for_leads(read, tree_of, monkeypatch, role) -> None:
    """Nobody else sees who read how; the page says so in one sentence."""
    monkeypatch.setattr(desk, "person", lambda: Person("x", frozenset({role})))
    page = read((YES, YES), (YES, NO))
    assert "may not do this" in tree_of(page).css_first(".fa-refused").text()
    assert not tree_of(page).css("table")
    assert "ann" not in words(page, tree_of)


def test_hostile_names_are_text(read, tree_of) -> None:
    """A title or a reviewer's name that is markup of any kind is shown as its characters."""
    readers = (Person(HOSTILE[0], ANN.roles), Person(HOSTILE[3], BEN.roles))
    page = read(*[(YES, NO)] * 12, title=HOSTILE[2], readers=readers)
    tree = tree_of(page)
    assert not tree.css("script, img, svg, style, iframe")
    assert all(link.attributes["href"].startswith("thread?") for link in tree.css("a"))
    assert "evil.example" in tree.text()
    assert all("evil.example" not in str(element.proto) for element in page.main if element.type != "html")
