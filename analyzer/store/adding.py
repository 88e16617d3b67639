"""Writing threads and scores: what is known stays as first kept, what is new is added."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from analyzer.errors import DataError
from analyzer.store import copying, ranking, reach, schema, scored, searching
from analyzer.store.views import Added

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from analyzer.annotations import Scoring
    from analyzer.store.scored import Flagging
    from analyzer.thread import Post, Thread

# Names asked for in one query; SQLite takes 32,766 parameters, older builds 999.
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _StoredPost:
    pk: int
    position: int
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _StoredThread:
    pk: int
    host: str
    is_new: bool


def add(
    connection: Connection,
    thread: Thread,
    *,
    scorings: Sequence[Scoring],
    flagging: Flagging,
    sha256: str | None,
) -> Added:
    """Keep a thread and its scores within the caller's transaction; see `Store.add`."""
    _check_times(thread)
    into = _thread(connection, thread)
    stored = _stored_posts(connection, into.pk)
    digests = [_digest(post) for post in thread.posts]
    scrape_pk = _scrape(connection, thread, into=into, sha256=sha256 or _scrape_digest(thread, digests))
    fresh, changed = _sort_out(thread.posts, digests, stored=stored)
    taken_up: tuple[int, ...] = ()
    if fresh:
        _insert_posts(connection, fresh, into=into, scrape_pk=scrape_pk, stored=stored)
        stored = _stored_posts(connection, into.pk)
        taken_up = reach.add(connection, (post for post, _ in fresh.values()), thread_pk=into.pk)
    of_posts = {id_: row.pk for id_, row in stored.items()}
    scores = scored.add(connection, scorings, of_posts=of_posts, changed=changed, flagging=flagging)
    ranking.refresh(connection, (*taken_up, *(of_posts[scoring.id] for scoring in scorings)))
    return Added(threads=int(into.is_new), posts=len(fresh), scores=scores, changed=changed)


def _check_times(thread: Thread) -> None:
    for post in thread.posts:
        for time in (post.created_at, *(segment.created_at for segment in post.segments)):
            if time is None:
                continue
            where = f"post {post.id} of {thread.id}"
            if time.utcoffset() is None:
                raise DataError("a time has no zone", where=where, remedy="give times in UTC")
            try:
                time.astimezone(UTC)
            except OverflowError as error:
                raise DataError("a time is out of range in UTC", where=where, remedy="give times in UTC") from error


def _thread(connection: Connection, thread: Thread) -> _StoredThread:
    table = schema.thread
    host = thread.id.partition("/")[0] if "/" in thread.id else ""
    row = connection.execute(select(table).where(table.c.id == thread.id)).one_or_none()
    if row is None:
        values = {
            "id": thread.id,
            "host": host,
            "title": thread.title,
            "url": thread.url,
            "engine": thread.engine,
            "folded": _folded(thread.id, thread.title, thread.url, thread.source),
        }
        pk = connection.execute(insert(table).values(values)).inserted_primary_key
        if pk is None:  # pragma: no cover (every dialect gives the key of a single insert)
            raise AssertionError
        return _StoredThread(pk=pk[0], host=host, is_new=True)
    found = {"title": row.title or thread.title, "url": row.url or thread.url}
    folded = _folded(thread.id, found["title"], found["url"], thread.source)
    if thread.source.casefold() not in row.folded or found != {"title": row.title, "url": row.url}:
        # The names of all its scrapes stay to be found by.
        merged = "\n".join(dict.fromkeys((*row.folded.split("\n"), *folded.split("\n"))))
        connection.execute(update(table).where(table.c.pk == row.pk).values(found | {"folded": merged}))
    return _StoredThread(pk=row.pk, host=host, is_new=False)


def _folded(*parts: str | None) -> str:
    return "\n".join(part.casefold() for part in parts if part)


def _scrape(connection: Connection, thread: Thread, *, into: _StoredThread, sha256: str) -> int:
    table = schema.scrape
    known = select(table.c.pk).where(table.c.thread_pk == into.pk, table.c.sha256 == sha256)
    pk = connection.execute(known).scalar()
    if pk is not None:
        return int(pk)
    values = {
        "thread_pk": into.pk,
        "source": thread.source,
        "sha256": sha256,
        "imported_at": datetime.now(UTC),
        "problems": [asdict(problem) for problem in thread.problems],
    }
    connection.execute(insert(table).values(values))
    return int(connection.execute(known).scalar_one())


def _digest(post: Post) -> bytes:
    # Words and authors alone: a page that says "today, 10:33" or counts its members' posts is another one each day.
    said = [post.author, [[segment.kind, segment.author, segment.text] for segment in post.segments]]
    return hashlib.sha256(json.dumps(said).encode("ascii")).digest()


