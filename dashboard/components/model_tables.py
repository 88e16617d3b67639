"""Figures of the model in rows: each with its interval, and with the counts that it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import TYPE_CHECKING

from analyzer.store import Move
from dashboard.components import links
from dashboard.components.badges import label_badge
from dashboard.components.markup import NOTHING, Html, join, line, tag
from dashboard.components.model_notes import per_cent
from dashboard.components.notes import counted
from dashboard.components.tables import table

if TYPE_CHECKING:
    from analyzer.measuring.drift import WeekOfScores, WeekOfVerdicts
    from analyzer.measuring.recalibration import Refit, Refusal
    from analyzer.measuring.verdicts import Confusion, Measured, Reliability
    from analyzer.training.metrics import Interval
    from dashboard.model import Effect, Reach

UNTOLD = "–"  # noqa: RUF001  The sign for what cannot be told, as the evaluation writes it.
_HEADS = ("Label", "Threshold", "Yes", "No", "Unsure", "Threads")
_FIGURES = ("Precision", "Recall among read", "F1", "Average precision", "Brier score", "Calibration error")


def outcomes(measured: Sequence[Measured], thresholds: Mapping[str, float]) -> Html:
    """Give a row a label: its verdicts, and its figures with their intervals."""
    return table((*_HEADS, *_FIGURES), (_outcome(one, thresholds[one.label]) for one in measured))


def coverage(reached: Mapping[str, Reach]) -> Html:
    """Give how much of what has each label, and of what has not, people have judged."""
    rows = (
        (
            label_badge(label),
            _figure(f"{one.given_judged:,} of {one.given:,}"),
            _figure(f"{one.without_judged:,} of {one.without:,}"),
        )
        for label, one in reached.items()
    )
    return table(("Label", "Judged of the posts with the label", "Judged of the posts without it"), rows)


def confusion(told: Confusion, label: str) -> Html:
    """Give what people said by what the model gave."""
    rows = (
        (tag("strong", "People: yes"), _figure(f"{told.hits:,}"), _figure(f"{told.misses:,}")),
        (tag("strong", "People: no"), _figure(f"{told.false_alarms:,}"), _figure(f"{told.rejections:,}")),
    )
    return table((join("Verdicts on ", label), "Model: label given", "Model: not given"), rows)


def reliability(series: Mapping[str, Sequence[Reliability]]) -> Html:
    """Give a row a bin of scores, and for each series how many posts lie in it and the share of yes."""
    one_head, several = ("Posts", "Share of yes"), ("Posts", "Yes")
    heads = one_head if len(series) == 1 else [f"{what} {name}" for name in series for what in several]
    bins = sorted({(one.bin.low, one.bin.high) for found in series.values() for one in found})
    by_bin = {(name, one.bin.low): one for name, found in series.items() for one in found}
    rows = (
        (line(f"{low:.0%} to {high:.0%}"), *(cell for name in series for cell in _bin(by_bin.get((name, low)))))
        for low, high in bins
    )
    return table(("Scores", *heads), rows)


def calibrations(fitted: Sequence[Refit]) -> Html:
    """Give a row a label: the two numbers, how good before and after, the threshold that means the same."""
    heads = (
        "Label", "Slope", "Offset", "Brier score", "Change", "Beyond chance", "Calibration error", "Threshold",
        "Same probability at",
    )  # fmt: skip
    return table(heads, (_refit(one) for one in fitted)) if fitted else NOTHING


def refusals(refused: Sequence[Refusal]) -> Html:
    """Give why labels cannot be calibrated."""
    return tag("ul", *(tag("li", label_badge(one.label), one.why) for one in refused)) if refused else NOTHING


def effect(found: Effect, shipped: float | None) -> Html:
    """Give in words what a threshold would change."""
    move, is_still = found.move, found.move.now == found.move.then
    came = f", shipped {per_cent(shipped)}" if shipped is not None and shipped != move.now else ""
    known = tag("span", f"In force {per_cent(move.now)}{came}.", class_="fa-faint")
    if is_still:
        told = f"Precision {_number(found.now.precision)}, recall among read {_number(found.now.recall)}."
        return tag("p", known, " ", told)
    changed = (
        f"{counted(move.gained, 'post')} would gain it"
        if move.gained
        else f"{counted(move.lost, 'post')} would lose it"
    )
    words = changed if move.count else "no post would gain or lose it"
    return tag(
        "p",
        known,
        " ",
        tag("strong", f"At {per_cent(move.then)}, {words}."),
        f" Precision {_number(found.now.precision)} → {_number(found.then.precision)}, "
        f"recall among read {_number(found.now.recall)} → {_number(found.then.recall)}.",
    )


def moved(move: Move) -> Html:
    """Give the first of the posts that a threshold would move, linked to their place."""
    rows = (
        (
            tag("a", f"Post {one.position:d}", href=_address(one.thread_id, one.position, one.place)),
            line(one.thread_title or one.thread_id, limit=120),
            _figure(per_cent(one.score)),
        )
        for one in move.posts
    )
    more = move.count - len(move.posts)
    rest = (
        tag("p", f"and {counted(more, 'more post')}, further from the threshold.", class_="fa-faint")
        if more
        else NOTHING
    )
    return join(table(("Post", "Thread", "Score"), rows), rest)


def weeks_of_scores(weeks: Sequence[WeekOfScores]) -> Html:
    """Give the charts of scores in rows."""
    rows = (
        (
            line(week.start.isoformat()),
            _figure(f"{week.posts:,}"),
            _figure(f"{week.over:.1%}"),
            _figure(f"{week.mean:.3f}"),
            _figure(UNTOLD if week.shift is None else f"{week.shift:.3f}"),
            _figure(UNTOLD if week.chance is None else f"{week.chance:.3f}"),
            "first weeks" if week.shift is None else "shifted" if week.is_shifted else "",
        )
        for week in weeks
    )
    return table(("Week", "Posts", "With the label", "Mean score", "Shift", "Chance", "Note"), rows)


def weeks_of_verdicts(weeks: Sequence[WeekOfVerdicts]) -> Html:
    """Give the chart of agreement in rows."""
    rows = (
        (
            line(week.start.isoformat()),
            _figure(f"{week.verdicts:,}"),
            interval(week.agreement),
            _figure(f"{week.given:,}"),
            interval(week.confirmed),
        )
        for week in weeks
    )
    return table(("Week", "Verdicts", "Model and people agree", "Labels given", "Confirmed"), rows)


def interval(found: Interval) -> Html:
    """Give a figure with its 95 % interval under it."""
    if isnan(found.value):
        return _figure(UNTOLD)
    return tag("span", f"{found.value:.2f}", tag("small", f"{found.low:.2f} to {found.high:.2f}"), class_="fa-figure")


def _outcome(one: Measured, threshold: float) -> tuple[Html | str, ...]:
    told = one.outcome
    yes = told.positives if told else 0
    counts = (yes, told.examples - yes if told else 0, one.unsure, one.threads)
    figures = (
        (told.precision, told.recall, told.f1, told.average_precision, told.brier, told.calibration) if told else ()
    )
    return (
        label_badge(one.label),
        _figure(per_cent(threshold)),
        *(_figure(f"{count:,}") for count in counts),
        *([interval(each) for each in figures] or [_figure(UNTOLD)] * len(_FIGURES)),
    )


def _refit(fitted: Refit) -> tuple[Html | str, ...]:
    beyond = NOTHING if fitted.is_within else tag("small", "beyond all judged scores")
    change = fitted.change
    return (
        label_badge(fitted.label),
        _figure(f"{fitted.slope:.3f}"),
        _figure(f"{fitted.offset:+.3f}"),
        _figure(f"{fitted.before.brier:.3f} → {fitted.after.brier:.3f}"),
        tag(
            "span",
            _signed(change.value),
            tag("small", f"{_signed(change.low)} to {_signed(change.high)}"),
            class_="fa-figure",
        ),
        "better" if fitted.is_better else "worse" if change.low > 0 else "no",
        _figure(f"{fitted.before.error:.3f} → {fitted.after.error:.3f}"),
        _figure(per_cent(fitted.threshold)),
        tag("span", per_cent(fitted.equivalent), beyond, class_="fa-figure"),
    )


def _bin(found: Reliability | None) -> tuple[Html, Html]:
    if found is None:
        return (_figure("0"), _figure(UNTOLD))
    share = found.share
    between = tag("span", f" ({share.low:.2f} to {share.high:.2f})", class_="fa-faint")
    return (_figure(f"{found.bin.posts:,}"), tag("span", f"{share.value:.2f}", between, class_="fa-figure"))


def _signed(value: float) -> str:
    # Plus zero: what rounds to nothing has no sign of its own.
    return f"{round(value, 3) + 0.0:+.3f}"


def _address(thread_id: str, position: int, place: int) -> str:
    return links.to_thread(thread_id, page=place // links.POSTS_A_PAGE + 1, position=position)


def _number(value: float) -> str:
    return UNTOLD if isnan(value) else f"{value:.2f}"


def _figure(words: str) -> Html:
    return tag("span", words, class_="fa-figure")
