"""The floors of the quality gate: what each shipped model reached on it, by label, and how they are raised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.training import Evaluation, evaluate

if TYPE_CHECKING:
    from analyzer.classifiers import Classifier

TESTS = Path(__file__).parent.parent / "tests" / "data"
GATE = TESTS / "label_gate.csv"
FLOORS = TESTS / "label_gate_floors.json"
FIGURES = ("f1", "average_precision")
Floors = dict[str, dict[str, float]]


def reached(evaluation: Evaluation) -> Floors:
    """Give the gate's figures by label, rounded down to two decimals, so that rounding never fails a gate."""
    return {
        outcome.label: {figure: int(getattr(outcome, figure).value * 100) / 100 for figure in FIGURES}
        for outcome in evaluation.outcomes
    }


def raised(old: Floors, new: Floors, *, lower: bool) -> Floors:
    """Give the new floors, each no lower than the old one unless `lower`."""
    if lower:
        return new
    return {
        label: {figure: max(value, old.get(label, {}).get(figure, 0.0)) for figure, value in figures.items()}
        for label, figures in new.items()
    }


def raise_floors(models: Mapping[str, Classifier], *, lower: bool) -> str:
    """Write the floors of all shipped models, and give what was written; models no longer shipped lose theirs.

    Rows that changed make the old floors floors of something else, so they are not carried over.
    """
    digest = hashlib.sha256(GATE.read_bytes()).hexdigest()
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    kept = old.get("floors", {}) if old.get("sha256") == digest else {}
    floors = {
        name: raised(kept.get(name, {}), reached(evaluate(GATE, model)), lower=lower) for name, model in models.items()
    }
    text = json.dumps({"sha256": digest, "floors": floors}, indent=2)
    FLOORS.write_text(f"{text}\n", encoding="utf-8")
    return f"floors written to {FLOORS.name}:\n{text}"
