"""What the second tier learns from: which sets, how often a row is shown in an epoch, and what it counts for."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.labels import INCITEMENT, LABEL_NAMES, LABELS
from analyzer.training.annotated import read_annotated, read_annotated_rows, read_forum_posts
from analyzer.training.corpora import package_sets
from analyzer.training.samples import (
    REPORTED,
    Sample,
    known_subtypes,
    read_table,
    text_key,
    to_sample,
    to_text,
    without_twins,
)
from analyzer.training.split import is_held_out, read_contrast

# Heads beside the labels and their subtypes, learned and never shown: content that is only reported, counter speech,
# the fallacy of worse problems, doubt of what was answered, irony without a claim to sarcasm.
INNER = (*REPORTED, "counter", "worse", "doubts")
SUBTYPES = tuple(f"{label.name}/{subtype.name}" for label in LABELS for subtype in label.subtypes)
HEADS = (*LABEL_NAMES, *SUBTYPES, *INNER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One public corpus: rows an epoch, what a row counts for, and whether it lends weak negatives.

    `calm` rows (those not marked hostile) of a corpus about other things are no denial and no incitement, at a fifth
    of a row's weight: its topics are not atrocities, and a call for violence would mostly be marked hostile.
    """

    rows: int
    weight: float
    calm: bool = False


