"""What the queue says in words: what was stored, what is missing, why a card went, what to do when none is left."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analyzer.annotations import Verdict
from analyzer.store import Answer, Click
from dashboard import care
from dashboard.components.keys import Key, button
from dashboard.components.markup import NOTHING, Html, join, show, tag, text

# Of a lead's note on gold: more is no note.
_NOTE = 500

OVER = (
    "The time for the last post ran out, so it went back to the queue. Nothing of it was stored. Here is the next one."
)
SKIPPED = "Skipped: it comes back to you tomorrow, and to others at once."
ESCALATED = "Handed to a lead."
UNDONE = "Taken back. Here is the post again; the first verdict stays in its history."
UNDONE_ELSEWHERE = "Taken back. Somebody else has the post on the table now."
LOOKED = "Looked again just now."
NOTHING_SAID = "Nothing is stored yet: say yes, no or unsure for a label first, or skip the post."


def stored(click: Click, answers: Sequence[Answer] = ()) -> Html:
    """Give what was stored and, of a gold post, the known answers beside what was said: a label left out is a no."""
    said = tag("p", f"Stored: {', '.join(f'{label} {verdict.value}' for label, verdict in click.verdicts.items())}.")
    if not answers:
        return said
    told = (_told(answer, click.verdicts.get(answer.label)) for answer in answers)
    head = tag("b", "That post was gold: its answer was known. Your verdict stands and cannot be taken back.")
    return join(said, tag("div", head, tag("ul", *told), class_="fa-outcome"))


def _told(answer: Answer, said: Verdict | None) -> Html:
    if said is None:
        side = "you left it out, which counts as no"
    else:
        side = "as you said" if said is answer.verdict else f"you said {said.value}"
    note = join(": ", text(answer.note, limit=_NOTE)) if answer.note else NOTHING
    return tag("li", tag("b", answer.label), f" {answer.verdict.value}, {side}", note)


def policy_due(labels: Sequence[str]) -> str:
    """Say which policy is missing."""
    return f"A yes for {' and '.join(labels)} must name its policy: write it in the field, then save."


def said(done: Html | str | None, refused: str | None) -> None:
    """Show what was done, or what could not be; always in the same place, so that it is read out when it changes."""
    if refused is not None:
        show(tag("div", refused, class_="fa-outcome fa-refused", role="alert"))
    else:
        show(tag("div", done or "Nothing stored from this page yet.", class_="fa-said", role="status"))


def break_due(minutes: int | None) -> None:
    """Say how long somebody has been at the queue, who asked to be told; nothing where no reminder is due."""
    if minutes is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        words = f"You have been at the queue for {minutes:,} minutes. You asked to be told."
        show(tag("div", words, class_="fa-note", role="status"))
        button(Key(name="noted", said="Noted, count anew", key="B"), care.rest)


def empty(*, is_filtered: bool) -> None:
    """Say that no post waits, and what to do."""
    show(tag("h2", "No post waits for you"))
    if is_filtered:
        words = "No waiting post fits the filters. Clear them above (key Z) to see the whole queue."
        show(tag("p", words, class_="fa-note"))
        return
    show(
        tag(
            "p",
            "Every flagged post has been judged, put off, or lies before somebody else. You can ",
            tag("a", "add threads", href="add_threads"),
            ", read on in ",
            tag("a", "Threads", href="thread"),
            ", or look again later: what others hold comes back when their time runs out.",
            class_="fa-note",
        )
    )
