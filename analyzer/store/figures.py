"""The figures of the overview that go past counting, each asked for by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from analyzer.people import Person, check
from analyzer.store import loading, rising, settings, spreading, waiting
from analyzer.store import rules as of_team
from analyzer.store.figureviews import Copies, Pace, Passed, Quoted, Rise, Waiting

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Figures:
    """What a head of team asks of a store, reached as `store.figures`.

    Each method raises `RefusedError` where none of the person's roles may see an overview, and `DataError` for a label
    that is not known and a limit that cannot be.
    """

    def __init__(self, *, read: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._read = read
        self._clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def waiting(self, person: Person) -> tuple[Waiting, ...]:
        """Give how many posts wait for somebody, by state, and how long they have."""
        check(person, "overview")
        with self._read() as connection:
            return waiting.waiting(connection, rules=of_team.load(connection), at=self._clock())

    def paces(self, person: Person, *, since: datetime | None = None) -> tuple[Pace, ...]:
        """Give how long verdicts took from the claim, by kind of reading, over the whole team; none where none did."""
        check(person, "overview")
        with self._read() as connection:
            return waiting.paces(connection, since=since)

    def most_quoted(self, person: Person, *, labels: Sequence[str], limit: int = 10) -> tuple[Quoted, ...]:
        """Give the posts flagged with any of `labels` that most posts quote, the most quoted first."""
        self._check(person, labels, limit)
        with self._read() as connection:
            return spreading.most_quoted(connection, labels=labels, limit=limit)

    def passed(self, person: Person, *, labels: Sequence[str], limit: int = 1000) -> tuple[Passed, ...]:
        """Give who quotes whose posts flagged with any of `labels`, what is flagged itself first, then most often."""
        self._check(person, labels, limit)
        with self._read() as connection:
            return spreading.passed(connection, labels=labels, limit=limit)

    def copies(self, person: Person, *, limit: int = 10) -> tuple[Copies, ...]:
        """Give texts that stand in several threads or come from several authors, those posted most often first."""
        self._check(person, (), limit)
        with self._read() as connection:
            return spreading.copies(connection, limit=limit)

    def rises(self, person: Person, *, label: str, limit: int = 6) -> tuple[Rise, ...]:
        """Give the threads along which the scores of a label rise most surely, with the scores of their posts."""
        self._check(person, (label,), limit)
        with self._read() as connection:
            return rising.rises(connection, label=label, limit=limit)

    def _check(self, person: Person, labels: Sequence[str], limit: int) -> None:
        check(person, "overview")
        loading.check_page(limit, 0)
        with self._read() as connection:
            settings.check_labels(connection, labels)
