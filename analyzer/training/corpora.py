"""Which data train the shipped model, what each counts for and why, and how each is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.errors import DataError
from analyzer.training.annotated import read_forum_posts
from analyzer.training.samples import (
    AGREES,
    DOUBTS,
    HARM,
    Sample,
    read_table,
    to_sample,
    without_twins,
)
from analyzer.training.split import is_held_out, read_contrast

if TYPE_CHECKING:
    import pandas as pd

# What the kinds of the contrast sets and of modcheck-dev say of agreement with the quoted words.
_AGREES = {
    "agree-call",
    "agree-harmless",
    "short-agreement",
    "agree_with_call",
    "agree_with_denial",
    "agree_with_affirmation",
}
_GOES_AGAINST = {"condemn-quote", "disagree", "disagree-hard", "contradict-counter", "short-contradiction", "condemn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One public corpus: which labels it teaches, how many rows of each are drawn, what a row counts for, and why."""

    licence: str
    labels: tuple[str, ...]
    rows: int
    weight: float
    reason: str
    unrelated: bool = False


# A forum post counts 1. `rows` bounds how many are drawn for a label, so that no corpus outweighs the forum posts;
# all rows that carry incitement are drawn, for there are few. `unrelated` corpora also lend up to 1,200 rows of
# ordinary talk, none of them marked hostile, as weak negatives of denial and incitement (weight 0.2): their topics
# (tweets of the day, women's rights, fallacies in small debates) are not atrocities, so next to none can be a denial,
# and one that calls for violence would mostly be marked hostile. The sarcasm corpora of tweets and Reddit are left
# out: labelled by hashtag or by `/s`, they lowered sarcasm on the forum posts (average precision .43 to .38).
CORPORA: dict[str, Corpus] = {
    "sarcasm_corpus_v2": Corpus(
        licence="none stated", labels=("sarcasm",), rows=4000, weight=0.15, unrelated=True,
        reason="debate forums like ours, but half sarcastic by design: with a weight of 0.5 sarcasm fell on the forum posts",
    ),
    "isarcasmeval": Corpus(
        licence="MIT", labels=(), rows=0, weight=0.2, unrelated=True, reason="tweets of the day",
    ),
    "cad": Corpus(
        licence="see its Zenodo record", labels=("incitement", "hostility"), rows=2000, weight=0.3,
        reason="Reddit with counter speech; its neutral rows are sound negatives",
    ),
    "stormfront": Corpus(
        licence="CC BY-SA 3.0", labels=("incitement", "hostility"), rows=1500, weight=0.3,
        reason="a forum, but single sentences",
    ),
    "gab_hate_corpus": Corpus(
        licence="none stated", labels=("incitement", "hostility"), rows=2000, weight=0.3, reason="131 calls for violence",
    ),
    "hatemoderate": Corpus(
        licence="none stated", labels=("incitement", "hostility"), rows=1500, weight=0.4,
        reason="violent speech and dehumanization with counter-hate negatives",
    ),
    "hatemoji_build": Corpus(
        licence="CC BY 4.0", labels=("incitement", "hostility"), rows=1000, weight=0.2, reason="written, very short",
    ),
    "edos": Corpus(
        licence="CC0", labels=("incitement", "hostility"), rows=1500, weight=0.3, unrelated=True,
        reason="threats to women; its negatives may hold other hate",
    ),
    "dynahate_binary": Corpus(
        licence="CC BY 4.0", labels=("incitement", "hostility"), rows=2000, weight=0.3,
        reason="near pairs written to fool models",
    ),
    "hatexplain": Corpus(
        licence="MIT", labels=("hostility",), rows=1500, weight=0.2, reason="slurs alone mark some rows",
    ),
    "implicit_hate": Corpus(
        licence="CC BY", labels=("hostility",), rows=1500, weight=0.2, reason="hostility without slurs",
    ),
    "incels_forum": Corpus(
        licence="none stated", labels=("hostility",), rows=1000, weight=0.3, reason="a forum of one kind of hostility",
    ),
    "olid": Corpus(
        licence="none stated", labels=("hostility",), rows=1000, weight=0.1, unrelated=True, reason="profanity counts",
    ),
    "dynacounter": Corpus(
        licence="none stated", labels=("incitement",), rows=800, weight=0.3, reason="answers to hate that are no call",
    ),
    "counter_context": Corpus(
        licence="none stated", labels=("incitement",), rows=800, weight=0.3, reason="answers to hate that are no call",
    ),
    "hickey_counterspeech": Corpus(
        licence="MIT", labels=("incitement",), rows=800, weight=0.3, reason="answers to hate that are no call",
    ),
    "rumoureval2019": Corpus(
        licence="CC BY", labels=(), rows=0, weight=0.2, unrelated=True,
        reason="doubt of rumours is no denial of abuse",
    ),
    "sahai_fallacies": Corpus(
        licence="MIT", labels=(), rows=0, weight=0.2, unrelated=True, reason="fallacies on other topics",
    ),
}  # fmt: skip
_UNRELATED_ROWS, _UNRELATED_WEIGHT = 1200, 0.2

