"""Reviews: what kind of reading one is, writing it once, and taking it back by a row of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from analyzer.annotations import Reading, Verdict
from analyzer.errors import DataError, RefusedError
from analyzer.labels import LABELS, in_order
from analyzer.people import check
from analyzer.store import claiming, drawing, gold, log, schema, settings, states
from analyzer.store import rules as of_team
from analyzer.store.deskviews import Click, State, Verb
from analyzer.store.log import Done

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from analyzer.people import Person
    from analyzer.store.log import PostKey
    from analyzer.store.rules import Rules

# Ample for a note, and no room for a forum page.
_LETTERS = 10_000
_WAITING = frozenset({State.DISPUTED, State.ESCALATED, State.APPEALED})


def check_click(connection: Connection, click: Click, *, rules: Rules) -> None:
    """Refuse a click that says nothing, or what cannot be.

    Raises:
        DataError: No verdict is in it, a label or subtype is not known or not judged, a text is too long, or a yes
            names no policy where the rules ask for one.
    """
    for verdict in click.verdicts.values():
        if verdict not in tuple(Verdict):
            raise DataError(f"{verdict!r} is no verdict", where="review", remedy="use yes, no or unsure")
    if not click.verdicts:
        raise DataError("no label is judged", where="review", remedy="give a verdict for a label at least")
    settings.check_labels(connection, click.verdicts)
    known = {label.name: {subtype.name for subtype in label.subtypes} for label in LABELS}
    for label, subtype in click.subtypes.items():
        if click.verdicts.get(label, Verdict.NO) is Verdict.NO or subtype not in known.get(label, ()):
            names = ", ".join(sorted(known.get(label, ()))) or "no subtype: it has none"
            raise DataError(
                f"{subtype!r} is no subtype of what is judged", where=label, remedy=f"with yes or unsure use {names}"
            )
    for label in rules.policy_required:
        if click.verdicts.get(label) is Verdict.YES and not click.policies.get(label):
            raise DataError("a yes must name its policy", where=label, remedy="give the policy's reference")
    if not set(click.policies) <= set(click.verdicts):
        raise DataError("a policy is named for what is not judged", where="review", remedy="judge the label as well")
    if any(len(text) > _LETTERS for text in (click.note or "", *click.policies.values())):
        raise DataError(f"a text has over {_LETTERS} letters", where="review", remedy="say it shorter")


def reading(connection: Connection, post: PostKey, *, person: Person, rules: Rules, at: datetime) -> Reading:
    """Give what kind of reading a person's review of a post would be.

    Raises:
        RefusedError: A lead must decide, or the person has judged the post before and may not again.
        DataError: The post needs no review.
    """
    where = f"post {post.post_id} of {post.thread_id}"
    state = states.of_post(connection, post.pk, rules=rules, at=at)
    if state not in _WAITING and _is(connection, gold.is_gold, post):
        if _has_judged(connection, post, person=person):
            raise DataError("you have judged this post", where=where, remedy="take the next one")
        return Reading.GOLD
    due = states.DUE.get(state)
    if due is None:
        raise DataError("this post has been judged", where=where, remedy="undo your verdict, or appeal")
    if state in _WAITING:
        check(person, "decide")
    if state in states.FRESH_EYES and _is(
        connection, lambda pk: states.is_read_by_me(pk, before=due), post, me=person.name
    ):
        raise RefusedError(
            f"{person.name!r} has judged this post before", where=where, remedy="leave it to somebody else"
        )
    return due


def write(connection: Connection, post: PostKey, click: Click, *, person: Person, at: datetime) -> int:
    """Keep a click within the caller's transaction, with its line in the log, and give that line's number."""
    rules = of_team.load(connection)
    check_click(connection, click, rules=rules)
    claim = claiming.take(connection, post, person=person, at=at, seconds=rules.claim_seconds)
    where = f"post {post.post_id} of {post.thread_id}"
    if claim is None:
        raise DataError("another reviewer has this post", where=where, remedy="take the next one")
    kind = reading(connection, post, person=person, rules=rules, at=at)
    said = {label: Verdict(verdict).value for label, verdict in click.verdicts.items()}
    detail = {"reading": kind.value, "verdicts": said}
    number = log.write(connection, Done(verb=Verb.REVIEW, person=person, at=at, post=post, detail=detail))
    seen = _seen(connection, post)
    draw = drawing.draw(drawing.key(connection), "second", post.thread_id, post.post_id)
    seconds = (at - claim.taken_at).total_seconds()
    connection.execute(
        insert(schema.review),
        [
            {
                "post_pk": post.pk,
                "action_pk": number,
                "label": label,
                "verdict": said[label],
                "subtype": click.subtypes.get(label),
                "reviewer": person.name,
                "note": click.note,
                "policy": click.policies.get(label),
                "created_at": at,
                "reading": kind.value,
                "model_pk": seen.get(label, (None, None))[0],
                "score": seen.get(label, (None, None))[1],
                "seconds": seconds if claim.taken_at < at else None,
                "draw": draw,
            }
            for label in in_order(said)
        ],
    )
    claiming.release(connection, post, reviewer=person.name)
    return number


def undo(connection: Connection, post: PostKey, *, person: Person, at: datetime) -> int:
    """Take back a person's last click on a post by rows that withdraw it, and give the number of the line in the log.

    Raises:
        DataError: There is none, somebody has judged the post since, or it was gold and its answer may have been seen.
    """
    where = f"post {post.post_id} of {post.thread_id}"
    rows = _last_click(connection, post)
    if not rows and _has_judged(connection, post, person=person, reading=Reading.GOLD):
        said = "a verdict on gold stands, for its answer has been told"
        raise DataError(said, where=where, remedy="go on with the next post")
    if not rows or rows[0].reviewer != person.name:
        said = "you have no verdict here that was the last"
        raise DataError(said, where=where, remedy="appeal, if it should be looked at again")
    number = log.write(
        connection, Done(verb=Verb.UNDO, person=person, at=at, post=post, detail={"withdraws": rows[0].action_pk})
    )
    same = ("post_pk", "label", "verdict", "subtype", "reviewer", "reading", "model_pk", "score", "draw")
    connection.execute(
        insert(schema.review),
        [
            {name: getattr(row, name) for name in same} | {"action_pk": number, "created_at": at, "withdraws": row.pk}
            for row in rows
        ],
    )
    return number


def _last_click(connection: Connection, post: PostKey) -> Sequence[Any]:
    table = schema.review
    stands = (table.c.post_pk == post.pk) & (table.c.reading != Reading.GOLD.value) & states.standing(table)
    rows = connection.execute(select(table).where(stands).order_by(table.c.action_pk.desc(), table.c.pk)).all()
    return [row for row in rows if row.action_pk == rows[0].action_pk]


def _is(connection: Connection, condition: Callable[[Any], ColumnElement[bool]], post: PostKey, **given: str) -> bool:
    pk = schema.post.c.pk
    return bool(connection.execute(select(condition(pk)).where(pk == post.pk), given).scalar_one())


def _has_judged(connection: Connection, post: PostKey, *, person: Person, reading: Reading | None = None) -> bool:
    columns = schema.review.c
    query = select(columns.pk).where(columns.reviewer == person.name, columns.post_pk == post.pk)
    query = query if reading is None else query.where(columns.reading == reading.value)
    return connection.execute(query.limit(1)).first() is not None


def _seen(connection: Connection, post: PostKey) -> Mapping[str, tuple[int, float]]:
    """Give the number of the model in force and its score, by label."""
    model = settings.model_in_force(connection)
    columns = schema.score.c
    model_pk = 0 if model is None else model.pk
    query = select(columns.label, columns.value).where(columns.post_pk == post.pk, columns.model_pk == model_pk)
    return {row.label: (model_pk, row.value) for row in connection.execute(query)}
