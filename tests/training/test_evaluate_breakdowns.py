"""An evaluation says what fails where: by kind of case, by subtype, within near pairs, and by whose words they are."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from analyzer.annotations import ModelId
from analyzer.classifiers.base import to_scoring
from analyzer.errors import DataError
from analyzer.training.cases import read_cases
from analyzer.training.evaluation import By, evaluate
from analyzer.training.grids import Grid
from analyzer.training.metrics import share_of
from analyzer.training.stances import OTHERS, OWN, Stance, stance_of


class Echo:
    """A classifier whose denial score stands in the text, after it the subtype it gives."""

    model = ModelId(name="echo", version="1", hash="0" * 12)
    labels = ("denial",)
    thresholds = {"denial": 0.5}  # noqa: RUF012 - a test's constant

    def score(self, examples):
        """Give each text as its own score."""
        for each in examples:
            value, _, subtype = each.text.partition(" ")
            subtypes = {"denial": subtype} if subtype else {}
            yield to_scoring(each.id, {"denial": float(value)}, self.thresholds, self.model, subtypes=subtypes)


@pytest.fixture
def measured(tmp_path):
    """A function that evaluates rows under the columns named."""

    def measure(columns, *rows, by=()):
        path = tmp_path / "rows.csv"
        pd.DataFrame(rows, columns=columns.split()).to_csv(path, index=False)
        return evaluate(path, Echo(), by=by)

    return measure


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("label,expected,words\ndenial,1,x\n", "text or own"),
        ("label,expected,own\nrudeness,1,0.5\n", "'rudeness' is no label"),
        ("label,expected,own\ndenial,maybe,0.5\n", "'maybe' is no label value"),
        ("label,expected,own\nsarcasm,1,0.5\n", "no label of this classifier"),
        ("label,expected,own\ndenial,unsure,0.5\n", "no label of this classifier"),
    ],
)
def test_a_wrong_functional_table_says_what_and_where(tmp_path, content, said):
    """Each fault of a table that tests one label a row is a DataError with a remedy."""
    path = tmp_path / "wrong.csv"
    path.write_text(content)
    with pytest.raises(DataError) as caught:
        evaluate(path, Echo())
    assert said in str(caught.value)
    assert "wrong.csv" in caught.value.where
    assert caught.value.remedy


@pytest.mark.parametrize("by", [By.FUNCTIONALITY, By.SUBTYPE, By.PAIR, By.WORDS])
def test_what_the_table_does_not_tell_cannot_be_asked_for(measured, by):
    """Asking for a breakdown without its column is an error that names the column."""
    with pytest.raises(DataError, match="column"):
        measured("text denial", ("0.9", 1), ("0.1", 0), by=[by])


def test_functionalities_of_a_table_that_tests_one_label_a_row(measured):
    """Each functionality has its count and its share told rightly; another label of the row is not under test."""
    found = measured(
        "own functionality label expected sarcasm",
        ("0.9", "said", "denial", 1, 1),
        ("0.2", "said", "denial", 1, 0),
        ("0.2", "report", "denial", 0, 0),
    ).functionalities
    assert [(f.kind, f.label, f.cases, f.right.value) for f in found] == [
        ("report", "denial", 1, 1.0),
        ("said", "denial", 2, 0.5),
    ]


def test_rows_without_a_kind_are_in_no_functionality(measured):
    """A cell left empty names no kind."""
    found = measured("text kind denial", ("0.9", "", 1), ("0.9", "say", 1)).functionalities
    assert [(f.kind, f.cases) for f in found] == [("say", 1)]


def test_subtypes_are_found_and_named(measured):
    """Recall is of the subtype's own cases; naming counts those found alone."""
    found = measured(
        "text denial denial_type",
        ("0.9 literal", 1, "literal"),
        ("0.8 deflection", 1, "literal"),
        ("0.1", 1, "literal"),
        ("0.1", 1, "deflection"),
        ("0.9 literal", 0, ""),
    ).subtypes
    assert [(s.subtype, s.cases, s.found, s.recall.value) for s in found] == [
        ("literal", 3, 2, pytest.approx(2 / 3)),
        ("deflection", 1, 0, 0.0),
    ]
    assert found[0].named.value == 0.5
    assert str(found[1].named) == "–"


def test_a_model_without_subtypes_names_none(measured):
    """Where no subtype is ever given, none is counted as wrong."""
    found = measured("text denial denial_type", ("0.9", 1, "literal")).subtypes
    assert (found[0].recall.value, str(found[0].named)) == (1.0, "–")


def test_pairs_with_unlike_labels_are_compared(measured):
    """The one with the label must score higher; pairs of like labels and single rows are in no pair, a tie is a miss."""
    found = measured(
        "text pair denial",
        *[("0.4", "a", 1), ("0.3", "a", 0)],
        *[("0.2", "b", 1), ("0.2", "b", 0)],
        *[("0.9", "c", 1), ("0.1", "c", 1)],
        ("0.9", "d", 1),
        *[("0.1", "", 1), ("0.9", "", 0)],
        *[("0.5", "e", 1), ("0.4", "e", 0), ("0.6", "e", 0)],
    ).pairs
    assert [(p.label, p.corpus, p.pairs, p.higher.value) for p in found] == [("denial", "rows", 3, 0.5)]
    assert 0 <= found[0].higher.low <= 0.5 <= found[0].higher.high <= 1


