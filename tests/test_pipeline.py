"""From source to store in one story."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from analyzer import pipeline
from analyzer.annotations import Example, ModelId, Score, Scoring, Stretch
from analyzer.errors import AmbiguousSourceError, UnreadableError
from analyzer.readers import base
from analyzer.source import Source
from analyzer.store import Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

OWN, QUOTE = SegmentKind.OWN, SegmentKind.QUOTE


class LengthClassifier:
    """Scores by length, so that what it was shown can be told from what it gave."""

    model = ModelId(name="length", version="1", hash="0" * 12)
    labels = ("incitement",)
    languages = ("en",)
    subtyped = ()
    thresholds = {"incitement": 0.5}  # noqa: RUF012  As the protocol has it.

    def score(self, examples: Iterable[Example]) -> Iterator[Scoring]:
        """Give 1.0 to texts of more than 20 characters."""
        for example in examples:
            value = float(len(example.text) > 20)
            score = Score(post_id=example.id, label="incitement", value=value, model=self.model)
            yield Scoring(id=example.id, scores=(score,), labels=("incitement",) * int(value), model=self.model)

    def values(self, batch: Sequence[Example]) -> np.ndarray:
        """Give the same as an array."""
        return np.array([[scoring.values["incitement"]] for scoring in self.score(batch)])

    def spans(self, example: Example, label: str) -> tuple[Stretch, ...]:
        """Give the first word."""
        assert label in self.labels
        return (Stretch(start=0, end=len(example.text.split(maxsplit=1)[0]), weight=1.0),)

    def save(self, folder: Path) -> None:
        """Nothing to keep."""


def thread(*posts: Post) -> Thread:
    """Make a thread of posts."""
    return Thread(id="t", title=None, engine="x", source="s", posts=posts)


def test_nothing_is_stored_of_an_unreadable_source(tmp_path: Path):
    """A source without a thread leaves the store as it was."""
    with Store.open(tmp_path / "desk.db") as store:
        with pytest.raises(UnreadableError):
            pipeline.add(Source.from_bytes("x.txt", b"milk, eggs"), store=store, classifier=LengthClassifier())
        assert store.is_empty()


def test_two_readers_that_claim_one_source_are_an_error(monkeypatch: pytest.MonkeyPatch):
    """Ambiguity is told with both names, not settled by order."""

    class Claiming:
        last_resort = False

        def __init__(self, name: str) -> None:
            self.name = name

        def claims(self, _: Source) -> bool:
            return True

    monkeypatch.setattr(base, "all_readers", lambda: (Claiming("one"), Claiming("two")))
    with pytest.raises(AmbiguousSourceError, match="more than one reader claims this text file: one, two"):
        base.reader_for(Source.from_bytes("x", b"x"))


def test_every_reader_is_found_once():
    """Readers are found by looking into their folder, each under a name of its own."""
    names = [reader.name for reader in base.all_readers()]
    assert {"xenforo2", "plaintext", "article"} <= set(names)
    assert len(names) == len(set(names))


def test_only_own_words_are_judged():
    """Quoted words are context, never the text."""
    post = Post(
        id="1", position=1, author="ann",
        segments=(
            Segment(kind=QUOTE, text="quoted", depth=1), Segment(kind=QUOTE, text="deeper", depth=2),
            Segment(kind=OWN, text="mine"), Segment(kind=SegmentKind.ARTICLE, text="press"), Segment(kind=OWN, text="more"),
        ),
    )  # fmt: skip
    (example,) = pipeline.examples(thread(post))
    assert example == Example(id="1", text="mine\n\nmore", context="quoted")


def test_answered_words_are_context_where_nothing_is_quoted():
    """A reply without a quote is read with the own words of what it answers."""
    first = Post(id="1", position=1, author="ann", segments=(Segment(kind=OWN, text="claim"),))
    reply = Post(id="2", position=2, author="bo", reply_to="1", segments=(Segment(kind=OWN, text="no"),))
    lost = Post(id="3", position=3, author="bo", reply_to="99", segments=(Segment(kind=OWN, text="no"),))
    assert [example.context for example in pipeline.examples(thread(first, reply, lost))] == ["", "claim", ""]


def test_added_thread_is_stored_with_its_scores(tmp_path: Path, threads_folder: Path):
    """What was read and scored can be asked of the store, and once is enough."""
    source = Source.from_path(threads_folder / "xenforo2_text" / "kestar-payroll.txt")
    with Store.open(tmp_path / "desk.db") as store:
        imported = pipeline.add(source, store=store, classifier=LengthClassifier())
        (thread_id,) = imported.threads
        stored = store.scored_posts(thread_id)
        assert len(stored) == imported.added[0].posts == 9
        assert stored[0].scoring is not None
        assert stored[0].post.own == ""
        assert stored[0].scoring.labels == ()
        assert any(post.scoring and post.scoring.labels for post in stored)
        marked = [post for post in stored if post.scoring and post.scoring.labels]
        assert all(score.spans for post in marked for score in post.scoring.scores)
        again = pipeline.add(source, store=store, classifier=LengthClassifier())
        assert (again.added[0].posts, again.added[0].scores) == (0, 0)


def test_posts_in_other_languages_are_kept_and_not_flagged(tmp_path: Path):
    """A German post is stored with its score and language; adding it again with `any_language` flags it."""
    said = "Die Bäckerei am Markt hat heute leider geschlossen, und morgen wohl auch noch."
    rows = f'{{"thread_id": "a.example/1", "post_id": "1", "author": "ann", "text": "{said}"}}\n'
    source = Source.from_bytes("posts.jsonl", rows.encode())
    with Store.open(tmp_path / "desk.db") as store:
        for any_language, labels in ((False, ()), (True, ("incitement",)), (False, ())):
            pipeline.add(source, store=store, classifier=LengthClassifier(), any_language=any_language)
            (kept,) = store.scored_posts("a.example/1")
            assert kept.scoring is not None
            assert (kept.scoring.unsupported, kept.scoring.labels) == ("de", labels)
            assert kept.scoring.values == {"incitement": 1.0}
            assert kept.scoring.scores[0].spans[0].end == len("Die")


def test_same_scrape_gives_the_same_ids(threads_folder: Path):
    """Ids are made from what is said, so reading twice is reading once."""
    for path in sorted(threads_folder.rglob("*.txt")):
        one, other = ([post.id for post in next(pipeline.read(Source.from_path(path))).posts] for _ in range(2))
        assert one == other
        assert len(set(one)) == len(one)


def test_repeated_words_of_one_author_are_two_posts():
    """Two posts `+1` by the same author in a text scrape have two ids."""
    card = "A\nann\nMEMBER\nMay 1, 2020\n10\n2\n3\nCountry\nNorway\n"
    text = f"A talk about boats\n\n{card}+1\n\n{card}+1\n"
    (found,) = pipeline.read(Source.from_bytes("boats.txt", text.encode()))
    assert [post.own for post in found.posts] == ["+1", "+1"]
    assert len({post.id for post in found.posts}) == 2


def test_pages_in_an_archive_are_one_thread_and_quotes_lead_across(threads_folder: Path):
    """Pages are joined before quotes are traced, and what is no thread is told beside them."""
    whole = (threads_folder / "jsonl" / "ferry-timetable.jsonl").read_bytes().splitlines(keepends=True)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("b.jsonl", b"".join(whole[:2]))
        archive.writestr("a.jsonl", b"".join(whole[2:]))
        archive.writestr("notes.txt", "milk, eggs")
    (found,) = pipeline.read(Source.from_bytes("pages.zip", stream.getvalue()))
    assert [post.id for post in found.posts] == ["701", "702", "703", "704"]
    assert found.posts[2].reply_to == "702"
    assert [problem.where for problem in found.problems] == ["pages.zip!notes.txt"]


def test_archive_without_a_thread_is_unreadable():
    """The error says what was wrong with what is in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("notes.txt", "milk, eggs")
    with pytest.raises(UnreadableError, match="no thread found in this archive"):
        list(pipeline.read(Source.from_bytes("pages.zip", stream.getvalue())))
