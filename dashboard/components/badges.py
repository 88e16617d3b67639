"""Labels on the screen: the name and the estimate in words, with a colour beside them and never instead."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.annotations import Score, Scoring
from analyzer.labels import LABELS, Label
from analyzer.language import language_name
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
    given = [label_badge(score.label, _detail(score)) for score in scoring.scores if score.label in scoring.labels]
    # A line never ends between a label and its estimate.
    others = [f"{name}\u00a0{value:.0%}" for name, value in scoring.values.items() if name not in scoring.labels]
    small = [_language(scoring)] if scoring.unsupported else []
    if others:
        below = "below the threshold" if given else "no label; below the threshold"
        # What is withheld for its language may well be above the threshold.
        small.append(f"{'estimates' if scoring.unsupported and not given else below}: {' · '.join(others)}")
    return tag("div", *given, tag("small", "; ".join(small), class_="fa-faint") if small else "", class_="fa-labels")


def _detail(score: Score) -> str:
    subtype = f"{score.subtype.replace('_', ' ')} " if score.subtype else ""
    return f"{subtype}{score.value:.0%}"


def _language(scoring: Scoring) -> str:
    said = f"unsupported language: {language_name(scoring.unsupported or '')}"
    return said if scoring.labels else f"{said}, scored, not flagged"
