"""Adding threads: several files, hostile names, files that hold no thread, nothing added twice."""

from __future__ import annotations

import logging

import pytest
from dashboard_samples import HOSTILE, WordClassifier
from scrape_samples import DEPOT_SCRAPE

from analyzer import pipeline
from analyzer.errors import ModelError
from dashboard import services

TEXT = "text/plain"


@pytest.fixture
def add(open_page, tree_of, monkeypatch):
    """Give a function that uploads files on one visit after another and gives what the page says."""
    monkeypatch.setattr(services, "classifier", WordClassifier)
    page = open_page("add_threads")

    def run(*files: tuple[str, bytes]):
        page.file_uploader[0].set_value([(name, data, TEXT) for name, data in files])
        page.button[0].click().run()
        assert not page.exception, page.exception
        return tree_of(page)

    return run


def test_a_thread_is_read_scored_and_linked(add, store) -> None:
    """An upload ends with how much was read, how much of it is flagged, and a link to the thread."""
    tree = add(("depot.txt", DEPOT_SCRAPE.encode()))
    (summary,) = store.thread_summaries()
    note = tree.css_first(".fa-outcome")
    assert "1 thread read: 4 new posts." in note.text()
    assert "4 posts, 2 flagged" in note.text()
    assert note.css_first("a").attributes["href"].startswith("thread?thread=")
    assert summary.flagged["incitement"] == 1
    assert summary.source == "depot.txt"


def test_nothing_is_added_twice(add, store) -> None:
    """The same thread uploaded again, under another name and twice at once, adds no post and says so."""
    add(("depot.txt", DEPOT_SCRAPE.encode()))
    tree = add(("again.txt", DEPOT_SCRAPE.encode()), ("more.txt", DEPOT_SCRAPE.encode()))
    assert [note.text().count("nothing new") for note in tree.css(".fa-outcome")] == [1, 1]
    assert store.counts().posts == 4


def test_one_bad_file_never_stops_the_rest(add, store) -> None:
    """Files that are empty, no text or hold no thread are said in words; the good one among them is kept."""
    tree = add(
        ("empty.txt", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("letter.txt", b"Dear all,\n\nno thread here.\n"),
        ("depot.txt", DEPOT_SCRAPE.encode()),
        ("page.html", b"<html><body><p>Nothing</p></body></html>"),
    )
    notes = tree.css(".fa-outcome")
    assert [bool(note.css_matches(".fa-refused")) for note in notes] == [True, True, True, False, True]
    assert "the file is empty; save the page again." in notes[0].text()
    assert "no thread found in this text file; save the thread's page whole" in notes[2].text()
    # The names of all readers would fill the page.
    assert not any("xenforo2" in note.text() for note in notes)
    assert all(note.text().count("\n") < 3 and "Traceback" not in note.text() for note in notes)
    assert store.count_threads() == 1


def test_an_unforeseen_error_is_said_and_logged_without_words_of_a_post(add, store, monkeypatch, caplog) -> None:
    """A fault in the program costs the file it met alone, and the log holds no text of it."""
    real = pipeline.add

    def fail_once(source, *, store, classifier):
        if source.name == "bad.txt":
            raise RuntimeError("secret words of a post")
        return real(source, store=store, classifier=classifier)

    monkeypatch.setattr(pipeline, "add", fail_once)
    with caplog.at_level(logging.ERROR, logger="dashboard.services"):
        tree = add(("bad.txt", b"x"), ("depot.txt", DEPOT_SCRAPE.encode()))
    assert "unforeseen error (RuntimeError)" in tree.css(".fa-outcome")[0].text()
    assert "RuntimeError at" in caplog.text
    assert "secret" not in caplog.text
    assert "secret" not in tree.text()
    assert store.count_threads() == 1


@pytest.mark.parametrize("name", [*HOSTILE[:-1], "../../etc/passwd", "a" * 300 + ".txt"])
def test_hostile_file_names_are_text(add, name: str) -> None:
    """A file name is shown as its characters, also within the sentence of an error."""
    tree = add((name, b"no thread"))
    assert not tree.css("script, img, svg, style")
    assert tree.css_first(".fa-outcome bdi").text()[:7] == name.replace("\u202e", "[U+202E]")[:7]


def test_no_file_is_no_error(add) -> None:
    """The button without a file says what to do."""
    assert "No file was chosen" in add().css_first(".fa-refused").text()


def test_files_past_the_limit_are_said_to_be_left_out(add) -> None:
    """The first 50 files are read, and how many are left to add next is said."""
    tree = add(*((f"{n}.txt", b"no thread") for n in range(53)))
    assert len(tree.css(".fa-outcome")) == 51
    assert "3 files past the first 50 were not read" in tree.css(".fa-outcome")[-1].text()


def test_a_missing_model_is_said_once(open_page, tree_of, monkeypatch) -> None:
    """A model that is not there is one sentence, not one a file, and nothing is stored."""
    monkeypatch.setenv("ANALYZER_MODEL", "nowhere/none")
    page = open_page("add_threads")
    page.file_uploader[0].set_value([("a.txt", DEPOT_SCRAPE.encode(), TEXT), ("b.txt", b"x", TEXT)])
    page.button[0].click().run()
    assert not page.exception
    (refused,) = tree_of(page).css(".fa-refused")
    assert "there is no classifier named 'nowhere/none'" in refused.text()
    assert services.store().is_empty()


def test_a_trained_model_is_found_by_its_folder(store, monkeypatch, tmp_path) -> None:
    """A folder is read as a model's; one that holds none is said to hold none."""
    monkeypatch.setenv("ANALYZER_MODEL", str(tmp_path))
    assert store.is_empty()
    with pytest.raises(ModelError, match=r"manifest\.json"):
        services.classifier()
