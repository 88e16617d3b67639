"""What the queue page asks of the desk: the next card, what stands around it, and all that is done to it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analyzer.annotations import Reading
from analyzer.errors import DataError, RefusedError
from analyzer.people import Person, may
from analyzer.store import Answer, Claim, Click, Filters, PostId, Queued, Rules, State, Verb
from analyzer.store.views import ScoredPost
from dashboard import login, services
from dashboard.components.links import Place
from dashboard.seats import Seat, Seats

# Posts shown before and after the one that is judged.
AROUND = 2
# The author's other flagged posts that are counted; a card is no place to study somebody.
MOST_OTHERS = 20
# A post is kept for a page while the store is asked for the claim; the claim then says for how long.
_RESERVED = timedelta(seconds=30)
# Posts asked for at a time: the one before this page, the next, and some that others may take meanwhile.
_SPARE = 4
# What waits for somebody: the states that a queue can be kept to.
WAITING = (State.UNSEEN, State.SECOND, State.DISPUTED, State.ESCALATED, State.APPEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A post of the queue with all that its reader wants to see beside it.

    `places` are those of all posts of its thread, `others` the author's other flagged posts on this forum.
    """

    queued: Queued
    rules: Rules
    thresholds: Mapping[str, float] = field(hash=False)
    places: Mapping[str, Place] = field(hash=False)
    answered: ScoredPost | None = None
    before: tuple[ScoredPost, ...] = ()
    after: tuple[ScoredPost, ...] = ()
    others: tuple[ScoredPost, ...] = ()
    # Why an appeal was filed, where one waits and its note says so.
    contested: str | None = None

    @property
    def post(self) -> ScoredPost:
        """The post that is judged."""
        return self.queued.post

    @property
    def id(self) -> PostId:
        """The post's ids."""
        return _id(self.queued)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A card that lies before a page, and the claim that keeps it there."""

    card: Card
    claim: Claim

    @property
    def is_over(self) -> bool:
        """Whether the claim has run out."""
        return self.claim.expires_at <= now()

    @property
    def is_half_over(self) -> bool:
        """Whether less than half of the claim's time is left."""
        return self.claim.expires_at - now() < timedelta(seconds=self.card.rules.claim_seconds / 2)


def person() -> Person:
    """Give who sits at the desk: the local person, or who is logged in.

    Raises:
        AnalyzerError: Nobody is logged in any more, or the roles cannot be read.
    """
    return login.person()


def now() -> datetime:
    """Give the time as the store has it."""
    return datetime.now(UTC)


def states() -> tuple[State, ...]:
    """Give the states that the person may keep a queue to: who only reads is not told which reading it is."""
    return WAITING if may(person(), "decide") else ()


def states_of(thread_id: str, post_ids: Sequence[str]) -> Mapping[str, State]:
    """Give where posts of a thread stand; nothing for who may not file an appeal, and so is not shown any."""
    if not (may(person(), "appeal") and may(person(), "history")):
        return {}
    return services.store().desk.states(person(), thread_id, post_ids)


def appeal(thread_id: str, post_id: str, note: str | None) -> None:
    """Note that what was decided of a post is contested.

    Raises:
        AnalyzerError: As `Desk.appeal` does.
    """
    services.store().desk.appeal(person(), thread_id, post_id, note=note)


def seats() -> Seats:
    """Give what lies before the pages of this server, a database."""
    return _seats(os.environ.get("ANALYZER_DATABASE"))


@st.cache_resource(show_spinner=False)
def _seats(database: str | None) -> Seats:  # noqa: ARG001  The database is a key.
    return Seats()


def sit_down() -> Seat:
    """Give the place of a page that has just been opened."""
    context = get_script_run_ctx()
    return Seat(name=uuid4().hex, session_id=context.session_id if context else "", login=login.current())


def log_out(person: Person) -> None:
    """Log a logout and give back the posts before pages of this login; those before pages of another login stay theirs.

    Raises:
        AnalyzerError: As `Desk.log_out` does; other pages of this server get the posts all the same.
    """
    here = login.current()
    if here is None or not person.roles:
        return
    try:
        kept = seats().of_other_logins(here, at=now())
        services.store().desk.log_out(person, login.key(), besides=kept)
    finally:
        seats().leave_all(here)


def deal(
    seat: Seat, *, filters: Filters, later: frozenset[PostId] = frozenset(), prepared: Card | None = None
) -> Held | None:
    """Claim the next post that lies before no other page, the prepared one if it is still free; `None` without any.

    Posts of `later` come when nothing else is left: what a lead hands to a lead would else be the next card again.
    """
    if prepared is not None and (held := _hold(seat, prepared)) is not None:
        return held
    for queued in _free(seat, filters, later):
        if (claim := _claim(seat, PostId(queued.thread_id, queued.post_id))) is not None:
            return Held(card=_card(queued), claim=claim)
    return None


