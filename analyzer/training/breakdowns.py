"""Measures a classifier by kind of case, by subtype, within near pairs, and by whose words a case holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzer.labels import LABELS
from analyzer.training.metrics import Interval, draw_groups, resample, share_of
from analyzer.training.stances import OTHERS, OWN, Stance, stance_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.training.cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """What a classifier says of cases, a place a case: probabilities, flags, and the subtype (empty where none)."""

    values: Mapping[str, NDArray[np.float64]]
    flagged: Mapping[str, NDArray[np.bool_]]
    subtypes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Functionality:
    """How many cases of a kind are told rightly at the threshold, for one label."""

    kind: str
    label: str
    cases: int
    right: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtypeOutcome:
    """How many cases of a subtype are found, and how many of those found get the right subtype.

    `named` is not a number where the model gives no subtypes.
    """

    label: str
    subtype: str
    cases: int
    found: int
    recall: Interval
    named: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOutcome:
    """In how many near pairs with unlike labels the case with the label scores higher; a tie is not higher."""

    label: str
    corpus: str
    pairs: int
    higher: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOutcome:
    """How a label fares on cases of one stance: false flags among those without it, misses among those with it.

    `stance` is one of `Stance`, or `own` (said, agreed) or `others` (the rest).
    """

    stance: str
    label: str
    without: int
    false_flags: Interval
    having: int
    misses: Interval


def measure_functionalities(cases: Sequence[Case], predicted: Predicted) -> tuple[Functionality, ...]:
    """Give an outcome for each kind and label: only the label under test where the case has one."""
    found = []
    for kind, rows in _rows_by(case.kind for case in cases):
        for label in predicted.values:
            known = [row for row in rows if _tests(cases[row], label)]
            if kind and known:
                hits = predicted.flagged[label][known] == (_answers(cases, known, label) == 1)
                right = share_of(hits, _groups(cases, known))
                found.append(Functionality(kind=kind, label=label, cases=len(known), right=right))
    return tuple(found)


def measure_subtypes(cases: Sequence[Case], predicted: Predicted, *, seed: int) -> tuple[SubtypeOutcome, ...]:
    """Give an outcome for each subtype that a case is known to have."""
    found = []
    for label in (label for label in LABELS if label.name in predicted.values):
        says = any(predicted.subtypes[label.name])
        for subtype in label.subtypes:
            rows = [row for row, case in enumerate(cases) if case.subtype(label.name) == subtype.name]
            if not rows:
                continue
            flagged = predicted.flagged[label.name][rows]
            draws = draw_groups(_groups(cases, rows), seed=seed)
            hit = [row for row, flag in zip(rows, flagged, strict=True) if flag and says]
            names = np.asarray([predicted.subtypes[label.name][row] == subtype.name for row in hit], dtype=bool)
            found.append(
                SubtypeOutcome(
                    label=label.name,
                    subtype=subtype.name,
                    cases=len(rows),
                    found=int(flagged.sum()),
                    recall=resample(lambda drawn, hits=flagged: float(hits[drawn].mean()), len(rows), draws),  # type: ignore[misc]
                    named=share_of(names, _groups(cases, hit)),
                )
            )
    return tuple(found)


def measure_pairs(cases: Sequence[Case], predicted: Predicted, *, seed: int) -> tuple[PairOutcome, ...]:
    """Give an outcome for each label and set with near pairs; each pair counts once, whatever its size."""
    found = []
    for label, values in predicted.values.items():
        shares: dict[str, list[float]] = defaultdict(list)
        groups: dict[str, list[str]] = defaultdict(list)
        for _, rows in _rows_by(f"{case.sample.source}\n{case.sample.pair}" for case in cases):
            sample = cases[rows[0]].sample
            known = [row for row in rows if label in cases[row].sample.labels]
            answers = _answers(cases, known, label)
            if sample.pair and 0 < answers.sum() < len(answers):
                higher = values[known][answers == 1][:, None] > values[known][answers == 0][None, :]
                shares[sample.source].append(float(higher.mean()))
                groups[sample.source].append(sample.group)
        for corpus in sorted(shares):
            each = np.asarray(shares[corpus])
            draws = draw_groups(groups[corpus], seed=seed)
            higher_share = resample(lambda drawn, of=each: float(of[drawn].mean()), len(each), draws)  # type: ignore[misc]
            found.append(PairOutcome(label=label, corpus=corpus, pairs=len(each), higher=higher_share))
    return tuple(found)


def measure_words(cases: Sequence[Case], predicted: Predicted) -> tuple[WordsOutcome, ...]:
    """Give an outcome for each label and stance that the kinds of the cases tell, and for own and others' words."""
    stances = [stance_of(case.kind) for case in cases]
    named = {"own": OWN, "others": OTHERS, **{stance.value: (stance,) for stance in Stance}}
    found = []
    for label in predicted.values:
        for name, members in named.items():
            rows = [row for row, stance in enumerate(stances) if stance in members and _tests(cases[row], label)]
            if not rows:
                continue
            flagged, answers = predicted.flagged[label][rows], _answers(cases, rows, label)
            without = [row for row, answer in zip(rows, answers, strict=True) if answer == 0]
            having = [row for row, answer in zip(rows, answers, strict=True) if answer == 1]
            found.append(
                WordsOutcome(
                    stance=name,
                    label=label,
                    without=len(without),
                    false_flags=share_of(flagged[answers == 0], _groups(cases, without)),
                    having=len(having),
                    misses=share_of(~flagged[answers == 1], _groups(cases, having)),
                )
            )
    return tuple(found)


def _tests(case: Case, label: str) -> bool:
    return label in case.sample.labels and case.tested in {"", label}


def _answers(cases: Sequence[Case], rows: Sequence[int], label: str) -> NDArray[np.int64]:
    return np.asarray([cases[row].sample.labels[label] for row in rows], dtype=np.int64)


def _groups(cases: Sequence[Case], rows: Sequence[int]) -> list[str]:
    return [cases[row].sample.group for row in rows]


def _rows_by(keys: Iterable[str]) -> list[tuple[str, list[int]]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        rows[key].append(row)
    return sorted(rows.items())
