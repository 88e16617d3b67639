"""What the quality page says in words: what the figures are and are not, and what is left out of them."""

from __future__ import annotations

from analyzer.agreement import LEAST, RESAMPLES
from dashboard.components.agreement_tables import MOST_PAIRS
from dashboard.components.markup import show, tag
from dashboard.components.notes import counted, plain, side_by_side
from dashboard.quality import Measured

RATES_SET = "Saved. The change is in the log, and holds from the next card on."
RATES_SAME = "Nothing was changed: these are the rates in force."


def about() -> None:
    """Say what agreement is and is not, and how the figures come about."""
    show(
        side_by_side(
            "How far reviewers agree beyond what chance explains: 1 is in full, 0 is as by chance. Agreement is not "
            "truth: two readers can be wrong alike. Compared are first and second readings, which know nothing of each "
            "other; unsure counts as no answer, and a label that one of two readers left out as that reader's no.",
            f"Behind each figure stands its 95 % interval: {RESAMPLES:,} draws of posts with replacement. Under {LEAST} "
            "posts no figure is given. Krippendorff asks for an alpha of .80 for firm conclusions and of .667 for "
            "tentative ones.",
        )
    )


def what_was_read(measured: Measured) -> None:
    """Say how many posts the figures are of, and which are left out."""
    said = f"{counted(measured.posts, 'post')} read."
    if measured.waiting:
        waits = "waits for a second reader and stays" if measured.waiting == 1 else "wait for a second reader and stay"
        said += f" {measured.waiting:,} more {waits} out of all figures until then."
    if measured.is_cut:
        said += " Older ones are left out: there are more than can be compared at once. Choose days to see them."
    show(tag("p", said, role="status"))


def nothing_read(*, is_bounded: bool) -> None:
    """Say that no reading can be told of, and what to do."""
    words = (
        "No post that can be told of was first read on these days. Choose other days, or none."
        if is_bounded
        else "Nothing has been read that can be compared yet. Figures come once two people have read the same posts: "
        "a share of what is judged goes to a second reader by itself, at the rates below."
    )
    show(tag("p", words, class_="fa-note"))


def no_pairs() -> None:
    """Say that no two people have read the same post."""
    show(tag("p", "No post has been read by two people yet.", class_="fa-note"))


def more_pairs(number: int) -> None:
    """Say how many pairs are not listed."""
    if number > MOST_PAIRS:
        show(tag("p", f"{counted(number - MOST_PAIRS, 'more pair')}, with fewer posts in common.", class_="fa-faint"))


def about_model() -> None:
    """Say why agreement with the model is no measure of the model."""
    show(
        plain(
            "The model as one more reader, its labels at today's thresholds: how many of its yes the reviewers confirmed, and "
            "kappa. Reviewers see its scores, and the queue holds what it flags; so it says yes to nearly all that is read, "
            "and kappa stays low, or cannot be told, even where the model is right.",
        )
    )


def no_gold() -> None:
    """Say that no gold has been judged."""
    show(tag("p", "No gold post was judged on these days.", class_="fa-note"))


def about_gold() -> None:
    """Say what gold is."""
    show(
        tag(
            "p",
            "Posts whose answer is known, mixed into the queues and told after the verdict. Right of given, by today's "
            "answers; a label left out is a no.",
            class_="fa-note fa-faint",
        )
    )


def no_disagreement() -> None:
    """Say that no two readings differ."""
    show(tag("p", "No two readings differ.", class_="fa-note"))


def about_rates() -> None:
    """Say what a change of the rates does."""
    show(
        plain(
            "A post is drawn for a second reader if it is below the rate of any label that its first reader judged. A "
            "higher rate also draws from posts that were judged once before; with a lower one, some that wait for a "
            "second reader wait no more.",
        )
    )
