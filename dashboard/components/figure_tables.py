"""Figures of the desk and of how flags spread, in rows and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from analyzer.annotations import Reading
from analyzer.spread import Graph
from analyzer.store import Copies, Pace, Quoted, Rise, State, Waiting
from analyzer.store.views import ScoredPost
from dashboard.components import links
from dashboard.components.badges import label_badge
from dashboard.components.graphs import code
from dashboard.components.markup import NOTHING, Html, join, line, tag
from dashboard.components.notes import counted
from dashboard.components.post_card import day
from dashboard.components.tables import number, table

_STATES: Mapping[State, str] = {
    State.UNSEEN: "a first reading",
    State.SECOND: "a second reading",
    State.DISPUTED: "a lead: two readings differ",
    State.ESCALATED: "a lead: somebody asked for one",
    State.APPEALED: "a lead: an appeal",
}
READINGS: Mapping[Reading, str] = {
    Reading.FIRST: "first reading",
    Reading.SECOND: "second reading",
    Reading.LEAD: "a lead's decision",
    Reading.APPEAL: "appeal",
}
# Of the words of a post that is listed.
_SHORT = 160


def waiting_table(waiting: Sequence[Waiting]) -> Html:
    """Give a row a state: how many posts wait, how long half of them have at least, and the longest."""
    rows = ((_STATES[each.state], number(each.posts), _span(each.median), _span(each.oldest)) for each in waiting)
    return table(("Waits for", "Posts", "Half wait at least", "Longest"), rows)


def pace_table(paces: Sequence[Pace]) -> Html:
    """Give a row a kind of reading: verdicts, and the time from claim to verdict of the median and the 90th percentile."""
    rows = (
        (
            READINGS[pace.reading],
            number(pace.clicks),
            _span(timedelta(seconds=pace.median)),
            _span(timedelta(seconds=pace.ninetieth)),
        )
        for pace in paces
    )
    return table(("Reading", "Verdicts", "Median", "90th percentile"), rows)


def quoted_table(quoted: Sequence[Quoted], *, masked: bool) -> Html:
    """Give a row a post: how often it is quoted and answered, its labels, and the beginning of its own words."""
    rows = (
        (
            post_link(each.post),
            number(each.quoted),
            number(each.replies),
            _labels(each.post),
            _words(each.post, masked=masked),
        )
        for each in quoted
    )
    return table(("Post", "Quoted by", "Answered by", "Labels", "Own words"), rows)


def graph_table(graph: Graph, pseudonyms: Mapping[str, str]) -> Html:
    """Give the picture in rows: who quotes whom, for which label, how often, and in how many flagged posts."""
    rows = (
        (
            _author(each.author, pseudonyms),
            _author(each.quoted_author, pseudonyms),
            label_badge(each.label),
            number(each.quotes),
            number(each.flagged),
        )
        for each in graph.edges
    )
    return table(("Who quotes", "Whom", "Label of what is quoted", "Posts", "Flagged with it too"), rows)


def copies_list(copies: Sequence[Copies], *, masked: bool) -> Html:
    """Give an entry a text: how often, where and by how many it was posted, and links to some of the posts."""
    return tag("div", *(_copied(each, masked=masked) for each in copies), class_="fa-copies")


def rise_table(rises: Sequence[Rise], *, label: str) -> Html:
    """Give a row a thread, numbered as in the picture: from which to which score the line through its posts goes."""
    rows = (
        (
            f"{place}",
            tag("a", line(rise.title or rise.thread_id, limit=90), href=links.to_thread(rise.thread_id)),
            number(rise.posts),
            f"{_percent(rise.begins)} to {_percent(rise.ends)}",
            f"{rise.surely:+.0%}",
        )
        for place, rise in enumerate(rises, start=1)
    )
    return table(("Picture", "Thread", "Posts", f"Line for {label}", "Rises at least by"), rows)


def post_link(scored: ScoredPost) -> Html:
    """Give a link to a post in its thread, with the thread's title."""
    position = scored.post.position
    # Where positions have gaps the link leads to a page near the post.
    page = (position - 1) // links.POSTS_A_PAGE + 1 if position > 0 else 1
    href = links.to_thread(scored.thread_id, page=page, position=position)
    title = line(scored.thread_title or scored.thread_id, limit=60)
    return join(tag("a", f"Post {position:d}", href=href), " of ", title)


def _copied(each: Copies, *, masked: bool) -> Html:
    where = " ".join(
        [
            f"{counted(each.posts, 'post')} in {counted(each.threads, 'thread')}",
            f"by {counted(each.authors, 'author')}," if each.authors else "by authors not named,",
            f"{each.flagged:,} of them flagged.",
        ]
    )
    span: Html | str = ""
    if each.since is not None and each.until is not None:
        span = join(" From ", day(each.since), " to ", day(each.until), ".") if each.since != each.until else ""
    more = each.posts - 1 - len(each.others)
    posts = [tag("li", post_link(one), " ", line(one.post.author or "author not given", limit=40), " ", day(one.post.created_at)) for one in (each.first, *each.others)]  # fmt: skip
    return tag(
        "section",
        tag("p", tag("strong", where), span),
        tag("div", _words(each.first, masked=masked), class_="fa-quoted", dir="auto"),
        tag("details", tag("summary", "The posts, the first that was added on top"), tag("ul", *posts, tag("li", f"and {more:,} more") if more else NOTHING)),
    )  # fmt: skip


def _labels(scored: ScoredPost) -> Html:
    return join(*(label_badge(name) for name in (scored.scoring.labels if scored.scoring else ())))


def _words(scored: ScoredPost, *, masked: bool) -> Html:
    own = " ".join((scored.post.own or scored.post.text).split())
    if masked:
        return tag("span", f"masked, {counted(len(own.split()), 'word')}", class_="fa-faint")
    return line(own, limit=_SHORT)


def _author(name: str, pseudonyms: Mapping[str, str]) -> Html:
    return join(line(name, limit=40), tag("small", " ", code(pseudonyms[name]), class_="fa-faint"))


def _percent(value: float) -> str:
    return f"{min(1.0, max(0.0, value)):.0%}"


def _span(span: timedelta | None) -> str:
    """Give a time in the unit that says most: seconds, minutes, hours or days."""
    if span is None:
        return "none"
    seconds = span.total_seconds()
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length or (unit == "minute" and seconds >= length):
            return counted(round(seconds / length), unit)
    return f"{seconds:.0f} s"
