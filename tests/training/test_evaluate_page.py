"""The page of an evaluation needs nothing else, shows what it says in words and numbers too, and runs nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from click.testing import CliRunner

from analyzer.annotations import ModelId
from analyzer.classifiers.base import to_scoring
from analyzer.classifiers.calibration import Strictness
from analyzer.cli import main_group
from analyzer.errors import ExportError
from analyzer.training.evaluation import By, evaluate
from analyzer.training.page import render
from analyzer.training.writing import write_text

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"


class Echo:
    """A classifier whose denial score stands in the text."""

    model = ModelId(name="echo<b>", version="1", hash="0" * 12)
    labels = ("denial",)
    thresholds = {"denial": 0.5}  # noqa: RUF012 - a test's constant

    def score(self, examples):
        """Give each text as its own score."""
        return (to_scoring(e.id, {"denial": float(e.text)}, self.thresholds, self.model) for e in examples)


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Keep an element."""
        self.found.append((tag, dict(attrs)))


def page(tmp_path, rows, columns=("text", "denial", "kind", "corpus")):
    path = tmp_path / "rows.csv"
    pd.DataFrame(rows, columns=list(columns)).to_csv(path, index=False)
    return render(evaluate(path, Echo()), title=f"echo on {HOSTILE}")


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    """A page with hostile names in its data."""
    rows = [(i / 40, i % 3 == 0, HOSTILE, f"{HOSTILE}{i % 2}") for i in range(40)]
    return page(tmp_path_factory.mktemp("page"), rows)


def test_what_data_hold_is_text(text):
    """Names of kinds and sets that are markup stay words."""
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert not [name for _, attributes in Elements(text).found for name in attributes if name.startswith("on")]


def test_nothing_is_fetched(text):
    """No element names a place to fetch from, and the page forbids it too."""
    elements = Elements(text).found
    places = [
        value for _, attributes in elements for name, value in attributes.items() if name in {"src", "href", "data"}
    ]
    assert not places
    assert all(attributes.get("xlink:href", "#").startswith("#") for _, attributes in elements)
    assert set(re.findall(r"https?://[^\"\s<]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "default-src 'none'" in text
    assert "@import" not in text


def test_every_plot_has_words_and_numbers(text):
    """Each plot is an image with a title and a description, a caption, and a table."""
    elements = Elements(text).found
    plots = [attributes for tag, attributes in elements if tag == "svg"]
    ids = {attributes["id"] for _, attributes in elements if "id" in attributes}
    assert len(plots) == 2
    for plot in plots:
        assert plot["role"] == "img"
        assert set(plot["aria-labelledby"].split()) <= ids
    assert [tag for tag, _ in elements].count("details") == 2
    assert "of the posts with the label are found" in text


def test_no_id_stands_twice(text):
    """Ids of several plots in one page are their own."""
    ids = [attributes["id"] for _, attributes in Elements(text).found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)


def test_the_same_data_give_the_same_bytes(tmp_path, monkeypatch):
    """Neither the clock nor a user's plot settings change a page."""
    import matplotlib as mpl  # noqa: PLC0415 - for this test alone

    rows = [(0.9, 1, "say", "x"), (0.2, 0, "report", "x"), (0.4, 1, "say", "y")]
    first = page(tmp_path, rows)
    monkeypatch.setitem(mpl.rcParams, "lines.linewidth", 9)
    assert page(tmp_path, rows) == first


@pytest.mark.parametrize("rows", [[(0.1, 0, "", "")], [(0.1, 1, "", "")], [(0.9, 1, "", "")]])
def test_one_post_is_enough(tmp_path, rows):
    """Without a positive there is no plot, without a flag no point at the threshold; the page stands all the same."""
    text = page(tmp_path, rows)
    assert "nan" not in re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
    assert "</html>" in text


def test_the_verb_writes_a_page(tmp_path, table):
    """`analyzer evaluate --format page --output` writes the file and prints nothing."""
    target = tmp_path / "report.html"
    arguments = ["evaluate", str(table), "--format", "page", "--output", str(target), "--by", "corpus"]
    ran = CliRunner().invoke(main_group, arguments)
    assert (ran.exit_code, ran.output) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_verb_offers_what_can_be_chosen():
    """The choices of the options are the names of the values they become."""
    options = {option.name: option for option in main_group.commands["evaluate"].params}
    assert list(options["by"].type.choices) == [by.value for by in By]
    assert list(options["strictness"].type.choices) == [each.value for each in Strictness]


def test_a_place_that_cannot_be_written_to_is_an_error(tmp_path):
    """The folder must be there; the error says where."""
    with pytest.raises(ExportError, match="gone"):
        write_text("x", tmp_path / "gone" / "report.html")


def test_half_a_character_is_written_as_its_number(tmp_path):
    """What UTF-8 has no bytes for does not stop the report."""
    write_text("a\ud83dz", tmp_path / "r.txt")
    assert (tmp_path / "r.txt").read_text() == "a\\ud83dz\n"