# Sets of the training folder besides the public corpora, with their licences and what a row counts for.
OWN_SETS: dict[str, tuple[str, float]] = {
    "forum-posts": ("forum text, annotated for this project", 1.0),
    "annotated-posts": ("forum text; the labels in this package", 1.0),
    "taught-posts": ("forum text, judged by the second tier", 0.5),
    "contrast-denial": ("written for this project", 1.0),
    "contrast-incitement": ("written for this project", 1.0),
    "contrast-sarcasm": ("written for this project", 1.0),
    "contrast-whose-words": ("written for this project", 1.0),
    "modcheck-dev": ("written for this project", 0.5),
    "contrast-calls": ("written for this project, in this package", 1.0),
    "contrast-everyday": ("written for this project, in this package", 1.0),
    "contrast-answers": ("written for this project, in this package", 0.5),
    **dict.fromkeys(
        (
            "contrast-accounts",
            "contrast-boards",
            "contrast-comments",
            "contrast-debates",
            "contrast-dehumanization",
            "contrast-demands",
            "contrast-disputes",
            "contrast-events",
            "contrast-evidence",
            "contrast-excuses",
            "contrast-factions",
            "contrast-hobbies",
            "contrast-hostility",
            "contrast-irony",
            "contrast-literal",
            "contrast-mockery",
            "contrast-negations",
            "contrast-norms",
            "contrast-quarrels",
            "contrast-rejections",
            "contrast-replies",
            "contrast-short",
            "contrast-threats",
            "contrast-tones",
            "contrast-voices",
            "contrast-wars",
            "contrast-words",
        ),
        ("written for this project, in this package", 1.0),
    ),
}


def read_folder(folder: Path, *, seed: int, share: float, without: frozenset[str]) -> list[Sample]:
    """Read all known files of a training folder, and the sets of this package, without twins and what is held out.

    Args:
        folder: holds any of `forum-posts.parquet`, `contrast-*.csv`, `corpora.parquet`.
        seed: of the draw from the corpora.
        share: of the corpora's rows that are drawn, 0 to 1.
        without: names of corpora and sets to leave out.

    Raises:
        DataError: if the folder holds none of them, or one is damaged.
    """
    samples: list[Sample] = []
    posts = folder / "forum-posts.parquet"
    if posts.is_file() and "forum-posts" not in without:
        samples += read_forum_posts(posts)
    for path in sorted(folder.glob("contrast-*.csv")):
        if path.stem not in without:
            samples += _agreement(read_contrast(path), _kinds(path))
    if not samples:
        raise DataError(
            "the folder holds no known training data",
            where=str(folder),
            remedy="give a folder with forum-posts.parquet or contrast-*.csv, or one table of labelled examples",
        )
    package = [sample for sample in read_package_sets() if sample.source not in without]
    samples += [*package, *_mixed(package)]
    samples = [replace(sample, weight=_weight(sample)) for sample in without_twins(samples)]
    samples = [sample for each in samples for sample in _about_harm(each)]
    if share > 0 and (folder / "corpora.parquet").is_file():
        samples += _corpora(folder / "corpora.parquet", seed=seed, share=share, without=without)
    return [sample for sample in samples if not is_held_out(sample)]


def read_package_sets() -> list[Sample]:
    """Read the contrast sets that come with this package."""
    with package_sets() as paths:
        return [sample for path in paths for sample in read_contrast(path)]


@contextmanager
def package_sets() -> Iterator[list[Path]]:
    """Give the files of the contrast sets that come with this package, in the order of their names."""
    with resources.as_file(resources.files("analyzer.training") / "data") as folder:
        yield sorted(folder.glob("*.csv"))


