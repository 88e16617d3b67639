"""What the log page and the history page ask of the desk: lines of the log, files of them, and all that became of a post."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analyzer.store import Action, History, LogFilters, PostId, Verb
from dashboard import desk, services
from dashboard.components.links import Place

if TYPE_CHECKING:
    from analyzer.people import Person
    from analyzer.store import Store

LINES_A_PAGE = 50
# A file is made in memory while its reader waits: longer logs leave by `analyzer log`, which streams.
MOST_LINES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A page of the log, latest first, and whether there is another one below it."""

    shown: tuple[Action, ...]
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A post's history and where the post stands in its thread; `place` is `None` where the thread is not shown to the person."""

    history: History = field(hash=False)
    place: Place | None


def lines(filters: LogFilters, *, page: int) -> Lines:
    """Give a page of the log, counted from 1.

    Raises:
        RefusedError: The person may not read the log.
    """
    found = services.store().desk.actions(
        desk.person(), filters=filters, limit=LINES_A_PAGE + 1, offset=(page - 1) * LINES_A_PAGE
    )
    return Lines(shown=found[:LINES_A_PAGE], has_more=len(found) > LINES_A_PAGE)


def file_of(store: Store, person: Person, filters: LogFilters, form: str) -> bytes:
    """Give the lines in a format, oldest first, up to 100,000; that they left is a line of the log too.

    Store and person are bound when the page is drawn: the download runs outside of it.

    Raises:
        RefusedError: The person may not read the log.
    """
    from analyzer import exporters  # noqa: PLC0415  As in `services.export`.
    from analyzer.exporters.rows import log_rows  # noqa: PLC0415

    found = store.desk.iter_actions(person, filters=filters)
    stream = io.BytesIO()
    count = exporters.exporter(form).write(log_rows(found, limit=MOST_LINES), stream)
    store.desk.record(person, Verb.EXPORT, {"what": "log", "format": form, "lines": count})
    return stream.getvalue()


def told(post: PostId) -> Told:
    """Give all that happened to a post, as far as the person may know it.

    Raises:
        DataError: There is no such post.
        RefusedError: The person may not read histories.
    """
    history = services.store().desk.history(desk.person(), post.thread_id, post.post_id)
    view = services.thread(post.thread_id)
    places: Mapping[str, Place] = view.places if view is not None else {}
    return Told(history=history, place=places.get(post.post_id))
