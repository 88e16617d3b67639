"""What the pages say in words: empty states, the note on estimates, what became of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.components import links
from dashboard.components.markup import NOTHING, Html, join, line, show, tag, text
from dashboard.services import Outcome, ReadThread, ThreadView

# A damaged page can have a problem a post; the command line lists them all.
MAX_PROBLEMS = 20


def no_threads_yet() -> None:
    """Say what to do while nothing is stored."""
    show(
        tag(
            "p",
            "No thread is stored yet. Upload saved threads on the page ",
            tag("a", "Add threads", href="add_threads"),
            ", or add a folder of them from the command line:",
            class_="fa-note",
        ),
        tag("pre", "analyzer import threads/", class_="fa-code"),
    )


def about_scores(models: Iterable[str], thresholds: Mapping[str, float]) -> None:
    """Say what a score is and is not, which model gave it, and from which value on a label is given."""
    given = " · ".join(f"{name} {value:.0%}" for name, value in thresholds.items())
    names = list(models)
    show(
        side_by_side(
            "Scores are a model's estimates of how likely a label is for a post's own words; quoted words never count "
            "for the post that quotes them. An estimate is not a finding: read the post, then decide.",
            join(
                join("Model: ", text(", ".join(names), limit=300), ". ") if names else "No post has been scored yet. ",
                f"A label is given from these estimates on: {given}." if given else "",
            ),
        )
    )


def nothing_flagged() -> Html:
    """Say that no label was given."""
    return tag("p", "No post carries a label so far.", class_="fa-faint")


def plain(sentence: str) -> Html:
    """Give a sentence beside figures."""
    return tag("p", sentence, class_="fa-note fa-faint")


def side_by_side(*paragraphs: Html | str) -> Html:
    """Give notes beside each other, where the screen has room for two lines, else one below the other."""
    return tag("div", *(tag("p", words, class_="fa-note fa-faint") for words in paragraphs), class_="fa-notes")


def about_graph(shown: int, left_out: int) -> Html:
    """Say how to read the picture of quotes, and what is not in it."""
    more = f" ({left_out:,} more left out)" if left_out else ""
    return side_by_side(
        f"{counted(shown, 'author')}, those quoted most for denial or incitement and those who quote them{more}. An arrow "
        "leads from who quotes to who is quoted, D for what is flagged for denial, I for incitement.",
        "The arrow is dashed where the quoting posts are not flagged with the label themselves: they may answer, report or "
        "condemn. Authors stand under pseudonyms, for the picture can be saved: the button that appears above it makes a "
        "PNG.",
    )


def about_copies() -> Html:
    """Say what counts as a copy."""
    return plain(
        "Posts of twelve words or more of which at least 80% stand in another post in the same order, own words and pasted "
        "articles alike; quotes are none. Only texts of several threads or several authors are listed."
    )


def about_rises() -> Html:
    """Say how threads are chosen and what a rise is not."""
    return plain(
        "A straight line through a model's scores in the order of the posts (least squares), in threads of eight scored posts or "
        "more. First come those whose line surely rises most (lower end of its 95% interval). A score is an estimate: "
        "read the thread before you call it an escalation."
    )


def undated(count: int, total: int) -> None:
    """Say how many posts no chart over time can hold."""
    if count:
        share = "All posts are" if count == total else f"{count:,} of {counted(total, 'post')} are"
        show(tag("p", f"{share} undated and not in these charts. Days are in UTC.", class_="fa-faint"))


def no_such_thread(thread_id: str) -> None:
    """Say that the address names a thread that is not stored."""
    show(
        tag("p", "No thread is stored as ", line(thread_id), "."),
        tag(
            "p", tag("a", "Choose from all threads", href="thread"), " or ", tag("a", "add it", href="add_threads"), "."
        ),
    )


def thread_head(thread: ThreadView) -> None:
    """Show a thread's title and what is known of it."""
    show(
        tag("a", "All threads", href="thread"),
        tag("h1", line(thread.title or thread.id, limit=300)),
        tag(
            "div",
            join(counted(thread.total, "post"), line(thread.engine), line(thread.id), by=" · "),
            class_="fa-faint",
        ),
    )


def turn_page(thread: ThreadView, *, page: int, posts: str) -> None:
    """Show links to the pages before and after; a link starts the page it leads to at its top."""
    steps = [(page - 1, "Previous page"), (page + 1, "Next page")]
    shown = [
        tag("a", words, href=links.to_thread(thread.id, page=number, posts=posts))
        for number, words in steps
        if 1 <= number <= thread.pages
    ]
    if shown:
        show(tag("div", *shown, class_="fa-turn", role="navigation", aria_label="Pages of the thread"))


def outcome_note(outcome: Outcome) -> Html:
    """Give what became of one file, with links to its threads."""
    if outcome.error is not None:
        return tag(
            "div",
            tag("strong", line(outcome.name)),
            tag("div", outcome.error, dir="auto"),
            class_="fa-outcome fa-refused",
        )
    new = counted(outcome.new_posts, "new post") if outcome.new_posts else "nothing new, all of it was stored before"
    changed = f" Other words than before, kept as first stored: {counted(outcome.changed_posts, 'post')}."
    return tag(
        "div",
        tag("strong", line(outcome.name)),
        tag("div", f"{counted(len(outcome.threads), 'thread')} read: {new}.", changed if outcome.changed_posts else ""),
        tag("ul", *(_thread(thread) for thread in outcome.threads)),
        _problems(outcome),
        class_="fa-outcome",
    )


def refused(sentence: str) -> None:
    """Show why something cannot be done, as one sentence."""
    show(tag("div", sentence, class_="fa-outcome fa-refused", role="alert"))


def said(sentence: str) -> None:
    """Say what was done."""
    show(tag("div", sentence, class_="fa-outcome", role="status"))


def shown_of(first: int, shown: int, total: int, *, noun: str) -> None:
    """Say which of how many are on this page; `first` counts from 1."""
    said = f"{first:,} to {first + shown - 1:,} of {counted(total, noun)}" if shown else f"no {noun}s"
    show(tag("div", said, class_="fa-faint", role="status"))


def counted(number: int, noun: str) -> str:
    """Give a number with its noun, as `1 post` or `2,000 posts`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _thread(thread: ReadThread) -> Html:
    return tag(
        "li",
        tag("a", line(thread.title or thread.id, limit=120), href=links.to_thread(thread.id)),
        f": {counted(thread.posts, 'post')}, {thread.flagged:,} flagged",
    )


def _problems(outcome: Outcome) -> Html:
    if not outcome.problems:
        return NOTHING
    shown = [tag("li", str(problem)) for problem in outcome.problems[:MAX_PROBLEMS]]
    more = len(outcome.problems) - len(shown)
    if more:
        shown.append(tag("li", f"and {more:,} more"))
    return join(tag("div", f"Not read, {len(outcome.problems):,}:"), tag("ul", *shown))