def _mixed(samples: Sequence[Sample]) -> Iterator[Sample]:
    """Give each call and its harmless twin once more amid everyday sentences: one sentence can make a post."""
    calls = [sample for sample in samples if sample.source == "contrast-calls"]
    everyday = [sample.text for sample in samples if sample.source == "contrast-everyday"]
    for place, call in enumerate(calls if everyday else ()):
        before, after = everyday[place % len(everyday)], everyday[(7 * place + 3) % len(everyday)]
        parts = (before, call.text, after) if place % 3 == 0 else (before, call.text)
        yield replace(call, id=f"{call.id}:mixed", text="\n".join(parts))


def _about_harm(sample: Sample) -> Iterator[Sample]:
    """Give the sample and, from contrast sets, what is known of whether it and what it answers tell of mass harm."""
    context = Sample(
        id=f"{sample.id}:context",
        text=sample.context,
        group=sample.group,
        source="contexts",
        labels={HARM: 1},
        weight=0.5,
    )
    match sample.source:
        case "contrast-denial" | "contrast-whose-words" | "contrast-answers" if sample.labels.get("denial") == 1:
            yield replace(sample, labels={**sample.labels, HARM: 1})
            if sample.context:
                yield context
        case "contrast-denial":
            yield sample
            if sample.context:
                yield context
        case "contrast-sarcasm" if sample.labels.get("denial") == 0:
            yield replace(sample, labels={**sample.labels, HARM: 0})
            if sample.context:
                yield replace(context, labels={HARM: 0})
        case _:
            yield sample


def _agreement(samples: Iterable[Sample], kinds: Mapping[str, str]) -> Iterator[Sample]:
    """Give the samples with what their kind says of agreement; who answers nothing neither agrees nor doubts."""
    for sample in samples:
        kind = kinds.get(sample.id, "")
        if kind == "short-answer":
            yield replace(sample, labels_by_quote=True)
        elif not sample.context:
            yield replace(sample, labels={AGREES: 0, DOUBTS: 0, **sample.labels})
        elif kind in _AGREES | _GOES_AGAINST:
            yield replace(sample, labels={AGREES: int(kind in _AGREES), **sample.labels})
        else:
            yield sample


def _kinds(path: Path) -> dict[str, str]:
    return {row["id"]: row["kind"] for row in read_table(path).to_dict("records")}


def _weight(sample: Sample) -> float:
    return OWN_SETS[sample.source][1] if sample.source in OWN_SETS else 1.0


def _corpora(path: Path, *, seed: int, share: float, without: frozenset[str]) -> Iterator[Sample]:
    table = read_table(path)
    met: set[str] = set()
    for name, corpus in sorted(CORPORA.items()):
        rows = table[table["corpus"] == name]
        if name in without or rows.empty:
            continue
        drawn = {}
        for label in corpus.labels:
            known = rows[rows[label].notna()]
            drawn[label] = known.sample(min(len(known), round(corpus.rows * share)), random_state=seed).index
            if label == "incitement":
                drawn[label] = drawn[label].union(known[known[label] == 1].sample(frac=share, random_state=seed).index)
        wanted = sorted(set().union(*drawn.values()))
        for row in rows.loc[wanted].to_dict("records"):
            labels = {label: int(row[label]) for label in corpus.labels if row[label] == row[label]}
            if corpus.unrelated or name in {"dynacounter", "counter_context"}:
                labels[HARM] = 0
            sample = to_sample(row, labels, met, weight=corpus.weight)
            if sample is not None:
                yield sample
        if corpus.unrelated:
            yield from _calm(rows, met, share=share, seed=seed + 1)


def _calm(rows: pd.DataFrame, met: set[str], *, share: float, seed: int) -> Iterator[Sample]:
    """Give rows of ordinary talk as weak negatives of denial and incitement."""
    calm = rows[rows["hostility"].fillna(0) == 0]
    few = calm.sample(min(len(calm), round(_UNRELATED_ROWS * share)), random_state=seed)
    for row in few.to_dict("records"):
        sample = to_sample(row, {"denial": 0, "incitement": 0, HARM: 0}, met, weight=_UNRELATED_WEIGHT)
        if sample is not None:
            yield sample