def test_pairs_of_two_sets_are_never_mixed(measured):
    """The same pair number in two sets names two pairs."""
    rows = [("0.9", "1", 1, "x"), ("0.1", "1", 0, "x"), ("0.2", "1", 1, "y"), ("0.8", "1", 0, "y")]
    found = measured("text pair denial corpus", *rows).pairs
    assert [(p.corpus, p.higher.value) for p in found] == [("x", 1.0), ("y", 0.0)]


def test_whose_words(measured):
    """Flags on others' words are false, words of one's own that are not flagged are missed."""
    found = measured(
        "text kind denial",
        ("0.9", "report_official", 0),
        ("0.1", "condemn_quote", 0),
        ("0.1", "negate_own", 0),
        ("0.9", "agree_short", 1),
        ("0.1", "say_self", 1),
        ("0.9", "recipe", 0),
    ).words
    by_stance = {each.stance: each for each in found}
    assert set(by_stance) == {"own", "others", "said", "agreed", "reported", "condemned", "negated"}
    assert (by_stance["others"].without, by_stance["others"].false_flags.value) == (3, pytest.approx(1 / 3))
    assert (by_stance["own"].having, by_stance["own"].misses.value) == (2, 0.5)
    assert str(by_stance["own"].false_flags) == "–"


@pytest.mark.parametrize(
    ("kind", "stance"),
    [
        ("", None),
        ("recipe", None),
        ("sincere_praise", None),
        ("agree_harmless", None),
        ("call_trial", None),
        ("report_official", Stance.REPORTED),
        ("report_agree_short", Stance.AGREED),
        ("reported-threat", Stance.REPORTED),
        ("condemn-quote", Stance.CONDEMNED),
        ("quote_condemn", Stance.CONDEMNED),
        ("Reject Short", Stance.CONDEMNED),
        ("negated", Stance.NEGATED),
        ("open_question", Stance.ASKED),
        ("sarcasm_vs_denial", Stance.MOCKED),
        ("sarcastic_denial", Stance.SAID),
        ("agree_with_denial", Stance.AGREED),
        ("agree_with_affirmation", None),
    ],
)
def test_kinds_tell_a_stance(kind, stance):
    """The longest beginning decides; kinds that tell nothing of whose words they are have none."""
    assert stance_of(kind) is stance


def test_each_stance_is_of_one_side():
    """A stance is either the author's own words or somebody else's."""
    assert sorted((*OWN, *OTHERS)) == sorted(Stance)


def test_only_what_is_asked_for_is_measured(measured):
    """With `by`, the other breakdowns are left out, and sets too."""
    rows = [("0.9", "a", 1, "say", "x"), ("0.1", "a", 0, "report", "y")]
    found = measured("text pair denial kind corpus", *rows, by=[By.FUNCTIONALITY])
    assert [outcome.corpus for outcome in found.outcomes] == ["all"]
    assert found.functionalities
    assert found.pairs == found.words == found.subtypes == ()
    assert len(measured("text pair denial kind corpus", *rows, by=[By.CORPUS]).outcomes) == 3


def test_table_and_json_hold_every_breakdown(measured):
    """What is measured is printed in both forms; JSON has no NaN."""
    found = measured(
        "text pair denial denial_type kind", ("0.9", "a", 1, "literal", "say"), ("0.1", "a", 0, "", "report")
    )
    value = json.loads(found.json(), parse_constant=pytest.fail)
    assert value["model"] == "echo-1-000000000000"
    for part in ("functionalities", "subtypes", "pairs", "words", "curves"):
        assert value[part], part
    table = found.table()
    for title in ("By label and set", "By functionality", "By subtype", "Within near pairs", "Whose words"):
        assert title in table
    assert "nan" not in table


def test_markdown_takes_cells_as_written():
    """A bar or a line break in the data ends no cell."""
    grid = Grid(title="T", head=("a", "b"), rows=(("x|y\nz", "\\"),))
    assert grid.markdown().splitlines() == ["### T", "", "| a | b |", "| --- | --- |", "| x\\|y z | \\\\ |"]


def test_shares_of_few_have_wide_intervals():
    """Wilson's interval: three of three say little, none of none nothing, and rows of one group stand alone."""
    import numpy as np  # noqa: PLC0415 - for this test alone

    three = share_of(np.ones(3, dtype=bool), ["a", "b", "c"])
    assert (three.value, three.high) == (1.0, 1.0)
    assert three.low == pytest.approx(0.438, abs=0.001)
    assert share_of(np.ones(3, dtype=bool), ["a", "a", "a"]) == three
    assert str(share_of(np.ones(0, dtype=bool), [])) == "–"


def test_modcheck_can_be_given_as_it_is(shared):
    """The functional cases beside the repository are read with their label under test."""
    cases = read_cases(shared / "data" / "modcheck-dev.csv")
    assert {case.tested for case in cases} == {"denial", "incitement"}
    assert all(case.kind and case.tested in case.sample.labels for case in cases)
