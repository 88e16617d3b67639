"""Print how well the shipped models label, side by side: all tables of the model card that are about quality.

Run `python benchmarks/label_quality.py` for the quality gate and, where the data lie beside the repository, for what no
training sees: held-out threads and events by set, near pairs, functional cases, subtypes, whose words. `--model` takes
a shipped name or the folder of a trained one, and may be repeated; `--markdown` prints tables for `docs/model-card.md`;
`--own` leaves out the public corpora, which take minutes to read. `--raise-floors` sets the floors that the tests hold
to what each shipped model reaches on the gate now; no floor is lowered unless `--allow-lower` is given. `--data FILE`
measures a labelled table of your own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from label_floors import raise_floors

from analyzer.classifiers import load, names
from analyzer.training.cases import Case, read_cases
from analyzer.training.evaluation import ALL, By, Evaluation, evaluate_cases
from analyzer.training.grids import Grid

if TYPE_CHECKING:
    from analyzer.classifiers import Classifier
    from analyzer.training.breakdowns import Functionality

ROOT = Path(__file__).parent.parent
GATE = ROOT / "tests" / "data" / "label_gate.csv"
DATA = ROOT.parent / "shared" / "data"
MODCHECK = "modcheck-dev"
# A set with fewer cases of a label says nothing of it.
LEAST = 15
Row = TypeVar("Row")
Key = TypeVar("Key", bound=tuple[str, ...])


def main() -> int:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", help="a shipped name or a folder; all shipped ones if not given")
    parser.add_argument("--data", type=Path, help="a labelled table (CSV, JSON lines, Parquet)")
    parser.add_argument("--shared", type=Path, default=DATA, help="the folder of training data")
    parser.add_argument("--own", action="store_true", help="leave the public corpora out")
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    parser.add_argument("--raise-floors", action="store_true", help="set the gate's floors to what is reached now")
    parser.add_argument("--allow-lower", action="store_true", help="let --raise-floors lower a floor too")
    options = parser.parse_args()
    models = {name: _load(name) for name in options.model or names()}
    if options.raise_floors:
        print(raise_floors({name: models.get(name) or load(name) for name in names()}, lower=options.allow_lower))
        return 0
    for grid in _grids(models, options):
        print(f"{grid.markdown() if options.markdown else grid.text()}\n")
    return 0


def _load(name: str) -> Classifier:
    return load(name) if name in names() else load(folder=Path(name))


def _grids(models: Mapping[str, Classifier], options: argparse.Namespace) -> Iterable[Grid]:
    yield _models(models)
    if options.data:
        yield from _all(_measure(read_cases(options.data), models), options.data.stem)
        return
    yield from _all(_measure(read_cases(GATE), models), "quality gate")
    if not options.shared.is_dir():
        return
    held_out = _held_out(options.shared, corpora=not options.own)
    measured = _measure(held_out, models)
    yield _labels(measured, "held-out threads and events", least=LEAST)
    yield _pairs(measured, "held-out events")
    yield _subtypes(measured, "held-out threads and events")
    yield _words(measured, "held-out events")
    if (options.shared / f"{MODCHECK}.csv").is_file():
        functional = _measure(read_cases(options.shared / f"{MODCHECK}.csv"), models)
        yield _labels(functional, MODCHECK)
        yield _functionalities(functional, MODCHECK)
        yield _words(functional, MODCHECK)


def _all(measured: Mapping[str, Evaluation], what: str) -> Iterable[Grid]:
    for grid in (_labels, _pairs, _functionalities, _subtypes, _words):
        found = grid(measured, what)
        if found.rows:
            yield found


def _measure(cases: Sequence[Case], models: Mapping[str, Classifier]) -> dict[str, Evaluation]:
    return {name: evaluate_cases(cases, model, by=list(By)) for name, model in models.items()}


def _held_out(folder: Path, *, corpora: bool) -> list[Case]:
    """Give what no training sees but the functional cases, with the kinds that the contrast sets name."""
    from analyzer.training.corpora import package_sets  # noqa: PLC0415 - only where the data are
    from analyzer.training.encoder.mixture import SHARES, read_material  # noqa: PLC0415 - as above

    without = frozenset({MODCHECK}) if corpora else frozenset({MODCHECK, *SHARES})
    with package_sets() as paths:
        files = [*paths, *sorted(folder.glob("contrast-*.csv"))]
        kinds = {(path.stem, case.sample.id): case.kind for path in files for case in read_cases(path)}
    samples = read_material(folder, without=without).held_out
    return [Case(sample=sample, kind=kinds.get((sample.source, sample.id), "")) for sample in samples]


def _models(models: Mapping[str, Classifier]) -> Grid:
    """Say which models these are, and which was trained on what is measured here as held out."""
    rows = []
    for name, model in models.items():
        trained = getattr(model, "manifest", {}).get("data") or []
        seen = any(isinstance(each, dict) and each.get("set") == MODCHECK and each.get("rows", 1) for each in trained)
        thresholds = ", ".join(f"{label} {value:.3f}" for label, value in model.thresholds.items())
        rows.append(
            (name, str(model.model), thresholds, "trained on it: its figures below say nothing" if seen else "")
        )
    return Grid(title="Models", head=("model", "id", "thresholds", "held-out data"), rows=tuple(rows))


def _side_by_side(
    title: str,
    head: tuple[str, ...],
    figures: Mapping[str, Callable[[Row], object]],
    rows: Mapping[str, Mapping[Key, Row]],
) -> Grid:
    """Give a grid with a row for each key and, for each figure, a column for each model."""
    keys = list(dict.fromkeys(key for found in rows.values() for key in found))
    columns = [(figure, name) for figure in figures for name in rows]
    lines = tuple(
        (*key, *(str(figures[figure](rows[name][key])) if key in rows[name] else "" for figure, name in columns))
        for key in keys
    )
    return Grid(title=title, head=(*head, *(f"{figure}, {name}" for figure, name in columns)), rows=lines)


def _labels(measured: Mapping[str, Evaluation], what: str, *, least: int = 1) -> Grid:
    rows = {
        name: {
            (o.label, o.corpus, str(o.examples), str(o.positives)): o
            for o in found.outcomes
            if o.positives >= least and o.corpus != ALL
        }
        for name, found in measured.items()
    }
    figures = {
        "F1": lambda o: o.f1,
        "AP": lambda o: o.average_precision,
        "Brier": lambda o: o.brier,
        "ECE": lambda o: o.calibration,
    }
    return _side_by_side(f"By label, {what}", ("label", "set", "posts", "yes"), figures, rows)


def _pairs(measured: Mapping[str, Evaluation], what: str) -> Grid:
    rows = {
        name: {(pair.label, pair.corpus, str(pair.pairs)): pair for pair in found.pairs if pair.pairs >= LEAST}
        for name, found in measured.items()
    }
    title = f"Near pairs told apart, {what}: the one with the label scores higher"
    return _side_by_side(title, ("label", "set", "pairs"), {"higher": lambda pair: pair.higher}, rows)


def _functionalities(measured: Mapping[str, Evaluation], what: str) -> Grid:
    rows = {
        name: {(each.label, each.kind, str(each.cases)): each for each in _by_label(found)}
        for name, found in measured.items()
    }
    title = f"Functional cases told rightly, {what}"
    return _side_by_side(title, ("label", "functionality", "cases"), {"right": lambda each: each.right}, rows)


def _by_label(found: Evaluation) -> list[Functionality]:
    return sorted(found.functionalities, key=lambda each: list(found.thresholds).index(each.label))


def _subtypes(measured: Mapping[str, Evaluation], what: str) -> Grid:
    rows = {
        name: {(each.label, each.subtype, str(each.cases)): each for each in found.subtypes}
        for name, found in measured.items()
    }
    figures = {"recall": lambda each: each.recall, "named rightly": lambda each: each.named}
    return _side_by_side(f"By subtype, {what}", ("label", "subtype", "cases"), figures, rows)


def _words(measured: Mapping[str, Evaluation], what: str) -> Grid:
    rows = {
        name: {(each.label, each.stance, str(each.without), str(each.having)): each for each in found.words}
        for name, found in measured.items()
    }
    figures = {"false flags": lambda each: each.false_flags, "misses": lambda each: each.misses}
    return _side_by_side(f"Whose words, {what}", ("label", "words are", "without", "with"), figures, rows)


if __name__ == "__main__":
    sys.exit(main())