def _scrape_digest(thread: Thread, digests: Sequence[bytes]) -> str:
    read = [
        thread.title,
        thread.url,
        [asdict(problem) for problem in thread.problems],
        [[post.id, digest.hex()] for post, digest in zip(thread.posts, digests, strict=True)],
    ]
    return hashlib.sha256(json.dumps(read).encode("ascii")).hexdigest()


def _stored_posts(connection: Connection, thread_pk: int) -> dict[str, _StoredPost]:
    columns = schema.post.c
    query = select(columns.pk, columns.id, columns.position, columns.digest).where(columns.thread_pk == thread_pk)
    rows = connection.execute(query)
    return {row.id: _StoredPost(pk=row.pk, position=row.position, digest=bytes(row.digest)) for row in rows}


def _sort_out(
    posts: Sequence[Post], digests: Sequence[bytes], *, stored: Mapping[str, _StoredPost]
) -> tuple[dict[str, tuple[Post, bytes]], tuple[str, ...]]:
    """Give the posts that are new, by id, and the ids of those known with other words."""
    fresh: dict[str, tuple[Post, bytes]] = {}
    changed: dict[str, None] = {}
    for post, digest in zip(posts, digests, strict=True):
        known = stored[post.id].digest if post.id in stored else fresh.get(post.id, (None, None))[1]
        if known is None:
            fresh[post.id] = (post, digest)
        elif known != digest:
            changed[post.id] = None
    return fresh, tuple(changed)


def _insert_posts(
    connection: Connection,
    fresh: Mapping[str, tuple[Post, bytes]],
    *,
    into: _StoredThread,
    scrape_pk: int,
    stored: Mapping[str, _StoredPost],
) -> None:
    taken = {row.position for row in stored.values()}
    # Another page may count from 1 again: then its new posts follow the stored ones, in the page's order.
    follow = max(taken, default=0) if any(post.position in taken for post, _ in fresh.values()) else None
    names = {post.author for post, _ in fresh.values() if post.author is not None}
    authors = _authors(connection, names, host=into.host)
    rows = []
    for number, (post, digest) in enumerate(fresh.values(), start=1):
        created_at = None if post.created_at is None else post.created_at.astimezone(UTC)
        rows.append(
            {
                "thread_pk": into.pk,
                "scrape_pk": scrape_pk,
                "author_pk": None if post.author is None else authors[post.author],
                "id": post.id,
                "position": post.position if follow is None else follow + number,
                "created_at": created_at,
                "day": None if created_at is None else created_at.date(),
                "reply_to": post.reply_to,
                "card": dict(post.card),
                "digest": digest,
            }
        )
    connection.execute(insert(schema.post), rows)
    pks = {id_: row.pk for id_, row in _stored_posts(connection, into.pk).items()}
    segments = [row for post, _ in fresh.values() for row in _segment_rows(post, pks[post.id])]
    if segments:
        connection.execute(insert(schema.segment), segments)
    searching.add(
        connection,
        (
            searching.text_of(
                pks[post.id],
                None if post.author is None else authors[post.author],
                ((segment.kind.value, segment.text) for segment in post.segments),
            )
            for post, _ in fresh.values()
        ),
    )
    copying.add(
        connection,
        (
            copying.Words(
                post_pk=pks[post.id],
                text="\n".join(segment.text for segment in post.segments if segment.kind in copying.KINDS),
            )
            for post, _ in fresh.values()
        ),
    )


def _segment_rows(post: Post, pk: int) -> list[dict[str, Any]]:
    return [
        {
            "post_pk": pk,
            "number": number,
            "kind": segment.kind.value,
            "text": segment.text,
            "author": segment.author,
            "post_id": segment.post_id,
            "found": None if segment.found is None else segment.found.value,
            "depth": segment.depth,
            "created_at": segment.created_at,
            "similarity": segment.similarity,
            "language": segment.language,
            "reported": [[one.start, one.end, one.speaker] for one in segment.reported] or None,
            "thread_id": segment.thread_id,
        }
        for number, segment in enumerate(post.segments)
    ]


def _authors(connection: Connection, names: Iterable[str], *, host: str) -> dict[str, int]:
    ordered = sorted(names)
    known = _known_authors(connection, ordered, host=host)
    missing = [{"host": host, "name": name} for name in ordered if name not in known]
    if missing:
        connection.execute(insert(schema.author), missing)
        known = _known_authors(connection, ordered, host=host)
    return known


def _known_authors(connection: Connection, names: Sequence[str], *, host: str) -> dict[str, int]:
    columns = schema.author.c
    found: dict[str, int] = {}
    for start in range(0, len(names), _CHUNK):
        some = names[start : start + _CHUNK]
        query = select(columns.pk, columns.name).where(columns.host == host, columns.name.in_(some))
        found |= {row.name: row.pk for row in connection.execute(query)}
    return found
