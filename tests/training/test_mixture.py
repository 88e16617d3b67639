"""What the second tier learns from, and what is held out of it."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from analyzer.labels import LABEL_NAMES
from analyzer.training.corpora import package_sets, to_sample
from analyzer.training.encoder.mixture import HEADS, SHARES, SUBTYPES, counts, read_material
from analyzer.training.samples import Sample
from analyzer.training.split import is_held_out, read_contrast


@pytest.fixture(scope="module")
def material(shared, tmp_path_factory):
    """The project's own data without the large corpora, which take a quarter of a minute to read."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("forum-posts.parquet", "contrast-denial.csv", "contrast-whose-words.csv", "modcheck-dev.csv"):
        (folder / name).symlink_to(shared / "data" / name)
    return read_material(folder)


def test_nothing_held_out_is_learned(material):
    """No thread, event or pair stands on both sides, and the functional cases are on neither but the measured one."""
    learned = {sample.group for sample in material.own}
    held = {sample.group for sample in material.held_out}
    assert learned
    assert held
    assert not learned & held
    assert "modcheck-dev" not in counts(material.own)
    assert counts(material.held_out)["modcheck-dev"] == 544


def test_every_label_is_held_out_with_both_answers(material):
    """Enough of each label is left to choose a threshold on."""
    posts = [sample for sample in material.held_out if sample.source == "forum-posts"]
    for label in LABEL_NAMES:
        answers = Counter(sample.labels.get(label) for sample in posts)
        assert answers[1] >= 20
        assert answers[0] >= 300


def test_an_epoch_shows_each_row_as_often_as_said(material):
    """Own rows come twice, and the draw is the same for the same epoch."""
    first = material.epoch(0, seed=1)
    assert len(first) == 2 * len(material.own)
    assert first == material.epoch(0, seed=1)


def test_subtypes_are_known_where_their_label_is(material):
    """A yes names one subtype at most, a no names none."""
    for sample in (*material.own, *material.held_out):
        for label in ("denial", "incitement"):
            named = [head for head in SUBTYPES if head.startswith(label) and sample.labels.get(head) == 1]
            assert len(named) <= 1
            assert not named or sample.labels[label] == 1


def test_labels_have_heads():
    """Every answer that a corpus can give has a head, and each head a place."""
    assert len(set(HEADS)) == len(HEADS)
    assert set(LABEL_NAMES) <= set(HEADS)
    assert all(share.rows > 0 and 0 < share.weight <= 1 for share in SHARES.values())


def test_the_written_sets_are_as_the_guide_wants_them():
    """Ids are unique, subtypes stand only beside their label, and most pairs hold unlike labels."""
    ids, pairs = Counter(), {}
    with package_sets() as paths:
        for path in paths:
            for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)):
                ids[row["id"]] += 1
                for label in ("denial", "incitement"):
                    assert row.get(f"{label}_type", "") == "" or row[label] == "1", row["id"]
                answers = tuple(row[label] for label in LABEL_NAMES)
                pairs.setdefault((path.stem, row.get("pair", "")), set()).add(answers)
    assert max(ids.values()) == 1
    assert sum(len(answers) > 1 for answers in pairs.values()) > 0.8 * len(pairs)


def test_an_event_stays_on_one_side(tmp_path):
    """Rows of one event are one group, whatever their pair."""
    path = tmp_path / "contrast-x.csv"
    path.write_text("id,pair,event,own,denial\na,1,The Fire,one,1\nb,2,the  fire,two,0\nc,3,,three,0\n")
    groups = [sample.group for sample in read_contrast(path)]
    assert groups[0] == groups[1]
    assert groups[2] != groups[0]


def test_functional_cases_are_never_learned():
    """Whatever their group, they are measured on."""
    assert is_held_out(Sample(id="1", text="x", group="any", source="modcheck-dev"))


def test_rows_of_a_corpus_stay_with_their_thread():
    """Every tier holds out the same threads of a public corpus, for they all group its rows alike."""
    row = {"corpus": "stormfront", "text": "words", "context": None, "thread": "t9"}
    first = to_sample({**row, "id": "1"}, {"hostility": 0}, set(), weight=1.0)
    second = to_sample({**row, "id": "2", "text": "others"}, {"hostility": 0}, set(), weight=1.0)
    alone = to_sample({**row, "id": "3", "thread": None}, {"hostility": 0}, set(), weight=1.0)
    assert first.group == second.group != alone.group