# Rows are drawn anew each epoch, so that four epochs see most of a large corpus. Sizes follow two findings: halving all
# of them cost 4 points on functional tests of hate, and rows beyond these moved nothing on the forum posts.
SHARES: dict[str, Share] = {
    "dynahate_binary": Share(rows=6000, weight=0.6),
    "hatemoderate": Share(rows=2706, weight=1.0),
    "hatemoji_build": Share(rows=2000, weight=0.5),
    "edos": Share(rows=2500, weight=0.5, calm=True),
    "gab_hate_corpus": Share(rows=2500, weight=0.5),
    "cad": Share(rows=2500, weight=0.6),
    "implicit_hate": Share(rows=2500, weight=0.4),
    "hatexplain": Share(rows=1500, weight=0.4),
    "stormfront": Share(rows=2000, weight=0.5),
    "olid": Share(rows=1000, weight=0.3, calm=True),
    "hateval_en": Share(rows=1000, weight=0.3),
    "incels_forum": Share(rows=1500, weight=0.5),
    "davidson": Share(rows=500, weight=0.3),
    "counter_context": Share(rows=2000, weight=0.5),
    "dynacounter": Share(rows=1200, weight=0.4),
    "hickey_counterspeech": Share(rows=1000, weight=0.4),
    "sarcasm_corpus_v2": Share(rows=5000, weight=0.8, calm=True),
    "figlang2020_reddit": Share(rows=4400, weight=0.7, calm=True),
    "figlang2020_twitter": Share(rows=1000, weight=0.2),
    "isarcasmeval": Share(rows=3458, weight=0.8, calm=True),
    "rumoureval2019": Share(rows=1000, weight=0.4, calm=True),
    "sahai_fallacies": Share(rows=1000, weight=0.4, calm=True),
    "wabt_whataboutism": Share(rows=600, weight=0.4),
    "cocolofa": Share(rows=500, weight=0.4, calm=True),
}
# Rows of the corpora that carry incitement are few, and shown in every epoch.
_ALWAYS = "incitement"
_CALM_WEIGHT = 0.2
# How often a row of our own sets is shown in an epoch. What has other voices than the corpora counts most.
TIMES = {"forum-posts": 2, "contrast": 2, "annotated-posts": 1}
_INNER_OF_CORPORA = {
    "counter speech": ("counter", 1), "counterspeech": ("counter", 1), "not_counterspeech": ("counter", 0),
    "counter": ("counter", 1), "agree_with_hate": ("counter", 0), "neutral": ("counter", 0),
    "worse_problems": ("worse", 1), "appeal to worse problems": ("worse", 1), "whataboutism": ("worse", 1),
    "not_whataboutism": ("worse", 0), "none": ("worse", 0), "rumour deny": ("doubts", 1),
    "rumour support": ("doubts", 0), "rumour comment": ("doubts", 0),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that is learned from and measured on: our own rows, corpora by name, and what is held out."""

    own: tuple[Sample, ...]
    corpora: dict[str, tuple[Sample, ...]]
    held_out: tuple[Sample, ...]

    def epoch(self, number: int, *, seed: int) -> list[Sample]:
        """Give the samples of an epoch: our own, and a new draw of each corpus."""
        chosen = [sample for sample in self.own for _ in range(_times(sample))]
        for name, samples in sorted(self.corpora.items()):
            draw = random.Random(f"{seed}:{number}:{name}")  # noqa: S311 - a draw of rows, not a secret
            always = [sample for sample in samples if sample.labels.get(_ALWAYS) == 1]
            others = [sample for sample in samples if sample.labels.get(_ALWAYS) != 1]
            chosen += always
            chosen += draw.sample(others, min(len(others), SHARES[name].rows))
        return chosen


def _times(sample: Sample) -> int:
    return TIMES["contrast"] if sample.source.startswith("contrast") else TIMES[sample.source]


def read_material(folder: Path, *, posts: Path | None = None, without: frozenset[str] = frozenset()) -> Material:
    """Read a training folder and the sets of this package; `modcheck-dev` is only ever measured on.

    `posts` is a `threads.jsonl.gz`, whose labelled posts are learned from as the forum posts are.

    Raises:
        DataError: if a file is damaged.
    """
    samples = [sample for sample in _own(folder, posts) if sample.source not in without]
    held_out = [sample for sample in samples if is_held_out(sample)]
    kept = [sample for sample in samples if not is_held_out(sample)]
    corpora: dict[str, list[Sample]] = defaultdict(list)
    public = folder / "corpora.parquet"
    if public.is_file():
        anew = [sample for sample in read_annotated_rows(public) if sample.id.partition(":")[0] not in without]
        held_out += [sample for sample in anew if is_held_out(sample)]
        kept += [sample for sample in anew if not is_held_out(sample)]
        for sample in _corpora(public, without, met={text_key(sample.text) for sample in anew}):
            (held_out if is_held_out(sample) else corpora[sample.source]).append(sample)
    return Material(
        own=tuple(kept),
        corpora={name: tuple(rows) for name, rows in corpora.items()},
        held_out=tuple(held_out),
    )


def _own(folder: Path, threads: Path | None) -> list[Sample]:
    samples: list[Sample] = []
    posts = folder / "forum-posts.parquet"
    if posts.is_file():
        samples += read_forum_posts(posts)
    for path in sorted(folder.glob("contrast-*.csv")):
        samples += read_contrast(path)
    if (folder / "modcheck-dev.csv").is_file():
        samples += _modcheck(folder / "modcheck-dev.csv")
    with package_sets() as paths:
        for path in paths:
            samples += read_contrast(path)
    if threads is not None:
        samples += read_annotated(threads)
    return without_twins(samples)


def _modcheck(path: Path) -> Iterator[Sample]:
    for row in read_table(path).to_dict("records"):
        yield Sample(
            id=row["id"],
            text=row["own"],
            context=row["quoted"],
            group=f"modcheck:{row['functionality']}",
            source="modcheck-dev",
            labels={row["label"]: int(row["expected"]), "sarcasm": int(row["sarcasm"])},
        )


def _corpora(path: Path, without: frozenset[str], *, met: set[str]) -> Iterator[Sample]:
    table = read_table(path)
    for name, share in sorted(SHARES.items()):
        if name in without:
            continue
        for row in table[table["corpus"] == name].to_dict("records"):
            labels, weight = _labels(row, share)
            sample = to_sample(row, labels, met, weight=weight)
            if sample is not None:
                yield sample


def _labels(row: Any, share: Share) -> tuple[dict[str, int], float]:
    labels = {label: int(row[label]) for label in LABEL_NAMES if row[label] == row[label]}
    subtype = to_text(row["subtype"])
    if labels.get("incitement") == 1:
        labels |= known_subtypes(INCITEMENT, 1, subtype)
    inner = _INNER_OF_CORPORA.get(subtype)
    if inner is not None:
        labels[inner[0]] = inner[1]
    if share.calm and labels.get("hostility", 0) == 0 and labels.get("incitement", 0) == 0:
        labels = {"denial": 0, "incitement": 0, **labels}
    return labels, share.weight


def counts(samples: Sequence[Sample]) -> dict[str, int]:
    """Give how many samples each set has."""
    found: dict[str, int] = defaultdict(int)
    for sample in samples:
        found[sample.source] += 1
    return dict(sorted(found.items()))
