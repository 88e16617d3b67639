"""The model page: figures on verdicts, thresholds that are tried before they are set, new calibrations, drift."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from dashboard_samples import HOSTILE, THRESHOLDS, own, post, scoring, thread

from analyzer.annotations import Verdict
from analyzer.labels import LABEL_NAMES
from analyzer.measuring.drift import WeekOfScores, weeks_of_verdicts
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Answer, Click, Judgement, Rules, Verb
from dashboard import desk, model
from dashboard.components import model_charts

YES, NO, UNSURE = Verdict.YES, Verdict.NO, Verdict.UNSURE


@pytest.fixture
def fill(store, open_page):
    """Give a function that stores a thread of posts with scores of denial, has some of them judged, and opens the page."""

    def run(scores, verdicts=(), *, title="The Orrin crossing", **parameters: str):
        page = open_page("model")
        _add(store, "forum.example/t.0", scores, title=title)
        store.desk.set_rules(LOCAL, Rules(gold_rate=0, second_rates=dict.fromkeys(THRESHOLDS, 0.0)))
        for number, verdict in enumerate(verdicts, start=1):
            store.desk.review(LOCAL, "forum.example/t.0", f"p{number}", Click(verdicts={"denial": verdict}))
        return again(page, **parameters)

    return run


def _add(store, thread_id, scores, *, title="The Orrin crossing"):
    posts = [post(n, own("a")) for n in range(1, len(scores) + 1)]
    scorings = [scoring(p.id, {"denial": value}) for p, value in zip(posts, scores, strict=True)]
    store.add(thread(*posts, thread_id=thread_id, title=title), scorings, classifier_thresholds=THRESHOLDS)


def again(page, **parameters: str):
    """Run a page anew at another address."""
    for key, value in parameters.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception, page.exception
    return page


def words(page, tree_of) -> str:
    return " ".join(tree_of(page).text(separator=" ").split())


def button(page, name):
    return next(each for each in page.button if each.key == name)


def press(page, name):
    button(page, name).click().run()
    assert not page.exception, page.exception
    return page


def field(page, label):
    return next(each for each in page.number_input if each.key.startswith(f"number-{label}-"))


def slider(page, label):
    return next(each for each in page.slider if each.key.startswith(f"slide-{label}-"))


def test_before_there_is_anything_the_page_says_what_to_do(store, open_page, tree_of) -> None:
    """Without threads, without scores, without verdicts: each time a sentence and no figure."""
    page = open_page("model")
    assert tree_of(page).css_first("a").attributes["href"] == "add_threads"
    store.add(thread(post(1, own("a"))))
    assert "No post has been scored yet" in words(again(page), tree_of)
    _add(store, "forum.example/t.1", [0.9])
    said = words(again(page), tree_of)
    assert "No verdict of yes or no has a score of this model yet" in said
    assert "0 verdicts on 0 posts" in said


def test_who_is_no_lead_is_refused(fill, tree_of, monkeypatch) -> None:
    """A reviewer who opens the page's address reads why, and no figure."""
    page = fill([0.9], [YES])
    monkeypatch.setattr(desk, "person", lambda: Person("eve", frozenset({Role.REVIEWER})))
    page = again(page)
    assert "'eve' may not do this" in words(page, tree_of)
    assert not tree_of(page).css("table")


def test_figures_come_with_counts_intervals_and_their_limits(fill, tree_of) -> None:
    """Verdicts are counted by label, unsure apart; that the posts are no random sample is said above the figures."""
    page = fill([0.9, 0.8, 0.7, 0.6, 0.3], [YES, YES, NO, UNSURE, YES])
    said = words(page, tree_of)
    assert "These posts are not a random sample." in said
    assert "Recall counts only posts that somebody read" in said
    denial = tree_of(page).css_first("table tbody tr")
    cells = [" ".join(cell.text(separator=" ").split()) for cell in denial.css("td")]
    assert cells[:6] == ["denial", "50%", "3", "1", "1", "1"]
    assert (cells[6].split()[0], cells[7].split()[0]) == ("0.67", "0.67")
    assert cells[6].split()[2] == "to"
    assert [" ".join(row.text(separator=" ").split()) for row in tree_of(page).css("table")[1].css("tbody tr")] == [
        "People: yes 2 1", "People: no 1 0",
    ]  # fmt: skip
    assert "4 of 4 1 of 1" in said


