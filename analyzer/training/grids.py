"""Lays outcomes out as grids of text, for a terminal, for Markdown and for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.labels import LABEL_NAMES

if TYPE_CHECKING:
    from analyzer.training.breakdowns import Functionality, PairOutcome, SubtypeOutcome, WordsOutcome
    from analyzer.training.metrics import Outcome

_FIGURES = ("precision", "recall", "f1", "average_precision", "auc", "brier", "calibration")
_NONE = "–"  # noqa: RUF001 - the sign for no figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A title and a table of text: the head and its rows, all of one length."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """Give the grid as plain text, columns lined up."""
        widths = [max(len(row[i]) for row in (self.head, *self.rows)) for i in range(len(self.head))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in (self.head, *self.rows)
        ]
        return "\n".join([self.title, *lines])

    def markdown(self, *, level: int = 3) -> str:
        """Give the grid as Markdown under a heading; what a cell holds of Markdown is taken as written."""
        lines = [_line(self.head), _line("---" for _ in self.head), *(_line(_plain(c) for c in r) for r in self.rows)]
        return "\n".join([f"{'#' * level} {self.title}", "", *lines])


def outcome_grid(outcomes: Sequence[Outcome]) -> Grid:
    """Give a row for each label and set."""
    head = ("label", "set", "examples", "positives", *(figure.replace("_", " ") for figure in _FIGURES))
    rows = tuple(
        (o.label, o.corpus, str(o.examples), str(o.positives), *(str(getattr(o, figure)) for figure in _FIGURES))
        for o in outcomes
    )
    return Grid(title="By label and set", head=head, rows=rows)


def functionality_grid(outcomes: Sequence[Functionality]) -> Grid:
    """Give a row for each kind of case, and in it the share told rightly for each label."""
    labels = [label for label in LABEL_NAMES if any(outcome.label == label for outcome in outcomes)]
    kinds: dict[str, dict[str, Functionality]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.kind, {})[outcome.label] = outcome
    rows = tuple(
        (
            kind,
            str(max(outcome.cases for outcome in found.values())),
            *(str(found[label].right) if label in found else _NONE for label in labels),
        )
        for kind, found in kinds.items()
    )
    head = ("functionality", "cases", *(f"{label} right" for label in labels))
    return Grid(title="By functionality: cases told rightly at the threshold", head=head, rows=rows)


def subtype_grid(outcomes: Sequence[SubtypeOutcome]) -> Grid:
    """Give a row for each subtype."""
    rows = tuple(
        (o.label, o.subtype, str(o.cases), str(o.found), str(o.recall), str(o.named)) for o in outcomes
    )  # fmt: skip
    head = ("label", "subtype", "cases", "found", "recall", "named rightly")
    return Grid(title="By subtype: how many are found, and named rightly when found", head=head, rows=rows)


def pair_grid(outcomes: Sequence[PairOutcome]) -> Grid:
    """Give a row for each label and set of near pairs."""
    rows = tuple((o.label, o.corpus, str(o.pairs), str(o.higher)) for o in outcomes)
    return Grid(
        title="Within near pairs: how often the one with the label scores higher",
        head=("label", "set", "pairs", "higher"),
        rows=rows,
    )


def words_grid(outcomes: Sequence[WordsOutcome]) -> Grid:
    """Give a row for each label and stance."""
    rows = tuple(
        (o.label, o.stance, str(o.without), str(o.false_flags), str(o.having), str(o.misses)) for o in outcomes
    )
    head = ("label", "words are", "without the label", "false flags", "with the label", "misses")
    return Grid(title="Whose words: flags on others' words, misses of own words", head=head, rows=rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
