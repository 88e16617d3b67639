"""What leads ask of the model in force, and the thresholds that they set for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from analyzer.errors import DataError
from analyzer.people import Person, check
from analyzer.store import drifting, judged, loading, log, moving, ranking, settings, shipped
from analyzer.store.deskviews import Verb
from analyzer.store.log import Done
from analyzer.store.modelviews import DayOfScores, Judgements, Limits, Move

if TYPE_CHECKING:
    from sqlalchemy import Connection


class ModelDesk:
    """The model in force under test, reached as `store.model_desk`.

    Each method takes the person who asks and raises `RefusedError` for who is no lead.
    """

    def __init__(
        self,
        *,
        read: Callable[[], AbstractContextManager[Connection]],
        write: Callable[[Callable[[Connection], Any]], Any],
    ) -> None:
        self._read = read
        self._write = write
        self._clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def judgements(self, person: Person) -> Judgements:
        """Give the final verdicts of the team beside the scores of the model in force."""
        check(person, "measure")
        with self._read() as connection:
            return judged.judgements(connection, at=self._clock())

    def limits(self, person: Person) -> Limits:
        """Give the thresholds in force and those that the model came with."""
        check(person, "measure")
        with self._read() as connection:
            return moving.limits(connection)

    def counts(self, person: Person) -> Mapping[str, int]:
        """Give how many posts carry each label, and under the empty name how many are scored; withheld ones apart."""
        check(person, "measure")
        with self._read() as connection:
            return moving.counts(connection)

    def move(self, person: Person, label: str, value: float, *, limit: int = 50) -> Move:
        """Give what another threshold would do, with at most `limit` of the posts that gain or lose the label.

        Raises:
            DataError: The model in force has no such label, or the threshold is no number from 0 to 1.
        """
        check(person, "measure")
        loading.check_page(limit, 0)
        with self._read() as connection:
            return moving.move(connection, label, value, limit=limit)

    def days(self, person: Person) -> tuple[DayOfScores, ...]:
        """Give how the scores are spread by label and UTC day on which posts were written."""
        check(person, "measure")
        with self._read() as connection:
            return drifting.days(connection)

    def undated(self, person: Person) -> int:
        """Give how many scored posts have no date."""
        check(person, "measure")
        with self._read() as connection:
            return drifting.undated(connection)

    def apply(
        self,
        person: Person,
        thresholds: Mapping[str, float],
        *,
        seen: Mapping[str, float],
        calibration: Mapping[str, tuple[float, float]] | None = None,
    ) -> None:
        """Set thresholds whose effect was shown while those of `seen` were in force, and log it.

        No import changes them until `restore`. `calibration` is the slope and offset, by label, that they came from: it
        is kept in the log.

        Raises:
            DataError: Others are in force by now, a label is not known, or a value is no number from 0 to 1.
        """
        check(person, "thresholds")
        told = (
            {} if calibration is None else {"calibration": {label: list(pair) for label, pair in calibration.items()}}
        )

        def work(connection: Connection) -> None:
            _check_seen(connection, seen)
            settings.set_thresholds(connection, thresholds)

        self._decide(person, work, detail=told)

    def restore(self, person: Person, *, seen: Mapping[str, float]) -> None:
        """Return to the thresholds that the model came with, and log it.

        Raises:
            DataError: Others are in force by now than those of `seen`, or nothing was scored yet.
        """
        check(person, "thresholds")

        def work(connection: Connection) -> None:
            _check_seen(connection, seen)
            model = settings.model_in_force(connection)
            if model is None:
                raise DataError("nothing was scored yet", where="thresholds", remedy="score a thread first")
            shipped.restore(connection, model.pk)

        self._decide(person, work, detail={"restored": True})

    def _decide(self, person: Person, work: Callable[[Connection], None], *, detail: Mapping[str, Any]) -> None:
        def decide(connection: Connection) -> None:
            before = dict(settings.thresholds_in_force(connection))
            work(connection)
            ranking.rebuild_in_force(connection)
            after = dict(settings.thresholds_in_force(connection))
            told = {"before": before, "after": after, **detail}
            log.write(connection, Done(verb=Verb.THRESHOLDS, person=person, at=self._clock(), detail=told))

        self._write(decide)


def _check_seen(connection: Connection, seen: Mapping[str, float]) -> None:
    if dict(settings.thresholds_in_force(connection)) != dict(seen):
        raise DataError(
            "other thresholds are in force than those you were shown",
            where="thresholds",
            remedy="look at the page anew, then decide",
        )
