"""Stored posts as rows to export, with pseudonyms in place of people's names."""

from __future__ import annotations

from datetime import UTC
from itertools import groupby, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from analyzer.annotations import Scoring
    from analyzer.exporters.base import JsonValue
    from analyzer.pseudonyms import Pseudonyms
    from analyzer.store import Action
    from analyzer.store.views import ScoredPost

# Posts of one thread that are held at once, so that their authors are known before the first of them is written.
_HELD = 1000


def post_rows(
    scored_posts: Iterable[ScoredPost],
    *,
    pseudonyms: Pseudonyms | None,
    authors: Callable[[str], Iterable[str]] | None = None,
) -> Iterator[dict[str, JsonValue]]:
    """Give a row for each post: where it stands, who wrote it and when, its words and its scores.

    `own` and `quoted` are texts, `created_at` is ISO 8601 in UTC, `scores` are probabilities (0 to 1) by label, empty
    while the post has not been scored. With `pseudonyms`, names of authors are replaced in `author`, title and words;
    `authors` gives the names known in a thread of an id (`Store.authors`). Without it, those of up to 1,000 posts at
    a time are known: enough for whole threads, not for a choice of posts that answer others.
    """
    for thread_id, of_thread in groupby(scored_posts, key=lambda scored: scored.thread_id):
        if pseudonyms is None:
            yield from (_row(scored) for scored in of_thread)
            continue
        known = frozenset(authors(thread_id) if authors else ())
        while held := list(islice(of_thread, _HELD)):
            # The same object for all posts of a thread: its names are made ready to look for once.
            known = known if authors else known | _named(held)
            yield from (_under_pseudonyms(_row(scored), pseudonyms, known=known) for scored in held)


def log_rows(actions: Iterable[Action], *, limit: int | None = None) -> Iterator[dict[str, JsonValue]]:
    """Give a row for each line of the log, up to `limit`: its number, when (ISO 8601 in UTC), who, what, to which post.

    `detail` is what else there is to tell, as it was written: names of files, counts, thresholds; never words of a post.
    """
    for one in islice(actions, limit):
        yield {
            "number": one.number,
            "at": one.at.astimezone(UTC).isoformat(),
            "person": one.person,
            "done": one.verb.value,
            "thread_id": one.thread_id,
            "post_id": one.post_id,
            "detail": dict(one.detail),
        }


def _row(scored: ScoredPost) -> dict[str, JsonValue]:
    post, scoring = scored.post, scored.scoring
    return {
        "source": scored.source,
        "engine": scored.engine,
        "thread_id": scored.thread_id,
        "thread_title": scored.thread_title,
        "post_id": post.id,
        "position": post.position,
        "author": post.author,
        "created_at": None if post.created_at is None else post.created_at.astimezone(UTC).isoformat(),
        "reply_to": post.reply_to,
        "own": post.own,
        "quoted": "\n\n".join(quote.text for quote in post.quotes),
        "scores": {} if scoring is None else dict(scoring.values),
        "labels": [] if scoring is None else list(scoring.labels),
        "subtypes": {} if scoring is None else _subtypes(scoring),
        "unsupported": None if scoring is None else scoring.unsupported,
        "model": None if scoring is None else str(scoring.model),
    }


def _subtypes(scoring: Scoring) -> dict[str, JsonValue]:
    return {score.label: score.subtype for score in scoring.scores if score.subtype and score.label in scoring.labels}


def _under_pseudonyms(
    row: dict[str, JsonValue], pseudonyms: Pseudonyms, *, known: frozenset[str]
) -> dict[str, JsonValue]:
    author = row["author"]
    masked = {column: pseudonyms.mask(_text(row[column]), known) for column in ("thread_title", "own", "quoted")}
    return row | {"author": pseudonyms.of(_text(author))} | masked


def _text(value: JsonValue) -> str | None:
    return value if isinstance(value, str) else None


def _named(scored_posts: Sequence[ScoredPost]) -> frozenset[str]:
    posts = [scored.post for scored in scored_posts]
    names = {post.author for post in posts} | {segment.author for post in posts for segment in post.segments}
    return frozenset(name for name in names if name is not None)
