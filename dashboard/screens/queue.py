"""The queue: one card at a time, judged by keys; each verdict is stored at the click and the next card comes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from analyzer.annotations import Verdict
from analyzer.errors import AnalyzerError
from analyzer.store import Filters, PostId
from dashboard import care, desk, services
from dashboard.components import filters as kept
from dashboard.components import notes, queue_card, queue_notes, verdicts
from dashboard.components.keys import Key, button
from dashboard.components.markup import Html, show, tag
from dashboard.components.verdicts import Draft
from dashboard.desk import Card, Held
from dashboard.seats import Seat

# As many verdicts can be taken back in a row.
_DONE = 20
TABLE = "table of the queue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What lies before this browser: the card, the one after it, what has been said, what was done before.

    `number` counts the cards and is in the names of fields and buttons: what was typed for one card is never kept for
    another, and a key pressed twice does not judge a card that has not been seen yet.
    """

    seat: Seat
    filters: Filters
    held: Held | None = None
    prepared: Card | None = None
    draft: Draft = field(default_factory=Draft)
    done: tuple[Card, ...] = ()
    later: frozenset[PostId] = frozenset()
    number: int = 0
    said: Html | str | None = None
    refused: str | None = None


def page() -> None:
    """Show the filters and the card, or what to do where nothing is stored."""
    st.title("Queue")
    if services.is_empty():
        notes.no_threads_yet()
        return
    filters = kept.queue_filters(desk.states())
    kept.in_words(filters)
    _sit_down(filters)
    _card()


def _sit_down(filters: Filters) -> None:
    """Keep the table, or clear it where the filters have changed."""
    table: Table | None = st.session_state.get(TABLE)
    if table is None:
        _put(Table(seat=desk.sit_down(), filters=filters))
    elif table.filters != filters:
        if table.held is not None:
            desk.release(table.seat, table.held.card)
        _put(replace(table, filters=filters, held=None, prepared=None, draft=Draft(), number=table.number + 1))


@st.fragment
def _card() -> None:
    # An error within a fragment does not pass through app.py when the fragment runs alone.
    try:
        table = _with_card(_table())
        _put(replace(table, refused=None))
        if table.held is None:
            queue_notes.said(table.said, table.refused)
            queue_notes.empty(is_filtered=table.filters != Filters())
            _other_keys(table)
            return
        _show(table, table.held)
        # Last of all: the card is painted, and while it is read the next one is loaded.
        if table.prepared is None:
            card = desk.prepare(table.seat, filters=table.filters, besides=table.held.card.id, later=table.later)
            _put(replace(_table(), prepared=card))
    except AnalyzerError as error:
        notes.refused(str(error))


def _with_card(table: Table) -> Table:
    """Give the table with a card on it whose claim holds, if there is any."""
    held, said = table.held, table.said
    if held is not None and held.is_half_over:
        was_over = held.is_over
        held = None if was_over else desk.prolong(table.seat, held)
        if held is None:
            if table.held is not None and was_over:
                desk.release(table.seat, table.held.card)
            said = queue_notes.OVER
            table = replace(table, held=None, draft=Draft())
    if held is None:
        held = desk.deal(table.seat, filters=table.filters, later=table.later, prepared=table.prepared)
        table = replace(table, prepared=None, draft=Draft(), number=table.number + 1)
    table = replace(table, held=held, said=said)
    _put(table)
    return table


def _show(table: Table, held: Held) -> None:
    masked, quiet = care.masks(held.card.post), care.chosen().quiet
    post, judge = st.columns([3, 2], gap="medium")
    with post:
        queue_notes.break_due(care.minutes_due(desk.now()))
        show(queue_card.why(held, quiet=quiet))
        with st.container(border=True):
            show(queue_card.post(held.card, masked=masked))
        show(
            queue_card.around(held.card, masks=care.masks), queue_card.author(held.card, masks=care.masks, quiet=quiet)
        )
    with judge, st.container(key="verdicts"):
        show(tag("h2", "Your verdict"))
        queue_notes.said(table.said, table.refused)
        verdicts.questions(held.card, table.draft, number=table.number, say=_say, choose=_choose)
        _keys(table)
        _other_keys(table)
        st.text_input("Note (optional)", key=f"note-{table.number:d}", max_chars=2000)
        show(
            verdicts.below_threshold(held.card, table.draft),
            queue_card.model(held.card),
            queue_card.policies(verdicts.shown_labels(held.card, table.draft)),
        )


