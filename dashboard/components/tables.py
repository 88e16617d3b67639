"""Threads, authors and label counts in rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analyzer.labels import LABELS
from analyzer.store.views import AuthorSummary, LabelCount, ThreadSummary
from dashboard.components import links
from dashboard.components.badges import label_badge
from dashboard.components.charts import Period, Unit
from dashboard.components.markup import NOTHING, Html, join, line, tag

_LABEL_HEADS = tuple(
    join(label.name.capitalize(), tag("small", " signal")) if label.is_signal else join(label.name.capitalize())
    for label in LABELS
)


def number_cards(numbers: Mapping[str, int]) -> Html:
    """Give a card a number with its noun, which is named in the singular."""
    cards = (
        tag("li", tag("strong", f"{number:,}", class_="fa-number"), tag("span", noun if number == 1 else f"{noun}s"))
        for noun, number in numbers.items()
    )
    return tag("ul", *cards, class_="fa-cards fa-numbers")


def label_cards(counted: Iterable[LabelCount]) -> Html:
    """Give a card a label: how many posts it was given to, their share of the scored posts, and what it means."""
    meanings = {label.name: label.definition for label in LABELS}
    cards = (
        tag(
            "li",
            label_badge(count.label),
            tag("strong", f"{count.flagged:,}", class_="fa-number"),
            tag("span", f"{count.rate:.1%} of scored posts"),
            tag("small", meanings.get(count.label, ""), class_="fa-faint"),
        )
        for count in counted
    )
    return tag("ul", *cards, class_="fa-cards")


def thread_table(threads: Sequence[ThreadSummary], *, with_source: bool = False) -> Html:
    """Give a row a thread, linked to its page; `with_source` adds the forum software, the file and the day of import."""
    more = ("Forum software", "Read from", "Added") if with_source else ()
    rows = (_thread_row(thread, with_source=with_source) for thread in threads)
    return table(("Thread", "Posts", "Flagged", *_LABEL_HEADS, *more), rows)


def author_table(authors: Sequence[AuthorSummary]) -> Html:
    """Give a row an author with the posts that carry a label which is no signal."""
    rows = (
        (
            _author(author),
            number(author.posts),
            number(author.flagged_posts),
            *_by_label(author.flagged),
        )
        for author in authors
    )
    return table(("Author", "Posts", "Flagged", *_LABEL_HEADS), rows)


def period_table(counted: Sequence[Period], unit: Unit) -> Html:
    """Give the charts' numbers in rows, for those who read rather than see them."""
    rows = ((line(period.start.isoformat()), number(period.posts), *_by_label(period.flagged)) for period in counted)
    return table((unit.capitalize(), "Posts", *_LABEL_HEADS), rows)


def _thread_row(thread: ThreadSummary, *, with_source: bool) -> tuple[Html | str, ...]:
    title = tag("a", line(thread.title or thread.id, limit=120), href=links.to_thread(thread.id))
    row: tuple[Html | str, ...] = (
        title,
        number(thread.posts),
        number(thread.flagged_posts),
        *_by_label(thread.flagged),
    )
    if not with_source:
        return row
    added = tag("time", f"{thread.imported_at:%Y-%m-%d}", datetime=thread.imported_at.isoformat())
    return (*row, line(thread.engine, limit=40), line(_file_name(thread.source), limit=60), added)


def _author(author: AuthorSummary) -> Html:
    # Two forums may each have an author of this name; without a dot it is no host but how a scrape without one is named.
    host = tag("small", " ", line(author.host, limit=60), class_="fa-faint") if "." in author.host else NOTHING
    return join(line(author.author, limit=60), host)


def _file_name(source: str) -> str:
    return source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _by_label(flagged: Mapping[str, int]) -> tuple[Html, ...]:
    return tuple(number(flagged.get(label.name, 0)) for label in LABELS)


def number(value: int) -> Html:
    """Give a count, its digits under each other; a zero is faint."""
    return tag("span", f"{value:,}", class_="fa-figure" if value else "fa-figure fa-faint")


def table(heads: Iterable[Html | str], rows: Iterable[Iterable[Html | str]]) -> Html:
    """Give a table of rows under their heads."""
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    body = join(*(tag("tr", *(tag("td", cell) for cell in row)) for row in rows))
    written = tag("table", tag("thead", head), tag("tbody", body), class_="fa-table")
    return tag("div", written, class_="fa-scroll")