def test_gold_answers_stand_apart(fill, store, tree_of) -> None:
    """The answers of gold posts are measured when asked for, and are in no figure of the verdicts."""
    page = fill([0.9, 0.8, 0.2], [YES])
    assert "People: yes 1 0 People: no 0 0" in words(page, tree_of)
    store.desk.put_gold(LOCAL, "forum.example/t.0", "p2", [Answer(label="denial", verdict=NO)])
    page = again(page, on="gold answers")
    assert "1 verdict on 1 post" in words(page, tree_of)
    assert "1 gold answer, which stand apart" in words(page, tree_of)
    assert "People: yes 0 0 People: no 1 0" in words(page, tree_of)
    assert "says nothing of a forum" in words(page, tree_of)


def test_a_threshold_is_seen_before_it_is_set(fill, store, tree_of) -> None:
    """Slider and field hold the same; posts that would gain the label are counted and linked; apply sets and logs it."""
    page = fill([0.9, 0.45, 0.41, 0.2], [YES, YES], part="thresholds")
    assert [button(page, name).disabled for name in ("apply", "back", "restore")] == [True, True, True]
    slider(page, "denial").set_value(40.0).run()
    assert field(page, "denial").value == 40.0
    said = words(page, tree_of)
    assert "In force 50%. At 40%, 2 posts would gain it. Precision 1.00 → 1.00, recall among read 0.50 → 1.00." in said
    links = [link.attributes["href"] for link in tree_of(page).css("td a")]
    assert links == [f"thread?thread=forum.example%2Ft.0#post-{n}" for n in (2, 3)]
    assert store.thresholds()["denial"] == 0.5
    press(page, "apply")
    assert store.thresholds()["denial"] == 0.4
    assert "Set: denial 50% → 40%." in words(page, tree_of)
    assert "In force 40%, shipped 50%." in words(page, tree_of)
    assert store.desk.actions(LOCAL)[0].verb is Verb.THRESHOLDS
    press(page, "restore")
    assert store.thresholds()["denial"] == 0.5
    assert button(page, "restore").disabled
    assert "Returned to the thresholds that the model came with" in words(page, tree_of)


def test_a_number_moves_the_slider_and_back_clears_both(fill, store, tree_of) -> None:
    """A number typed is exact to a hundredth of a per cent; going back leaves what is in force."""
    page = fill([0.9, 0.55], [YES, NO], part="thresholds")
    field(page, "denial").set_value(57.25).run()
    assert slider(page, "denial").value == 57.25
    assert "At 57.25%, 1 post would lose it. Precision 0.50 → 1.00" in words(page, tree_of)
    press(page, "back")
    assert (field(page, "denial").value, slider(page, "denial").value) == (50.0, 50.0)
    assert dict(store.thresholds()) == dict(THRESHOLDS)


def test_somebody_elses_thresholds_stop_an_apply(fill, store, tree_of) -> None:
    """What was shown is no longer what would happen: nothing is set, and the fields show what is in force."""
    page = fill([0.9, 0.45], [YES], part="thresholds")
    field(page, "denial").set_value(40.0).run()
    store.set_thresholds({"denial": 0.7})
    press(page, "apply")
    assert store.thresholds()["denial"] == 0.7
    assert "other thresholds are in force than those you were shown" in tree_of(page).css_first("[role=alert]").text()
    assert field(page, "denial").value == 70.0
    store.set_thresholds({"denial": 0.6})
    assert "Other thresholds are in force than before" in words(again(page), tree_of)
    assert field(page, "denial").value == 60.0


def test_a_threshold_with_more_digits_than_fields_show_is_left_alone(fill, store) -> None:
    """Untouched fields change nothing, however many digits the threshold has."""
    page = fill([0.9], [YES], part="thresholds")
    store.set_thresholds({"denial": 0.123456})
    again(page)
    assert (field(page, "denial").value, button(page, "apply").disabled) == (12.35, True)


def test_too_few_verdicts_are_refused_in_a_sentence(fill, tree_of) -> None:
    """The calibration page says how many verdicts are needed and how many there are, and offers nothing."""
    page = fill([0.9, 0.8], [YES, NO], part="calibration")
    assert "Needs at least 20 verdicts of yes and 20 of no" in words(page, tree_of)
    assert not [each for each in page.button if each.key == "try"]
    assert not page.get("vega_lite_chart")