def prepare(seat: Seat, *, filters: Filters, besides: PostId, later: frozenset[PostId] = frozenset()) -> Card | None:
    """Give the card after the one before the page, without claiming it: it is there when the verdict is."""
    free = (queued for queued in _free(seat, filters, later) if _id(queued) != besides)
    queued = next(free, None)
    return None if queued is None else _card(queued)


def prolong(seat: Seat, held: Held) -> Held | None:
    """Ask for a card's claim anew; `None` where it is another's now or the post has been judged."""
    return _hold(seat, held.card)


def review(seat: Seat, card: Card, click: Click) -> tuple[Answer, ...]:
    """Keep a click as one review a label, and give the known answers where the post was gold.

    Raises:
        AnalyzerError: As `Desk.review` does, and where the post lies before another page meanwhile.
    """
    if not seats().take(seat, card.id, until=now() + _RESERVED, at=now()):
        raise DataError("it lies before another browser", where="this post", remedy="take the next one")
    kept = services.store().desk.review(person(), card.id.thread_id, card.id.post_id, click)
    seats().leave(seat, card.id)
    if all(review.reading is not Reading.GOLD for review in kept):
        return ()
    return services.store().desk.answers(person(), card.id.thread_id, card.id.post_id)


def skip(seat: Seat, card: Card) -> None:
    """Put a post off."""
    services.store().desk.skip(person(), card.id.thread_id, card.id.post_id)
    seats().leave(seat, card.id)


def escalate(seat: Seat, card: Card) -> None:
    """Hand a post to a lead."""
    services.store().desk.escalate(person(), card.id.thread_id, card.id.post_id)
    seats().leave(seat, card.id)


def release(seat: Seat, card: Card) -> None:
    """Give a post back to the queue, unless it lies before another page of the same person meanwhile."""
    if not seats().take(seat, card.id, until=now() + _RESERVED, at=now()):
        return
    services.store().desk.release(person(), card.id.thread_id, card.id.post_id)
    seats().leave(seat, card.id)


def undo(seat: Seat, card: Card) -> Held | None:
    """Take back the last click on a post and lay it before the page again; `None` where somebody was faster.

    Raises:
        AnalyzerError: As `Desk.undo` does.
    """
    services.store().desk.undo(person(), card.id.thread_id, card.id.post_id)
    return _hold(seat, card)


def _free(seat: Seat, filters: Filters, later: frozenset[PostId]) -> list[Queued]:
    # The desk gives a person's own claims again, so those before other pages are asked for on top and left out.
    taken = seats().taken(seat, at=now())
    limit = len(taken) + len(later) + _SPARE
    found = services.store().desk.next(person(), filters=filters, limit=limit)
    free = [queued for queued in found if _id(queued) not in taken]
    return sorted(free, key=lambda queued: _id(queued) in later)


def _id(queued: Queued) -> PostId:
    return PostId(queued.thread_id, queued.post_id)


def _hold(seat: Seat, card: Card) -> Held | None:
    claim = _claim(seat, card.id)
    return None if claim is None else Held(card=card, claim=claim)


def _claim(seat: Seat, post: PostId) -> Claim | None:
    if not seats().take(seat, post, until=now() + _RESERVED, at=now()):
        return None
    try:
        claim = services.store().desk.claim(person(), post.thread_id, post.post_id)
    except (DataError, RefusedError):
        # Judged by somebody between the question and the claim.
        claim = None
    if claim is None:
        seats().leave(seat, post)
        return None
    seats().take(seat, post, until=claim.expires_at, at=now())
    return claim


def _card(queued: Queued) -> Card:
    seen = services.thread(queued.thread_id)
    posts = seen.kept if seen is not None else (queued.post,)
    by_id = {scored.post.id: index for index, scored in enumerate(posts)}
    here = by_id[queued.post_id]
    reply_to = queued.post.post.reply_to
    return Card(
        queued=queued,
        rules=services.store().desk.rules(person()),
        thresholds=services.thresholds(),
        places=seen.places if seen is not None else {},
        answered=posts[by_id[reply_to]] if reply_to in by_id else None,
        before=posts[max(0, here - AROUND) : here],
        after=posts[here + 1 : here + 1 + AROUND],
        others=_others(queued),
        contested=_contested(queued),
    )


def _contested(queued: Queued) -> str | None:
    if queued.state is not State.APPEALED:
        return None
    history = services.store().desk.history(person(), queued.thread_id, queued.post_id)
    last = [action for action in history.actions if action.verb is Verb.APPEAL][-1:]
    return next((note for action in last if isinstance(note := action.detail.get("note"), str)), None)


def _others(queued: Queued) -> tuple[ScoredPost, ...]:
    author = queued.post.post.author
    if author is None:
        return ()
    asked = Filters(author=author, states=tuple(State) if may(person(), "decide") else ())
    found = services.store().desk.next(person(), filters=asked, limit=MOST_OTHERS + 1)
    # Two forums may each have an author of this name.
    host = queued.thread_id.partition("/")[0]
    return tuple(
        other.post for other in found if other.thread_id.partition("/")[0] == host and _id(other) != _id(queued)
    )[:MOST_OTHERS]
