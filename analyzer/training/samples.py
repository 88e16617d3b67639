"""Reads labelled examples: the product's own training folder, or any one table with a text and label columns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.errors import DataError
from analyzer.labels import LABEL_NAMES, LABELS, Label

if TYPE_CHECKING:
    import pandas as pd

TEXT_COLUMNS = ("text", "own")
CONTEXT_COLUMNS = ("context", "quoted")
GROUP_COLUMNS = ("thread", "pair")
# Inner heads, never shown: whether a text tells of mass harm, and whether own words agree with what they answer, or
# reject it as untrue or deserved. A table may hold columns of these names.
HARM, AGREES, DOUBTS = "harm", "agrees", "doubts"
# Inner heads of the second tier: content that is only reported.
REPORTED = ("reported/denial", "reported/incitement")
HEADS = (*LABEL_NAMES, HARM, AGREES, DOUBTS)
_YES = {"1", "1.0", "yes", "true"}
_NO = {"0", "0.0", "no", "false"}
_UNKNOWN = {"", "nan", "none", "unsure", "unknown", "<na>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One example with what is known of its labels: 1 or 0; a label that is not known is left out.

    `group` is what a split may not cut (a thread, a pair), `source` the set it is of, `weight` what it counts for
    in training, `pair` what it is a near twin of (rows of one pair differ in little but their labels). `folded` samples take part in the folds that measure; the others are only trained on. Where `labels_by_quote`,
    the labels hang on what is answered ("exactly"), and own words alone teach nothing. `chances` are probabilities of
    labels, 0 to 1, that another classifier gave.
    """

    id: str
    text: str
    context: str = ""
    group: str
    source: str
    labels: Mapping[str, int] = field(default_factory=dict)
    weight: float = 1.0
    folded: bool = True
    labels_by_quote: bool = False
    pair: str = ""
    chances: Mapping[str, float] = field(default_factory=dict)

    def teaches(self, head: str) -> bool:
        """Give whether the own words alone teach a head: its answer is known, and not by what they answer."""
        by_quote = self.labels_by_quote or self.labels.get(AGREES) == 1 or self.labels.get(DOUBTS) == 1
        return head in self.labels and not (by_quote and head in LABEL_NAMES)