def _keys(table: Table) -> None:
    with st.container(horizontal=True, gap="small"):
        button(Key(name=f"all-no-{table.number:d}", said="All no", key="N"), _all_no)
        button(Key(name=f"save-{table.number:d}", said="Save", key="S", is_main=bool(table.draft.verdicts)), _save)
        button(Key(name=f"skip-{table.number:d}", said="Skip", key="X"), _leave, "skip")
        button(Key(name=f"escalate-{table.number:d}", said="Escalate", key="E"), _leave, "escalate")


def _other_keys(table: Table) -> None:
    with st.container(horizontal=True, gap="small"):
        button(Key(name=f"undo-{table.number:d}", said="Undo last", key="U"), _undo, disabled=not table.done)
        if table.held is None:
            button(Key(name="again", said="Look again", key="T"), _again)
            return
        masked = care.masks(table.held.card.post)
        button(Key(name="mask", said="Show words" if masked else "Mask words", key="M"), _mask)
        others = "Fewer labels" if table.draft.all_labels else "Other labels"
        button(Key(name="others", said=others, key="O"), _others)


def _say(label: str, verdict: Verdict) -> None:
    _drafted(_table().draft.say(label, verdict))


def _choose(label: str, subtype: str) -> None:
    _drafted(_table().draft.choose(label, subtype))


def _drafted(draft: Draft) -> None:
    table = _table()
    if table.held is None:
        return
    _put(replace(table, draft=draft))
    if verdicts.is_complete(table.held.card, draft):
        _save()


def _all_no() -> None:
    table = _table()
    if table.held is not None:
        _put(replace(table, draft=table.draft.all_no(table.held.card)))
        _save()


def _save() -> None:
    table = _table()
    if table.held is None:
        return
    card, click = table.held.card, verdicts.as_click(table.draft, table.number)
    if not click.verdicts:
        _put(replace(table, refused=queue_notes.NOTHING_SAID))
        return
    if lacking := [label for label in verdicts.owes_policy(card, table.draft) if label not in click.policies]:
        _put(replace(table, refused=queue_notes.policy_due(lacking)))
        return
    try:
        answers = desk.review(table.seat, card, click)
    except AnalyzerError as error:
        _refuse(table, table.held, error)
        return
    done = (*table.done, card)[-_DONE:]
    _put(replace(table, held=None, done=done, said=queue_notes.stored(click, answers)))


def _leave(verb: str) -> None:
    table = _table()
    if table.held is None:
        return
    do, said = (desk.skip, queue_notes.SKIPPED) if verb == "skip" else (desk.escalate, queue_notes.ESCALATED)
    try:
        do(table.seat, table.held.card)
    except AnalyzerError as error:
        _refuse(table, table.held, error)
        return
    later = table.later | {table.held.card.id} if verb == "escalate" else table.later
    _put(replace(table, held=None, said=said, later=later))


def _refuse(table: Table, held: Held, error: AnalyzerError) -> None:
    """Keep the card where it is still this browser's, and say what is wrong; else let the next one come."""
    try:
        still = desk.prolong(table.seat, held)
    except AnalyzerError:
        # The store itself does not answer: what was said of the post is kept for another try.
        _put(replace(table, refused=str(error)))
        return
    if still is None:
        _put(replace(table, held=None, said=queue_notes.OVER))
    else:
        _put(replace(table, held=still, refused=str(error)))


def _undo() -> None:
    table = _table()
    if not table.done:
        return
    *rest, last = table.done
    try:
        held = desk.undo(table.seat, last)
    except AnalyzerError as error:
        _put(replace(table, done=tuple(rest), refused=str(error)))
        return
    if held is None:
        _put(replace(table, done=tuple(rest), said=queue_notes.UNDONE_ELSEWHERE))
        return
    if table.held is not None:
        desk.release(table.seat, table.held.card)
    prepared = table.held.card if table.held is not None else None
    draft, number = Draft(), table.number + 1
    _put(replace(table, held=held, prepared=prepared, draft=draft, done=tuple(rest), number=number,
                 said=queue_notes.UNDONE))  # fmt: skip


def _mask() -> None:
    table = _table()
    if table.held is not None:
        care.turn(table.held.card.post)


def _others() -> None:
    table = _table()
    _put(replace(table, draft=replace(table.draft, all_labels=not table.draft.all_labels)))


def _again() -> None:
    _put(replace(_table(), said=queue_notes.LOOKED))


def _table() -> Table:
    table: Table = st.session_state[TABLE]
    return table


def _put(table: Table) -> None:
    st.session_state[TABLE] = table


page()
