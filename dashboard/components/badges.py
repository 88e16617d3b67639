"""Labels on the screen: the name and the estimate in words, with a colour beside them and never instead."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.annotations import Scoring
from analyzer.labels import LABELS, Label
from dashboard.components.markup import Html, tag

_BY_NAME: Mapping[str, Label] = {label.name: label for label in LABELS}
# Colours of the four labels of today; a label added later shows in the neutral one.
_COLOURED = frozenset({"denial", "sarcasm", "incitement", "hostility"})


def label_badge(name: str, detail: str = "") -> Html:
    """Give a label's name, marked as a signal where it is one, with a detail such as its estimate or count."""
    label = _BY_NAME.get(name)
    colour = name if name in _COLOURED else "other"
    return tag(
        "span",
        tag("b", name),
        tag("small", " signal") if label is not None and label.is_signal else "",
        f" {detail}" if detail else "",
        class_=f"fa-badge fa-{colour}",
        title=label.definition if label is not None else None,
    )


def scoring_line(scoring: Scoring | None, *, has_own_words: bool) -> Html:
    """Give a post's labels with their estimates, then the estimates below their threshold in a small line."""
    if scoring is None or not has_own_words:
        why = "not scored yet" if has_own_words else "no own words to score"
        return tag("div", tag("small", why, class_="fa-faint"), class_="fa-labels")
    values = scoring.values
    given = [label_badge(name, f"{values[name]:.0%}") for name in scoring.labels]
    others = [f"{name} {value:.0%}" for name, value in values.items() if name not in scoring.labels]
    small = ("below the threshold: " if given else "no label; below the threshold: ") + " · ".join(others)
    return tag("div", *given, tag("small", small, class_="fa-faint") if others else "", class_="fa-labels")
