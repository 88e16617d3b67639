"""Reads the cases a classifier is measured on: labelled samples, with the kind of case where a table names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.errors import DataError
from analyzer.labels import LABEL_NAMES, LABELS
from analyzer.training.samples import Sample, known_subtypes, read_label, read_samples, read_table, to_text

if TYPE_CHECKING:
    import pandas as pd

KIND_COLUMNS = ("functionality", "kind")
# The columns of a table that tests one label a row, as functional tests do.
TESTED, EXPECTED = "label", "expected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One sample to be measured on, and what kind of case it is (`report_official`), or empty.

    `tested` names the one label that the case is about; empty where all of its known labels are.
    """

    sample: Sample
    kind: str = ""
    tested: str = ""

    def subtype(self, label: str) -> str:
        """Give the subtype that the case has of a label, or empty where none is known."""
        known = self.sample.labels
        return next((key.partition("/")[2] for key in known if key.startswith(f"{label}/") and known[key]), "")


def read_cases(path: Path) -> list[Case]:
    """Read a labelled table, as `read_samples` does, or one that tests one label a row (`label` and `expected`).

    The kind of a case stands in a column `functionality` or `kind`.

    Raises:
        DataError: if the file cannot be read, lacks a text or every label, or holds another value in a label column.
    """
    table = read_table(path)
    kinds = [_kind(row) for row in table.to_dict("records")]
    if {TESTED, EXPECTED} <= set(table.columns):
        return _functional(table, path, kinds)
    return [Case(sample=sample, kind=kind) for sample, kind in zip(read_samples(path), kinds, strict=True)]


def _kind(row: Mapping[Any, Any]) -> str:
    return next((kind for column in KIND_COLUMNS if (kind := to_text(row.get(column)).strip())), "")


def _functional(table: pd.DataFrame, path: Path, kinds: Sequence[str]) -> list[Case]:
    """Give the cases of a functional test; cases of one kind are of few sentences, so they are drawn together."""
    text = next((column for column in ("own", "text") if column in table.columns), None)
    if text is None:
        raise DataError("the table has no column text or own", where=str(path), remedy="name the column of the text")
    cases = []
    for number, row in enumerate(table.to_dict("records"), start=1):
        where = f"{path}, row {number}"
        tested = to_text(row[TESTED]).strip()
        if tested not in LABEL_NAMES:
            remedy = f"write one of {', '.join(LABEL_NAMES)}"
            raise DataError(f"{tested[:40]!r} is no label", where=f"{where}, {TESTED}", remedy=remedy)
        labels = {
            label: read_label(row[label], where=f"{where}, {label}") for label in LABEL_NAMES if label in table.columns
        } | {tested: read_label(row[EXPECTED], where=f"{where}, {EXPECTED}")}
        sample_id = to_text(row.get("id")) or str(number)
        kind = kinds[number - 1]
        sample = Sample(
            id=sample_id,
            text=to_text(row[text]),
            context=to_text(row.get("quoted")) or to_text(row.get("context")),
            group=f"{path.stem}:{kind or to_text(row.get('pair')) or sample_id}",
            source=path.stem,
            pair=to_text(row.get("pair")),
            labels={label: value for label, value in labels.items() if value is not None} | _subtypes(row, labels),
        )
        cases.append(Case(sample=sample, kind=kind, tested=tested))
    return cases


def _subtypes(row: Mapping[Any, Any], labels: Mapping[str, int | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    for label in LABELS:
        found |= known_subtypes(label, labels.get(label.name), to_text(row.get(f"{label.name}_type")))
    return found
