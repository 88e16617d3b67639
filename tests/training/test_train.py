"""Training gives the same model each time, and the model computes what scikit-learn fitted."""

from __future__ import annotations

import numpy as np
import pytest

from analyzer.annotations import Example
from analyzer.classifiers import load
from analyzer.classifiers.terms import TermTable
from analyzer.errors import DataError
from analyzer.training import TrainOptions, train
from analyzer.training.corpora import CORPORA, OWN_SETS, read_folder, read_package_sets
from analyzer.training.ownwords import fit_design, fit_head, part
from analyzer.training.samples import read_samples
from analyzer.training.split import is_held_out
from analyzer.training.vectors import learn_vectors


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_training_twice_gives_the_same_bytes(table, options, tmp_path):
    """The same data, options and seed give the same files, byte by byte."""
    first = train(table, tmp_path / "first", options=options)
    second = train(table, tmp_path / "second", options=options)
    assert files(tmp_path / "first") == files(tmp_path / "second")
    assert first.classifier.model == second.classifier.model


def test_a_trained_model_learned_its_table(table, options, tmp_path):
    """Scores of the table's own sentences fall on the right side for most of them, and context counts."""
    report = train(table, tmp_path / "model", options=options)
    classifier = load(folder=tmp_path / "model")
    texts = ["Drown every one of the harbour men", "The ferry to the island runs all winter"]
    call, calm = classifier.score([Example(id=text, text=text) for text in texts])
    assert call.values["incitement"] > 2 * calm.values["incitement"]
    quoted = "Shoot the harbour men on sight"
    agrees, rejects = classifier.score(
        [Example(id=text, text=text, context=quoted) for text in ("exactly", "shame on you")]
    )
    assert agrees.values["incitement"] > rejects.values["incitement"]
    assert report.samples == 83
    assert "denial" in str(report)


def test_progress_is_told(table, options, tmp_path):
    """Each step says what it does, in words."""
    steps = []
    train(table, tmp_path / "model", options=options, progress=steps.append)
    assert steps[0] == "reading the data"
    assert any("fold 2 of 3" in step for step in steps)


def test_scoring_equals_the_fitted_pipeline(table):
    """The folded weights give the decision of scikit-learn's TF-IDF and logistic regression, to 16-bit rounding."""
    samples = read_samples(table)
    texts = [part(sample.text) for sample in samples]
    streams = [[token for tokens in sentences for token in tokens] for sentences in texts]
    design = fit_design(texts, learn_vectors(streams, size=10, words=500, least=2, seed=0), least=2)
    columns = design.columns(texts)
    answers = np.asarray([sample.labels["incitement"] for sample in samples], dtype=float)
    coefficients, bias = fit_head(columns, answers, np.ones(len(samples)), strength=3.0)
    table_of_terms = TermTable(design.fold(("incitement",), coefficients[:, None], np.asarray([bias])))
    unseen = ["The harbourmen sang. Drown them, drown them!", "What about the flood camp? $ ^ START", "zzz qqq"]
    expected = design.columns([part(text) for text in unseen]) @ coefficients + bias
    assert table_of_terms.read(unseen).whole[:, 0] == pytest.approx(expected, abs=3e-3)
    expected = columns @ coefficients + bias
    read = table_of_terms.read([sample.text for sample in samples])
    assert read.whole[:, 0] == pytest.approx(expected, abs=3e-3)


def test_the_peak_is_the_highest_sentence(table):
    """A text's peak is the highest logit of its sentences, each read alone."""
    samples = read_samples(table)
    texts = [part(sample.text) for sample in samples]
    design = fit_design(texts, learn_vectors([], size=10, words=5, least=2, seed=0), least=2)
    rng = np.random.default_rng(0)
    coefficients = rng.normal(size=(design.columns(texts[:1]).shape[1], 1))
    terms = TermTable(design.fold(("incitement",), coefficients, np.zeros(1)))
    sentences = ["Drown the harbour men.", "The train was late!", "Who has read the book?"]
    alone = terms.read(sentences)
    together = terms.read(["", " ".join(sentences), "!"])
    assert together.peak[1] == pytest.approx(alone.whole.max(axis=0), abs=1e-6)
    assert alone.peak == pytest.approx(alone.whole)
    assert together.whole[0] == together.peak[0] == together.sizes[0] == 0


def test_no_label_with_both_answers_is_an_error(tmp_path):
    """A table where a label is always yes cannot train."""
    path = tmp_path / "all_yes.csv"
    path.write_text("text,denial\na b c,1\nd e f,1\n")
    with pytest.raises(DataError, match="both a yes and a no"):
        train(path, tmp_path / "model", options=TrainOptions(package_sets=False))


def test_one_label_is_enough(tmp_path):
    """A team's table with one label trains a model of that label alone."""
    path = tmp_path / "one.csv"
    rows = "".join(f"the pier is {'burning' if n % 2 else 'calm'} tonight {n},{n % 2}\n" for n in range(40))
    path.write_text("text,incitement\n" + rows)
    report = train(path, tmp_path / "model", options=TrainOptions(folds=2, package_sets=False))
    assert report.classifier.labels == ("incitement",)


def test_an_empty_folder_is_an_error(tmp_path):
    """A folder without known files says which are known."""
    with pytest.raises(DataError, match="forum-posts"):
        train(tmp_path, tmp_path / "model")


def test_package_sets_are_sound():
    """The contrast sets of the package have labels in every row, calls beside harmless twins, and no twins of words."""
    samples = read_package_sets()
    assert len(samples) >= 150
    for sample in samples:
        assert {"denial", "sarcasm", "incitement"} <= set(sample.labels)
        # Whether a call or a denial is hostile besides was not decided in every set.
        assert "hostility" in sample.labels or 1 in (sample.labels["incitement"], sample.labels["denial"])
    assert len({(sample.text, sample.context) for sample in samples}) == len(samples)
    assert {sample.source for sample in samples} <= set(OWN_SETS)
    calls = [sample for sample in samples if sample.source == "contrast-calls"]
    for group in {sample.group for sample in calls}:
        assert {sample.labels["incitement"] for sample in calls if sample.group == group} == {0, 1}


def test_the_folder_reads_what_is_there(shared):
    """The project's own data give all labels and heads, without twins, none of a corpus that is left out."""
    samples = read_folder(shared / "data", seed=0, share=0.02, without=frozenset({"edos"}))
    sources = {sample.source for sample in samples}
    assert "edos" not in sources
    assert {"forum-posts", "contrast-denial", "contrast-voices"} <= sources
    assert sources <= {*OWN_SETS, *CORPORA, "contexts"}
    assert not [sample for sample in samples if is_held_out(sample)]
    assert all(sample.weight > 0 for sample in samples)
    seeds = [path.read_text(encoding="utf-8", errors="replace") for path in (shared / "seeds").glob("*.txt")]
    long_ones = [sample.text for sample in samples if len(sample.text) > 60]
    assert not [text for text in long_ones if any(text in seed for seed in seeds)]


def test_every_corpus_states_licence_and_reason():
    """The table of corpora says for each what it may be used under and why it counts what it counts."""
    assert all(corpus.licence and corpus.reason and 0 < corpus.weight <= 1 for corpus in CORPORA.values())


@pytest.mark.parametrize("name", ["linear", "transformer"])
def test_shipped_manifests_state_their_data(name):
    """A shipped tier names each set that it learned from or is measured on, with rows and licence."""
    data = load(name).manifest["data"]
    assert {"forum-posts", "contrast-voices", "cad"} <= {each["set"] for each in data}
    assert all(each["licence"] and each["rows"] + each.get("held_out", 0) > 0 for each in data)
