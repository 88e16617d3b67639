"""The log and the history of a post in rows: who did what, when, to which post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from analyzer.annotations import Review
from analyzer.store import Action, State, Verb
from dashboard.components import links
from dashboard.components.badges import label_badge
from dashboard.components.figure_tables import READINGS
from dashboard.components.markup import NOTHING, Html, join, line, tag
from dashboard.components.tables import table

# In the order of the choice: what is done to posts, then to the desk, then who came and went.
DONE: Mapping[Verb, str] = {
    Verb.CLAIM: "took a post",
    Verb.RELEASE: "gave a post back",
    Verb.REVIEW: "judged",
    Verb.UNDO: "took a verdict back",
    Verb.SKIP: "skipped",
    Verb.ESCALATE: "escalated",
    Verb.APPEAL: "filed an appeal",
    Verb.GOLD: "set gold",
    Verb.RULES: "changed the rules",
    Verb.THRESHOLDS: "changed thresholds",
    Verb.IMPORT: "added threads",
    Verb.EXPORT: "exported",
    Verb.LOGIN: "logged in",
    Verb.LOGOUT: "logged out",
    Verb.REFUSAL: "was refused",
}
STATES: Mapping[State, str] = {
    State.UNSEEN: "nobody has judged it",
    State.SECOND: "it waits for a second reading",
    State.DISPUTED: "two readings differ: it waits for a lead",
    State.ESCALATED: "it waits for a lead, whom somebody asked for",
    State.APPEALED: "an appeal waits for a lead",
    State.REVIEWED: "it was judged once",
    State.SETTLED: "it is settled",
}
# Of what a line says besides: a hostile file name can be long, a list of thresholds is not.
_MOST_LETTERS, _MOST_FACTS = 120, 12


def log_table(actions: Sequence[Action]) -> Html:
    """Give a row a line of the log; a post is linked to its history."""
    rows = (
        (
            moment(one.at),
            line(one.person, limit=60),
            DONE[one.verb],
            _post(one),
            _facts(_without_verdicts(one)),
        )
        for one in actions
    )
    return table(("When (UTC)", "Who", "What", "Post", "Besides"), rows)


def reviews_table(reviews: Sequence[Review]) -> Html:
    """Give a row a verdict, those that were taken back too, with what the reviewer saw and wrote."""
    rows = (
        (
            moment(one.created_at),
            line(one.reviewer, limit=60),
            READINGS[one.reading],
            label_badge(one.label),
            join(tag("strong", one.verdict.value), f", {one.subtype}" if one.subtype else ""),
            "not scored" if one.score is None else f"{one.score:.0%}",
            _said(one),
        )
        for one in reviews
    )
    return table(("When (UTC)", "Who", "Reading", "Label", "Verdict", "Estimate then", "Besides"), rows)


def actions_table(actions: Sequence[Action]) -> Html:
    """Give a row an action on one post."""
    rows = ((moment(one.at), line(one.person, limit=60), DONE[one.verb], _facts(one.detail)) for one in actions)
    return table(("When (UTC)", "Who", "What", "Besides"), rows)


def moment(at: datetime) -> Html:
    """Give a time to the second."""
    return tag("time", f"{at:%Y-%m-%d %H:%M:%S}", datetime=at.isoformat())


def _post(one: Action) -> Html:
    if one.thread_id is None or one.post_id is None:
        return NOTHING
    words = line(f"{one.post_id} of {one.thread_id}", limit=80)
    return tag("a", words, href=links.to_history(one.thread_id, one.post_id))


def _without_verdicts(one: Action) -> Mapping[str, Any]:
    # Whoever reads the log may be the post's second reader: what the first one said is the history's to tell, which waits.
    return {name: value for name, value in one.detail.items() if name != "verdicts"}


def _said(one: Review) -> Html:
    withdrawn = join("taken back ", moment(one.withdrawn_at)) if one.withdrawn_at else NOTHING
    facts = {"note": one.note, "policy": one.policy, "seconds": None if one.seconds is None else round(one.seconds)}
    return join(withdrawn, _facts({name: value for name, value in facts.items() if value is not None}))


def _facts(detail: Mapping[str, Any]) -> Html:
    """Give what a line says besides, a fact a line; what is nested is written in a row."""
    facts = [
        tag(
            "div",
            tag("dt", line(name.replace("_", " "), limit=40)),
            tag("dd", line(_written(value), limit=_MOST_LETTERS)),
        )
        for name, value in list(detail.items())[:_MOST_FACTS]
        if value is not None
    ]
    return tag("dl", *facts, class_="fa-card") if facts else NOTHING


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_written(one)}" for name, one in list(value.items())[:_MOST_FACTS])
    if isinstance(value, list | tuple):
        return ", ".join(_written(one) for one in value[:_MOST_FACTS])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