@pytest.fixture
def off(monkeypatch):
    """Have the page read verdicts on scores that promise far more than people say."""
    random = np.random.default_rng(3)
    scores = random.uniform(0.05, 0.95, 400)
    odds = np.log(scores / (1 - scores)) * 1.4 - 1.5
    said = random.random(400) < 1 / (1 + np.exp(-odds))
    verdicts = tuple(
        Judgement(thread_id=f"h/{n % 20}", post_id=str(n), label="denial", verdict=YES if yes else NO, score=float(score),
                  judged_at=datetime(2031, 3, 9, tzinfo=UTC) + timedelta(days=n // 10))
        for n, (score, yes) in enumerate(zip(scores, said, strict=True))
    )  # fmt: skip
    ask = model.judgements
    monkeypatch.setattr(model, "judgements", lambda: replace(ask(), verdicts=verdicts))
    return verdicts


def test_a_new_calibration_is_shown_and_its_thresholds_tried(fill, store, off, tree_of) -> None:
    """Before and after are shown; trying fills the fields of the first page's thresholds, and the log keeps the numbers."""
    assert len(off) == 400
    page = fill([0.9, 0.6], part="calibration")
    row = [" ".join(cell.text(separator=" ").split()) for cell in tree_of(page).css_first("table tbody tr").css("td")]
    assert (row[0], row[5], row[7]) == ("denial", "better", "50%")
    before, after = (float(figure) for figure in row[3].split(" → "))
    assert after < before
    assert len(page.get("vega_lite_chart")) == 1
    press(page, "try")
    tried = field(page, "denial").value
    assert (tried, field(page, "sarcasm").value) == (float(row[8].removesuffix("%")), 50.0)
    assert tried > 60
    assert f"At {row[8]}, 1 post would lose it." in words(page, tree_of)
    press(page, "apply")
    detail = store.desk.actions(LOCAL)[0].detail
    assert detail["after"]["denial"] == pytest.approx(tried / 100)
    assert [f"{number:.3f}" for number in detail["calibration"]["denial"]] == [row[1], row[2]]
    page.session_state["part"], page.session_state["of"] = "calibration", "sarcasm"
    again(page)
    assert "The calibration of sarcasm cannot be fitted yet" in words(page, tree_of)


def test_drift_is_drawn_and_told_in_tables(fill, store, off, tree_of) -> None:
    """Scores by week written and agreement by week judged: charts, and the same numbers in rows."""
    page = fill([0.9, 0.6], part="drift")
    # Two strips of scores, for there is no week yet to hold against the first; two of agreement.
    assert len(page.get("vega_lite_chart")) == 4
    scores, verdicts = tree_of(page).css("table")
    assert scores.css_first("tbody tr").text(separator=" ").split()[:5] == ["2031-03-03", "2", "100.0%", "0.750", "–"]
    assert sum(int(row.css("td")[1].text()) for row in verdicts.css("tbody tr")) == len(off)
    store.add(thread(post(1, own("a"), dated=False), thread_id="forum.example/t.9"), [scoring("p1")])
    assert "1 undated post in no week." in words(again(page), tree_of)


def test_hostile_titles_are_text(fill, tree_of) -> None:
    """A title of a post that would move is shown as its characters."""
    page = fill([0.45], part="thresholds", title=HOSTILE[0] + HOSTILE[1] + HOSTILE[3])
    field(page, "denial").set_value(40.0).run()
    assert not page.exception
    tree = tree_of(page)
    assert not tree.css("script, img, svg")
    assert "<script>" in tree.css_first("td bdi").text()


def test_charts_tell_series_and_shifts_by_shape() -> None:
    """Before and after are squares and circles, a week that has shifted is a triangle: the colour is never alone."""
    first = date(2031, 3, 3)
    weeks = [
        WeekOfScores(start=first, posts=200, over=0.1, mean=0.2),
        WeekOfScores(start=first + timedelta(days=7), posts=90, over=0.3, mean=0.4, shift=0.6, chance=0.3),
        WeekOfScores(start=date.max - timedelta(days=1), posts=9, over=0.3, mean=0.4, shift=0.2, chance=2.0),
    ]
    over, _, shift = (json.loads(chart.to_json()) for chart in model_charts.scores_charts(weeks, label="denial"))
    assert over["encoding"]["x"]["scale"]["domain"] == ["2031-02-28", "9999-12-30"]
    rows = next(rows for rows in shift["datasets"].values() if "week" in rows[0])
    assert [row["week"] for row in rows] == [model_charts.SHIFTED, model_charts.NOT_SHIFTED]
    points = next(layer for layer in shift["layer"] if layer["mark"]["type"] == "point")
    assert points["encoding"]["shape"]["scale"]["range"] == ["circle", "triangle-up"]
    found = [Judgement(thread_id="h/1", post_id="p", label="denial", verdict=NO, score=0.1,
                       judged_at=datetime(2031, 3, 9, tzinfo=UTC))]  # fmt: skip
    told = model_charts.agreement_charts(weeks_of_verdicts(found, "denial", threshold=0.5), label="denial")
    assert len(told) == 1
    assert {model_charts.colour(name) for name in LABEL_NAMES} <= set(model_charts.COLOURS)
