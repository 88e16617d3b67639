"""What the model page says in words: what is measured, how it is to be read, what was set."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.store import Judgements
from dashboard.components.markup import Html, line, show, tag
from dashboard.components.notes import counted, side_by_side

NOTHING_SCORED = "No post has been scored yet, so there is no model to test. Add threads first."
RESTORED = "Returned to the thresholds that the model came with. Imports may change them again."
CHANGED_ELSEWHERE = "Other thresholds are in force than before. The fields show them now."


def about(seen: Judgements) -> None:
    """Say which model is measured, on what, and how the figures are to be read."""
    posts = len({(one.thread_id, one.post_id) for one in seen.verdicts})
    measured = tag(
        "p",
        "Model in force: ",
        line(str(seen.model), limit=120),
        f". Measured on the team's final verdicts: {counted(len(seen.verdicts), 'verdict')} on "
        f"{counted(posts, 'post')}. Final is, label by label, the verdict of the last reading that judged the label "
        f"and was not taken back. {_left_out(seen)}",
        class_="fa-note fa-faint",
    )
    no_sample = tag(
        "p",
        tag("strong", "These posts are not a random sample. "),
        "The queue draws what the model has flagged, the most pressing first. Precision is that of the posts people "
        "have read. Recall counts only posts that somebody read: what the model left alone and nobody opened is in no "
        "figure, so the recall over all posts is unknown, and as a rule lower.",
        class_="fa-note",
    )
    show(tag("div", measured, no_sample, class_="fa-notes"))


def about_gold() -> None:
    """Say what gold answers are."""
    words = "Gold posts were chosen by a lead for a known answer: how often a label occurs among them says nothing of a forum."
    show(tag("p", words, class_="fa-note fa-faint"))


def nothing_judged(what: str) -> None:
    """Say that there is nothing to measure on."""
    said = f"No {what} of yes or no has a score of this model yet. Judge posts in the "
    show(tag("p", said, tag("a", "queue", href="queue"), ", then look here again.", class_="fa-note"))


def unscored() -> None:
    """Say what to do where nothing was scored."""
    show(tag("p", NOTHING_SCORED, class_="fa-note"))


def what_became(words: str | None, refused: str | None) -> None:
    """Show what was done, or why it could not be; always in the same place, so that it is read out when it changes."""
    if refused is not None:
        show(tag("div", refused, class_="fa-outcome fa-refused", role="alert"))
    else:
        show(tag("div", words or "", class_="fa-said", role="status"))


def applied(before: Mapping[str, float], after: Mapping[str, float]) -> str:
    """Say which thresholds were set."""
    changes = (
        f"{label} {per_cent(before[label])} → {per_cent(value)}"
        for label, value in after.items()
        if before.get(label) != value
    )
    return f"Set: {', '.join(changes)}. The queue follows them from now on; imports leave them as they are."


def about_thresholds() -> Html:
    """Say what moving a threshold does."""
    return tag(
        "p",
        "Move a threshold to see what would change. Nothing changes until you apply it; the log keeps who did. Precision "
        "and recall are those among the posts that people have read.",
        class_="fa-note fa-faint",
    )


def about_calibration(least: int, folds: int) -> Html:
    """Say how calibrations are fitted, and what they cannot tell."""
    return side_by_side(
        "A calibration turns a score into a probability by two numbers a label (Platt scaling on the log-odds of the stored "
        f"score). It needs {least} verdicts of yes and {least} of no, each from {folds} threads or more. What is shown as new "
        f"is measured across {folds} folds of whole threads: each post by a fit that has not seen its thread.",
        "Scores that nobody has judged, mostly the low ones, are beyond what it can tell. It changes no order and no stored score: "
        "to use it, try the scores at which the new probability is the threshold in force. Only labels whose probabilities "
        "get better by more than chance are offered.",
    )


def about_drift(undated: int) -> Html:
    """Say what is compared over time."""
    left_out = f" {counted(undated, 'undated post')} in no week." if undated else ""
    return side_by_side(
        "Scores by the week in which posts were written, verdicts by the week in which they were given (Mondays, UTC)."
        f"{left_out}",
        "The shift is the population stability index of a week's scores against the first weeks that hold 200 posts (Siddiqi, "
        "Credit Risk Scorecards, 2006): below 0.1 it is called small, over 0.25 large. Beside it stands what chance alone "
        "exceeds in one week of twenty (Yurdakul and Naranjo, 2020): fewer posts, more chance.",
    )


def per_cent(value: float) -> str:
    """Give a share in per cent, with as many digits as a threshold has."""
    return f"{value * 100:.2f}".rstrip("0").rstrip(".") + "%"


def _left_out(seen: Judgements) -> str:
    parts = {
        f"{counted(seen.open_posts, 'post')} waiting for a lead": seen.open_posts,
        f"{counted(seen.unscored, 'verdict')} that this model has no score for": seen.unscored,
        f"{counted(seen.withheld, 'verdict')} on posts in a language it was not tested in": seen.withheld,
        f"{counted(seen.withdrawn, 'verdict')} taken back": seen.withdrawn,
        f"{counted(len(seen.gold), 'gold answer')}, which stand apart": len(seen.gold),
    }
    told = [words for words, number in parts.items() if number]
    unsure = "Unsure ones are counted and left out."
    return f"{unsure} Left out as well: {'; '.join(told)}." if told else unsure
