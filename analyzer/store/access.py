"""What a person may read, export and add: each question asks for a role before the store answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.people import Person, check
from analyzer.store.deskviews import Verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analyzer.annotations import ModelId
    from analyzer.exporters.base import JsonValue
    from analyzer.store.store import Store
    from analyzer.store.views import Counts, Overview, ScoredPost, ThreadSummary

# A forum's longest threads run to some tens of thousands of posts.
MOST_POSTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Which posts leave, and how: those of a thread or all, those with any of `labels` or all; `format_name` for the log.

    Authors leave under pseudonyms unless `names` is set.
    """

    format_name: str
    thread_id: str | None = None
    labels: tuple[str, ...] = ()
    names: bool = False


class Access:
    """A store as one person sees it, reached as `store.asked_by(person)`.

    Every method raises `RefusedError` where none of the person's roles may have the answer, and else what the store's
    own method of that name raises.
    """

    def __init__(self, store: Store, person: Person) -> None:
        self._store = store
        self.person = person

    def is_empty(self) -> bool:
        """Tell anybody with a role whether no thread has been added."""
        check(self.person, "login")
        return self._store.is_empty()

    def overview(self, *, top: int = 10) -> Overview:
        """Give the whole store at a glance."""
        check(self.person, "overview")
        return self._store.overview(top=top)

    def count_threads(self, search: str | None = None) -> int:
        """Give how many threads there are, or how many `search` keeps."""
        check(self.person, "threads")
        return self._store.count_threads(search)

    def thread_summaries(
        self, *, limit: int = 50, offset: int = 0, search: str | None = None
    ) -> tuple[ThreadSummary, ...]:
        """Give threads in a row each, newest import first."""
        check(self.person, "threads")
        return self._store.thread_summaries(limit=limit, offset=offset, search=search)

    def scored_posts(self, thread_id: str, *, limit: int = 50, offset: int = 0) -> tuple[ScoredPost, ...]:
        """Give posts of a thread with the scores of the model in force."""
        check(self.person, "threads")
        return self._store.scored_posts(thread_id, limit=limit, offset=offset)

    def counts(self) -> Counts:
        """Give how many rows of each kind there are."""
        check(self.person, "threads")
        return self._store.counts()

    def model(self) -> ModelId | None:
        """Give the model in force."""
        check(self.person, "threads")
        return self._store.model()

    def thresholds(self) -> Mapping[str, float]:
        """Give the thresholds of the model in force by label."""
        check(self.person, "threads")
        return self._store.thresholds()

    def export_rows(self, export: Export) -> Iterator[dict[str, JsonValue]]:
        """Give the rows of an export (`analyzer.exporters.post_rows`), in constant memory, and log that they leave.

        Raises:
            RefusedError: The person may not export, or not with names.
            DataError: A label is not known.
        """
        check(self.person, "names" if export.names else "export")
        if export.thread_id is not None:
            posts = iter(self._store.scored_posts(export.thread_id, limit=MOST_POSTS))
        else:
            posts = self._store.iter_scored_posts(labels=export.labels or None)
        detail = {
            "format": export.format_name,
            "thread": export.thread_id,
            "labels": list(export.labels),
            "authors": "names" if export.names else "pseudonyms",
        }
        self._store.desk.record(self.person, Verb.EXPORT, detail)
        return self._rows(posts, names=export.names)

    def to_import(self) -> Store:
        """Give the store to add threads to.

        Raises:
            RefusedError: The person may not add threads.
        """
        check(self.person, "import")
        return self._store

    def _rows(self, posts: Iterator[ScoredPost], *, names: bool) -> Iterator[dict[str, JsonValue]]:
        # Here, and not by who asks: whoever may see no names is given none.
        from analyzer.exporters.rows import post_rows  # noqa: PLC0415  Only an export needs them.
        from analyzer.pseudonyms import Pseudonyms  # noqa: PLC0415  As above.

        pseudonyms = None if names else Pseudonyms(self._store.pseudonym_key())
        return post_rows(posts, pseudonyms=pseudonyms, authors=self._store.authors)
