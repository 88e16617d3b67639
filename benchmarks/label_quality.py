"""Print how well a model labels: its held-out figures from training, the quality gate, and seeds where they are at hand.

Run `python benchmarks/label_quality.py`, with `--raise-floors` to set the gate's floors to what is reached now (a floor
is never lowered unless `--allow-lower` is given), or with `--data FILE` to measure a labelled table of your own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.classifiers import load
from analyzer.training import Evaluation, evaluate

if TYPE_CHECKING:
    from analyzer.classifiers import Classifier

TESTS = Path(__file__).parent.parent / "tests" / "data"
GATE = TESTS / "label_gate.csv"
FLOORS = TESTS / "label_gate_floors.json"
FIGURES = ("f1", "average_precision")


def main() -> int:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a trained model's folder; the shipped one if not given")
    parser.add_argument("--data", type=Path, help="a labelled table (CSV, JSON lines, Parquet)")
    parser.add_argument("--raise-floors", action="store_true", help="set the gate's floors to what is reached now")
    parser.add_argument("--allow-lower", action="store_true", help="let --raise-floors lower a floor too")
    options = parser.parse_args()
    classifier = load(folder=options.model)
    if options.data:
        print(evaluate(options.data, classifier).table())
        return 0
    _print_held_out(classifier)
    evaluation = evaluate(GATE, classifier)
    print(f"\nquality gate ({GATE.name}, never trained on):\n{evaluation.table()}")
    if options.raise_floors:
        _raise_floors(evaluation, allow_lower=options.allow_lower)
    return 0


def reached(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """Give the gate's figures by label, rounded down to two decimals, so that rounding never fails a gate."""
    return {
        outcome.label: {figure: int(getattr(outcome, figure).value * 100) / 100 for figure in FIGURES}
        for outcome in evaluation.outcomes
    }


def _raise_floors(evaluation: Evaluation, *, allow_lower: bool) -> None:
    floors = reached(evaluation)
    old = json.loads(FLOORS.read_text()) if FLOORS.exists() else {"floors": {}}
    if not allow_lower:
        for label, figures in old["floors"].items():
            floors[label] = {figure: max(floors[label][figure], value) for figure, value in figures.items()}
    digest = hashlib.sha256(GATE.read_bytes()).hexdigest()
    FLOORS.write_text(json.dumps({"sha256": digest, "floors": floors}, indent=2) + "\n")
    print(f"floors written to {FLOORS.name}: {floors}")


def _print_held_out(classifier: Classifier) -> None:
    manifest = getattr(classifier, "manifest", None)
    if manifest is None:
        return
    print(f"model {classifier.model}, held out by thread and pair (from its manifest; value, low, high):")
    print(f"{'label':<11} {'set':<22} {'n':>6} {'yes':>5}  {'F1':<22} {'AP':<22} {'AUC':<22} {'Brier':<22} ECE")
    for row in manifest["metrics"]:
        figures = (row[name] for name in ("f1", "average_precision", "auc", "brier", "calibration"))
        cells = " ".join(f"{'–' if f[0] is None else ' '.join(str(part) for part in f):<22}" for f in figures)  # noqa: RUF001
        print(f"{row['label']:<11} {row['corpus']:<22} {row['examples']:>6} {row['positives']:>5}  {cells}")


if __name__ == "__main__":
    sys.exit(main())
