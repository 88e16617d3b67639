"""The card of the queue: why it comes, the post's words, what they answer, what stands around them, who wrote them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from analyzer.labels import Label
from analyzer.store.views import ScoredPost
from dashboard import policy
from dashboard.components import appeals, links
from dashboard.components.badges import label_badge
from dashboard.components.markup import NOTHING, Html, join, line, tag, text
from dashboard.components.notes import counted
from dashboard.components.post_card import byline, day, words_alone
from dashboard.desk import MOST_OTHERS, Card, Held

# Of a post beside the one that is judged: enough to see what the talk was about.
_SHORT = 600
# Of the author's other posts: a short list, the count tells the rest.
_LISTED = 5


def why(held: Held, *, quiet: bool = False) -> Html:
    """Give why the post comes now, and until when it is kept for its reader; `quiet` names its labels alone."""
    until = _clock(held.claim.expires_at)
    return join(
        tag("h2", _labels(held.card) if quiet else held.card.queued.reason.capitalize(), class_="fa-reason"),
        tag("p", "Ordered by a model's estimates, which are no findings: a person decides. ",
            f"Held for you until {until}.", class_="fa-faint"),
        _contested(held.card),
    )  # fmt: skip


def _labels(card: Card) -> str:
    given = card.post.scoring.labels if card.post.scoring else ()
    return ", ".join(given).capitalize() or "A post to read"


def post(card: Card, *, masked: bool) -> Html:
    """Give the post: where it stands, who wrote it, and its words, quoted ones folded."""
    return tag(
        "article",
        _where(card),
        byline(card.post, card.places),
        words_alone(card.post, card.places, masked=masked),
        class_="fa-judged",
    )


def around(card: Card, *, masks: Callable[[ScoredPost], bool]) -> Html:
    """Give, folded, what the post answers, and the posts before and after it; `masks` tells whose words are masked."""
    answered = () if card.answered is None else (card.answered,)
    return join(
        _folded("The post it answers", answered, card, masks=masks),
        _folded(f"Before it: {counted(len(card.before), 'post')}", card.before, card, masks=masks),
        _folded(f"After it: {counted(len(card.after), 'post')}", card.after, card, masks=masks),
    )


def author(card: Card, *, masks: Callable[[ScoredPost], bool], quiet: bool = False) -> Html:
    """Give how many other posts of the author are flagged, and a short list of them; `quiet` leaves the number out."""
    if not card.others:
        return tag("p", "No other flagged post of this author is open to you.", class_="fa-faint")
    number = len(card.others)
    said = f"{number} or more" if number == MOST_OTHERS else f"{number}"
    rows = [_other(other, masked=masks(other)) for other in card.others[:_LISTED]]
    noun = "other flagged post" if number == 1 else "other flagged posts"
    summary = "Other flagged posts of the author" if quiet else f"The author's {said} {noun}"
    return tag("details", tag("summary", summary), tag("ul", *rows))


def model(card: Card) -> Html:
    """Give which model the scores are from."""
    scoring = card.post.scoring
    if scoring is None:
        return NOTHING
    said = f"Model {scoring.model.name}, version {scoring.model.version} ({scoring.model.hash})."
    return tag("p", said, class_="fa-faint")


def policies(labels: Sequence[Label]) -> Html:
    """Give the policy of the labels, folded, with examples of both sides."""
    return join(
        *(_policy(label, policy.POLICIES[label.name]) for label in labels if label.name in policy.POLICIES),
        tag("p", policy.FIRST, " ", policy.UNSURE, class_="fa-faint"),
    )


def _policy(label: Label, said: policy.Policy) -> Html:
    kinds = [tag("li", tag("b", kind.name), ": ", kind.definition) for kind in label.subtypes]
    return tag(
        "details",
        tag("summary", "Policy: ", tag("b", label.name), f" ({policy.VERSION})"),
        tag("p", said.question),
        tag("ul", *kinds) if kinds else NOTHING,
        tag("p", tag("b", "Yes, for instance")),
        tag("ul", *(tag("li", words) for words in said.earns)),
        tag("p", tag("b", "No, for instance")),
        tag("ul", *(tag("li", words) for words in said.earns_not)),
        *(tag("p", words) for words in said.rulings),
        class_="fa-policy",
    )


def _contested(card: Card) -> Html:
    if card.contested is None:
        return NOTHING
    why = text(card.contested, limit=appeals.MOST_LETTERS)
    return tag("div", tag("b", "Why it is contested: "), why, class_="fa-outcome", dir="auto")


def _where(card: Card) -> Html:
    position = card.post.post.position
    place = card.places.get(card.queued.post_id)
    href = links.to_thread(card.queued.thread_id, page=place.page if place else 1, position=position)
    title = line(card.post.thread_title or card.queued.thread_id, limit=120)
    return tag("p", tag("a", f"Post {position:d}", href=href), " of ", title)


def _folded(summary: str, posts: Sequence[ScoredPost], card: Card, *, masks: Callable[[ScoredPost], bool]) -> Html:
    if not posts:
        return NOTHING
    return tag("details", tag("summary", summary), *(_short(scored, card, masked=masks(scored)) for scored in posts))


def _short(scored: ScoredPost, card: Card, *, masked: bool) -> Html:
    own, number = scored.post.own, len(scored.post.own.split())
    if masked:
        words = tag("div", f"Masked: {counted(number, 'own word')}", class_="fa-masked")
    else:
        words = tag("div", text(own[:_SHORT]), " …" if len(own) > _SHORT else "", class_="fa-own", dir="auto")
    place = card.places.get(scored.post.id)
    link = links.to_thread(scored.thread_id, page=place.page, position=place.position) if place else "thread"
    return tag(
        "section",
        tag("a", f"Post {scored.post.position:d}", href=link),
        byline(scored, card.places),
        words if own.strip() else tag("p", "no own words", class_="fa-faint"),
    )


def _other(other: ScoredPost, *, masked: bool) -> Html:
    given = other.scoring.labels if other.scoring else ()
    own = " ".join(other.post.own.split())
    words = f"masked, {counted(len(own.split()), 'word')}" if masked else own
    href = links.to_thread(other.thread_id)
    return tag(
        "li",
        *(label_badge(name) for name in given),
        tag("a", line(other.thread_title or other.thread_id, limit=60), href=href),
        " ",
        day(other.post.created_at),
        tag("div", line(words, limit=160)),
    )


def _clock(moment: datetime) -> str:
    """Give the hour as the reader's own clock shows it, or in UTC where the browser does not say."""
    named = st.context.timezone
    try:
        zone = ZoneInfo(named) if named else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return f"{moment.astimezone(zone):%H:%M}" if zone else f"{moment:%H:%M} UTC"
