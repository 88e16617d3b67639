"""The review desk: queue, claims, reviews, gold, search and the log, each asked for by a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from analyzer.annotations import Review
from analyzer.errors import DataError
from analyzer.people import Person, check
from analyzer.store import (
    calling,
    dealing,
    gold,
    history,
    loading,
    log,
    ranking,
    reviewing,
    searching,
    settings,
    states,
)
from analyzer.store import rules as of_team
from analyzer.store.deskviews import ALL, Action, Answer, Claim, Click, Filters, History, PostId, Queued, State, Verb
from analyzer.store.log import EVERYTHING, Done, LogFilters
from analyzer.store.qualitydesk import QualityDesk
from analyzer.store.rules import Rules
from analyzer.store.views import ScoredPost

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")

# What others do and tell the log of; the rest is written where it is done.
_TOLD = frozenset({Verb.IMPORT, Verb.EXPORT, Verb.LOGIN, Verb.REFUSAL})


class Desk:
    """What people do with the posts of a store, reached as `store.desk`.

    Each method takes the person who asks and raises `RefusedError` where none of the person's roles may do it, and
    `DataError` for a post that is not there and for values that cannot be kept.
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
        # What leads ask of the readings of all.
        self.quality = QualityDesk(read=read)

    def next(self, person: Person, *, filters: Filters = ALL, limit: int = 2) -> tuple[Queued, ...]:
        """Give the next posts for a person, most pressing first, without claiming them.

        Raises:
            DataError: A filter or the limit cannot be.
        """
        check(person, "queue")
        _check_states(person, filters)
        loading.check_page(limit, 0)
        self._bring_up_to_date()
        with self._read() as connection:
            return dealing.next_posts(connection, person, filters=filters, at=self._clock(), limit=limit)

    def take(self, person: Person, *, filters: Filters = ALL) -> Queued | None:
        """Claim the next post that nobody else holds and give it, or `None` where the queue is empty."""
        check(person, "claim")
        _check_states(person, filters)
        self._bring_up_to_date()
        return self._do(lambda connection, at: dealing.take(connection, person, filters=filters, at=at))

    def claim(self, person: Person, thread_id: str, post_id: str) -> Claim | None:
        """Claim a post, or prolong one's claim; `None` where it is another's.

        Raises:
            RefusedError: It waits for a lead, or for somebody who has not judged it before.
            DataError: It has been judged.
        """
        check(person, "claim")
        return self._do_to(dealing.claim, person, thread_id, post_id)

    def release(self, person: Person, thread_id: str, post_id: str) -> None:
        """Give up a claim of one's own; nothing where there is none."""
        check(person, "claim")
        self._do_to(calling.release, person, thread_id, post_id)

    def log_out(self, person: Person, login: Mapping[str, Any], *, besides: Collection[PostId] = ()) -> None:
        """Log a logout, once a login, and give up all claims of one's own: each is a release in the log.

        `login` is what tells the login from others of the person, and stands in the log. Posts of `besides` are kept: those
        that the person still works on by another login.
        """
        check(person, "logout")
        self._do(lambda connection, at: calling.log_out(connection, person=person, at=at, login=login, besides=besides))

    def review(self, person: Person, thread_id: str, post_id: str, click: Click) -> tuple[Review, ...]:
        """Keep one click: a review a label, all in one transaction with its line in the log, and end the claim.

        The store knows what kind of reading it is. A label left out counts as no where two readings are compared.

        Raises:
            RefusedError: A lead must decide it, or the person has judged the post before.
            DataError: Another reviewer holds the post, it needs no review, or the click cannot be.
        """
        check(person, "review")

        def work(connection: Connection, at: datetime) -> tuple[Review, ...]:
            post = log.find_post(connection, thread_id, post_id, lock=True)
            number = reviewing.write(connection, post, click, person=person, at=at)
            return history.reviews(connection, post, action_pk=number)

        return self._do(work)

    def undo(self, person: Person, thread_id: str, post_id: str) -> None:
        """Take back one's last click on a post: a row that withdraws each review; nothing is changed or deleted.

        Raises:
            DataError: There is none, somebody has judged the post since, or it was gold.
        """
        check(person, "undo")
        self._do_to(reviewing.undo, person, thread_id, post_id)

    def skip(self, person: Person, thread_id: str, post_id: str) -> None:
        """Put a post off: it comes to others, and to this person again after the rules' `skip_seconds`."""
        check(person, "skip")
        self._do_to(calling.skip, person, thread_id, post_id)

    def escalate(self, person: Person, thread_id: str, post_id: str) -> None:
        """Hand a post to a lead.

        Raises:
            DataError: It waits for a lead already, is settled, or another reviewer holds it.
        """
        check(person, "escalate")
        self._do_to(calling.escalate, person, thread_id, post_id)

    def appeal(self, person: Person, thread_id: str, post_id: str, *, note: str | None = None) -> None:
        """Note that a decision is contested: it goes to a lead who has never judged the post.

        The note, up to 2,000 letters, says why. It stands in the log: so it is to hold no words of the post.

        Raises:
            DataError: Nothing has been decided yet, an appeal waits already, or the note is too long.
        """
        check(person, "appeal")

        def work(connection: Connection, at: datetime) -> None:
            post = log.find_post(connection, thread_id, post_id, lock=True)
            calling.appeal(connection, post, person=person, at=at, note=note)

        self._do(work)

    def state(self, person: Person, thread_id: str, post_id: str) -> State:
        """Give where a post stands."""
        check(person, "history")
        with self._read() as connection:
            post = log.find_post(connection, thread_id, post_id)
            return states.of_post(connection, post.pk, rules=of_team.load(connection), at=self._clock())

    def states(self, person: Person, thread_id: str, post_ids: Sequence[str]) -> Mapping[str, State]:
        """Give where posts of a thread stand, by their ids; those that are not there are left out."""
        check(person, "history")
        with self._read() as connection:
            rules = of_team.load(connection)
            return states.of_posts(connection, thread_id, post_ids, rules=rules, at=self._clock())

    def history(self, person: Person, thread_id: str, post_id: str) -> History:
        """Give all that happened to a post, less what the person may not know yet."""
        check(person, "history")
        with self._read() as connection:
            post = log.find_post(connection, thread_id, post_id)
            rules = of_team.load(connection)
            return history.of_post(connection, post, person=person, rules=rules, at=self._clock())

    def put_gold(self, person: Person, thread_id: str, post_id: str, answers: Sequence[Answer]) -> None:
        """Make a post gold by its answer for each label, in place of those it had; with none it is gold no more."""
        check(person, "gold")

        def work(connection: Connection, at: datetime) -> None:
            post = log.find_post(connection, thread_id, post_id, lock=True)
            gold.put(connection, post, answers=answers, person=person, at=at)

        self._do(work)

    def answers(self, person: Person, thread_id: str, post_id: str) -> tuple[Answer, ...]:
        """Give a gold post's answers to who has judged it; none where it is not gold.

        Raises:
            DataError: The person has not judged it.
        """
        check(person, "review")
        with self._read() as connection:
            post = log.find_post(connection, thread_id, post_id)
            return gold.answers(connection, post, reviewer=person.name)

    def search(
        self, person: Person, query: str, *, filters: Filters = ALL, limit: int = 50, offset: int = 0
    ) -> tuple[ScoredPost, ...]:
        """Give posts whose own or quoted words hold all words of a query, those added last first.

        Words between quotation marks are found side by side. A query without a word finds nothing.

        Raises:
            DataError: A filter or the page cannot be, or a state is asked for: that is the queue's.
        """
        check(person, "search")
        loading.check_page(limit, offset)
        with self._read() as connection:
            pks = searching.find(connection, query, filters=filters, limit=limit, offset=offset)
            return loading.some(connection, pks)

    def rules(self, person: Person) -> Rules:
        """Give the rules in force."""
        check(person, "history")
        with self._read() as connection:
            return of_team.load(connection)

    def set_rules(self, person: Person, rules: Rules) -> None:
        """Set the rules and log the change.

        Raises:
            DataError: A label is not known or a number cannot be.
        """
        check(person, "rules")

        def work(connection: Connection, at: datetime) -> None:
            before = of_team.as_json(of_team.load(connection))
            of_team.save(connection, rules)
            detail = {"before": before, "after": of_team.as_json(rules)}
            log.write(connection, Done(verb=Verb.RULES, person=person, at=at, detail=detail))

        self._do(work)

    def set_thresholds(self, person: Person, thresholds: Mapping[str, float]) -> None:
        """Set thresholds as `Store.set_thresholds` does, and log the change."""
        check(person, "thresholds")

        def work(connection: Connection, at: datetime) -> None:
            before = dict(settings.thresholds_in_force(connection))
            settings.set_thresholds(connection, thresholds)
            ranking.rebuild_in_force(connection)
            detail = {"before": before, "after": dict(settings.thresholds_in_force(connection))}
            log.write(connection, Done(verb=Verb.THRESHOLDS, person=person, at=at, detail=detail))

        self._do(work)

    def record(
        self, person: Person, verb: Verb, detail: Mapping[str, Any] | None = None, *, once: bool = False
    ) -> None:
        """Log an import, export, login or refusal, with counts and names of files in `detail`: never words of posts.

        A refusal needs no role. With `once` a line that the person has in the log with the same detail is not written again.

        Raises:
            DataError: The verb is one that the desk logs itself.
        """
        if verb not in _TOLD:
            raise DataError(f"{verb.value!r} is logged where it is done", where="log", remedy="do it instead")
        if verb is not Verb.REFUSAL:
            check(person, verb.value)

        def work(connection: Connection, at: datetime) -> None:
            done = Done(verb=verb, person=person, at=at, detail=detail or {})
            if not (once and log.is_there(connection, done)):
                log.write(connection, done)

        self._do(work)

    def actions(
        self, person: Person, *, filters: LogFilters = EVERYTHING, limit: int = 50, offset: int = 0
    ) -> tuple[Action, ...]:
        """Give lines of the log, the latest first."""
        check(person, "log")
        loading.check_page(limit, offset)
        log.check(filters)
        with self._read() as connection:
            return log.latest(connection, filters, limit=limit, offset=offset)

    def iter_actions(self, person: Person, *, filters: LogFilters = EVERYTHING) -> Iterator[Action]:
        """Give all lines of the log, oldest first, a few at a time: for an export."""
        check(person, "log")
        log.check(filters)
        return self._lines(filters)

    def _lines(self, filters: LogFilters) -> Iterator[Action]:
        after = 0
        while True:
            with self._read() as connection:
                lines = log.batch(connection, filters, after=after)
            yield from lines
            if len(lines) < log.BATCH:
                return
            after = lines[-1].number

    def _bring_up_to_date(self) -> None:
        # A store from before there was a queue, or whose weights or formulas have changed since.
        with self._read() as connection:
            is_current = ranking.is_current(connection)
        if not is_current:
            self._write(ranking.rebuild)

    def _do_to(self, work: Callable[..., T], person: Person, thread_id: str, post_id: str) -> T:
        def to_post(connection: Connection, at: datetime) -> T:
            return work(connection, log.find_post(connection, thread_id, post_id, lock=True), person=person, at=at)

        return self._do(to_post)

    def _do(self, work: Callable[[Connection, datetime], T]) -> T:
        def timed(connection: Connection) -> T:
            # Asked for under the lock: what is done later is never dated earlier.
            return work(connection, self._clock())

        result: T = self._write(timed)
        return result


def _check_states(person: Person, filters: Filters) -> None:
    """Let only who may decide ask by state: it would tell a second reader that somebody has judged the post."""
    if filters.states:
        check(person, "decide")
