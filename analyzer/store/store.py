"""The store: what is kept of threads and scores, and all that is asked of it."""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy.exc import IntegrityError

from analyzer.errors import StoreError
from analyzer.store import adding, counting, loading, ranking, scored, settings
from analyzer.store.access import Access
from analyzer.store.database import database_url, failures, is_memory, open_engine, place
from analyzer.store.desk import Desk
from analyzer.store.figures import Figures
from analyzer.store.modeldesk import ModelDesk
from analyzer.store.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from analyzer.annotations import ModelId, Scoring
    from analyzer.people import Person
    from analyzer.store.views import Added, Counts, Overview, ScoredPost, ThreadSummary
    from analyzer.thread import Thread

T = TypeVar("T")

# Two writers that bring the same thread at once: the second sees the first one's rows at its next attempt.
_ATTEMPTS = 5


class Store:
    """Threads, their posts and their scores in one database.

    Opened with `Store.open`; used as a context manager or closed with `close`. It may be shared between threads of
    one process, and several processes may have the same database open. Every method raises `StoreError` where the
    database refuses, and `DataError` for values that cannot be kept.
    """

    def __init__(self, engine: Engine, *, where: str, memory: bool) -> None:
        self._engine = engine
        self._where = where
        self._open = True
        # A database in memory has one connection, so its transactions take turns.
        self._turn = threading.RLock() if memory else nullcontext()
        # What people do with the posts: queue, claims, reviews, search and the log.
        self.desk = Desk(read=self._read, write=self._write)
        # What leads ask of the model in force, and the thresholds that they set for it.
        self.model_desk = ModelDesk(read=self._read, write=self._write)
        self.figures = Figures(read=self._read)
        self.preferences = Preferences(read=self._read, write=self._write)

    @classmethod
    def open(cls, database: str | Path | None = None) -> Self:
        """Give the store in a database, made or brought up to date as needed.

        `database` is a path, a SQLAlchemy URL, or `None` for the environment's `ANALYZER_DATABASE`, else
        `analyzer.db` in the working folder.

        Raises:
            StoreError: It cannot be reached, is no database, belongs to another program, or is newer than this one.
        """
        url = database_url(database)
        return cls(open_engine(url), where=place(url), memory=is_memory(url))

    def close(self) -> None:
        """Let go of the database; a closed store answers with `StoreError`."""
        self._open = False
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def asked_by(self, person: Person) -> Access:
        """Give what a person may read and add here: the same questions, each of which asks for a role first."""
        return Access(self, person)

    def add(
        self,
        thread: Thread,
        scorings: Iterable[Scoring] = (),
        *,
        classifier_thresholds: Mapping[str, float] | None = None,
        scrape_sha256: str | None = None,
        withhold_unsupported: bool = True,
    ) -> Added:
        """Keep a thread and the scores of its posts, all or nothing, and give what was new.

        A post that is known stays as first kept; one whose author or words differ from it is named in `changed`, and
        the scores that came with it are left out, for they are about other words. A label that the model already
        scored for a post keeps its score. `classifier_thresholds` become those of the scorings' model (0.5 for a
        label never given one). Posts in a language that the model was not tested in are kept with their scores and, with
        `withhold_unsupported`, flagged for nothing; adding them again changes that. `scrape_sha256` is that of the scrape's bytes; without it, that of what was read.

        Raises:
            DataError: A score is out of 0 to 1 or names no post of the thread, or a time has no zone.
        """
        given = tuple(scorings)
        flagging = scored.Flagging(thresholds=classifier_thresholds or {}, withhold=withhold_unsupported)

        def work(connection: Connection) -> Added:
            return adding.add(connection, thread, scorings=given, flagging=flagging, sha256=scrape_sha256)

        return self._write(work)

    def thread(self, thread_id: str) -> Thread | None:
        """Give a thread as it was added, with the posts of all its scrapes, or `None` where there is none."""
        with self._read() as connection:
            return loading.thread(connection, thread_id)

    def scored_posts(self, thread_id: str, *, limit: int = 50, offset: int = 0) -> tuple[ScoredPost, ...]:
        """Give posts of a thread in its order, with the scores of the model in force; none for an unknown thread."""
        with self._read() as connection:
            return loading.scored_posts(connection, thread_id, limit=limit, offset=offset)

    def iter_scored_posts(self, *, labels: Iterable[str] | None = None) -> Iterator[ScoredPost]:
        """Give all posts in the order they were added, or those flagged with any of `labels`, a few at a time.

        No transaction stays open between two posts: the store may be written to while this runs.

        Raises:
            DataError: A label is not known.
        """
        wanted = None if labels is None else tuple(labels)
        if wanted is not None:
            with self._read() as connection:
                settings.check_labels(connection, wanted)
        return self._batches(wanted)

    def authors(self, thread_id: str) -> frozenset[str]:
        """Give the names of all who write or are quoted in a thread."""
        with self._read() as connection:
            return loading.authors(connection, thread_id)

    def thread_summaries(
        self, *, limit: int = 50, offset: int = 0, search: str | None = None, flagged_first: bool = False
    ) -> tuple[ThreadSummary, ...]:
        """Give threads in a row each, newest import first, or those with most flagged posts first.

        `search` keeps threads that hold all its words in title, id, address or scrape name, in any case.
        """
        with self._read() as connection:
            return counting.thread_summaries(
                connection, limit=limit, offset=offset, search=search, flagged_first=flagged_first
            )

    def count_threads(self, search: str | None = None) -> int:
        """Give how many threads there are, or how many `search` keeps."""
        with self._read() as connection:
            return counting.count_threads(connection, search)

    def overview(self, *, top: int = 10) -> Overview:
        """Give the whole store at a glance, with the `top` threads and authors by flagged posts (none without any)."""
        with self._read() as connection:
            return counting.overview(connection, top=top)

    def counts(self) -> Counts:
        """Give how many rows of each kind there are."""
        with self._read() as connection:
            return counting.counts(connection)

    def is_empty(self) -> bool:
        """Tell whether no thread has been added."""
        with self._read() as connection:
            return counting.is_empty(connection)

    def model(self) -> ModelId | None:
        """Give the model in force: the one set, else the one added last; `None` where nothing was scored."""
        with self._read() as connection:
            found = settings.model_in_force(connection)
            return None if found is None else found.id

    def use_model(self, model: ModelId | None) -> None:
        """Set the model in force; `None` returns to the one added last.

        Raises:
            DataError: The store holds no scores of this model.
        """
        self._write(lambda connection: settings.use_model(connection, model))

    def thresholds(self) -> Mapping[str, float]:
        """Give the thresholds of the model in force by label; none where nothing was scored."""
        with self._read() as connection:
            return settings.thresholds_in_force(connection)

    def set_thresholds(self, thresholds: Mapping[str, float]) -> None:
        """Set thresholds (0 to 1) of the model in force: from now on they decide what is flagged, without scoring anew.

        Raises:
            DataError: A threshold is out of 0 to 1, a label is not known, or nothing was scored yet.
        """

        def work(connection: Connection) -> None:
            settings.set_thresholds(connection, thresholds)
            ranking.rebuild_in_force(connection)

        self._write(work)

    def pseudonym_key(self) -> bytes:
        """Give the 32 secret bytes that pseudonyms are made with: from `ANALYZER_PSEUDONYM_KEY`, else this store's own.

        Raises:
            StoreError: The environment's key is shorter than 16 characters.
        """
        given = settings.key_from_environment()
        if given is not None:
            return given
        with self._read() as connection:
            kept = settings.kept_key(connection)
        return kept or self._write(settings.pseudonym_key)

    def _batches(self, labels: tuple[str, ...] | None) -> Iterator[ScoredPost]:
        after = 0
        while True:
            with self._read() as connection:
                batch = loading.batch(connection, after=after, labels=labels)
            yield from batch.posts
            if batch.last is None:
                return
            after = batch.last

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        self._check_open()
        with failures(self._where), self._turn, self._engine.connect() as connection, connection.begin():
            yield connection

    def _write(self, work: Callable[[Connection], T]) -> T:
        self._check_open()
        with failures(self._where), self._turn:
            for _ in range(_ATTEMPTS - 1):
                try:
                    return self._once(work)
                except IntegrityError:
                    continue
            return self._once(work)

    def _once(self, work: Callable[[Connection], T]) -> T:
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            return work(connection)

    def _check_open(self) -> None:
        if not self._open:
            raise StoreError("the store is closed", where=self._where, remedy="open it again with Store.open")