def fold_of(group: str, *, folds: int, seed: int) -> int:
    """Give the fold of a group, the same on every machine."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{group}".encode("utf-8", "replace")).digest()[:8]) % folds


def read_samples(path: Path, *, source: str | None = None) -> list[Sample]:
    """Read one table (CSV, JSON lines or Parquet) with columns `id`, `text` or `own`, `context` or `quoted`, labels.

    Labels are 1/0/yes/no, and empty or `unsure` where not known; an optional `thread` or `pair` keeps rows together,
    and an optional `corpus` or `source` names the set a row is of.

    Raises:
        DataError: if the file cannot be read, lacks a text or every label, or holds another value in a label column.
    """
    table = read_table(path)
    text = _first(table, TEXT_COLUMNS)
    labels = [label for label in LABEL_NAMES if label in table.columns]
    if text is None or not labels:
        raise DataError(
            f"the table has no column {' or '.join(TEXT_COLUMNS) if text is None else ', '.join(LABEL_NAMES)}",
            where=str(path),
            remedy="name the columns id, text, context and the labels (1, 0, yes, no or empty)",
        )
    heads = [head for head in HEADS if head in table.columns]
    context, group = _first(table, CONTEXT_COLUMNS), _first(table, GROUP_COLUMNS)
    origin = _first(table, ("corpus", "source"))
    samples = []
    for number, row in enumerate(table.to_dict("records"), start=1):
        known = {head: read_label(row[head], where=f"{path}, row {number}, {head}") for head in heads}
        for label in LABELS:
            known |= known_subtypes(label, known.get(label.name), to_text(row.get(f"{label.name}_type")))
        sample_id = to_text(row.get("id")) or str(number)
        samples.append(
            Sample(
                id=sample_id,
                text=to_text(row[text]),
                context=to_text(row[context]) if context else "",
                group=f"{path.stem}:{to_text(row[group]) if group else ''}" if group else f"{path.stem}#{sample_id}",
                source=source or (to_text(row[origin]) if origin else "") or path.stem,
                pair=to_text(row.get("pair")),
                labels={head: value for head, value in known.items() if value is not None},
            )
        )
    return samples


def read_answers(row: Mapping[Hashable, Any], *, where: str) -> dict[str, int]:
    """Give what a row of real posts answers: labels, subtypes (`label/subtype`), and what is only reported.

    `reported` is `d`, `i` or `di` where content of denial or incitement stands there and is not the author's.

    Raises:
        DataError: if a label holds another value.
    """
    known = {label: read_label(row[label], where=where) for label in LABEL_NAMES}
    answers = {label: value for label, value in known.items() if value is not None}
    for label in LABELS:
        answers |= known_subtypes(label, answers.get(label.name), to_text(row.get(f"{label.name}_type")))
    reported = to_text(row["reported"])
    return {**answers, **{head: int(letter in reported) for head, letter in zip(REPORTED, "di", strict=True)}}


def known_subtypes(label: Label, value: int | None, subtype: str) -> dict[str, int]:
    """Give the answers `label/subtype`: all no where the label is no, one yes where the subtype is named."""
    names = [f"{label.name}/{each.name}" for each in label.subtypes]
    if value == 0:
        return dict.fromkeys(names, 0)
    chosen = f"{label.name}/{subtype}"
    return {name: int(name == chosen) for name in names} if value == 1 and chosen in names else {}


def read_table(path: Path) -> pd.DataFrame:
    """Read a CSV, JSON-lines or Parquet file as a table whose cells are as written.

    Raises:
        DataError: if the file cannot be read, is empty, or has another suffix.
    """
    import pandas as pd  # noqa: PLC0415 - heavy, and only training and measuring need it

    try:
        match path.suffix.lower():
            case ".csv":
                table = pd.read_csv(path, dtype=str, keep_default_na=False)
            case ".jsonl" | ".ndjson":
                lines = path.read_text(encoding="utf-8").splitlines()
                table = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
            case ".parquet":
                table = pd.read_parquet(path)
            case suffix:
                remedy = "give a .csv, .jsonl or .parquet file"
                raise DataError(f"the suffix {suffix!r} is of no known table", where=str(path), remedy=remedy)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        remedy = "check that the file is there and whole, in UTF-8"
        raise DataError(f"the table cannot be read ({error})", where=str(path), remedy=remedy) from error
    if table.empty:
        raise DataError("the table has no rows", where=str(path), remedy="give at least one labelled example")
    return table


def read_label(value: object, *, where: str) -> int | None:
    """Give 1, 0, or None where the label is not known.

    Raises:
        DataError: if the value is none of 1, 0, yes, no, true, false, unsure and empty.
    """
    word = to_text(value).strip().lower()
    if word in _YES:
        return 1
    if word in _NO:
        return 0
    if word in _UNKNOWN:
        return None
    raise DataError(f"{word[:40]!r} is no label value", where=where, remedy="write 1, 0, yes, no, or leave it empty")


def to_text(value: Any) -> str:
    """Give a cell's text; an empty cell (None or not a number) gives the empty text."""
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 - only NaN differs from itself


def text_key(text: str) -> str:
    """Give what tells twins of a text: its words, letter case and white space aside."""
    return " ".join(text.lower().split())


def to_sample(row: Mapping[Hashable, Any], labels: dict[str, int], met: set[str], *, weight: float) -> Sample | None:
    """Give a corpus row as a sample with these labels, or `None` where it has none or its text was already met."""
    text = to_text(row["text"])
    key = text_key(text)
    if key in met or not labels:
        return None
    met.add(key)
    thread = to_text(row["thread"])
    name = f"{row['corpus']}:{row['id']}"
    return Sample(
        id=name,
        text=text,
        context=to_text(row["context"]).split(" ||| ")[-1],
        group=f"{row['corpus']}:{thread}" if thread else name,
        source=row["corpus"],
        labels=labels,
        weight=weight,
        folded=False,
    )


def without_twins(samples: Iterable[Sample]) -> list[Sample]:
    """Give the samples without those whose text and context were already met, letter case and spaces aside."""
    met: set[tuple[str, str]] = set()
    kept = []
    for sample in samples:
        key = (text_key(sample.text), text_key(sample.context))
        if key not in met and key[0]:
            met.add(key)
            kept.append(sample)
    return kept


def _first(table: pd.DataFrame, columns: Sequence[str]) -> str | None:
    return next((column for column in columns if column in table.columns), None)
