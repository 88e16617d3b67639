"""The lead's side of the desk: what was read twice, by whom, and how the reviewers fared on gold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING

from analyzer.people import Person, check
from analyzer.store import loading, rating
from analyzer.store import rules as of_team
from analyzer.store.deskviews import GoldCount, PostPlace, Ratings

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Some years of a team's second readings; the latest say more of how it works today.
MOST_POSTS = 20_000


class QualityDesk:
    """What a lead asks of readings, reached as `store.desk.quality`.

    Each method raises `RefusedError` for who is no lead, and `DataError` for days that end before they begin. Days are in
    UTC, both included.
    """

    def __init__(self, *, read: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._read = read

    def ratings(
        self, person: Person, *, since: date | None = None, until: date | None = None, posts: int = MOST_POSTS
    ) -> Ratings:
        """Give the ratings of the posts first read on some days, at most `posts` of them, those read last.

        First and second readings and those of leads come along, whenever they were given; gold and what was withdrawn do
        not. Posts that wait for a second reading are left out: their reader, who may be this person, is to know nothing
        of the first. They are drawn by chance, so what is left says the same.
        """
        check(person, "quality")
        rating.check_days(since, until)
        loading.check_page(posts, 0)
        with self._read() as connection:
            rules = of_team.load(connection)
            return rating.ratings(connection, rules=rules, since=since, until=until, posts=posts)

    def gold(self, person: Person, *, since: date | None = None, until: date | None = None) -> tuple[GoldCount, ...]:
        """Give by reviewer and label how many gold posts were judged on some days and how many rightly, by today's answers."""
        check(person, "quality")
        rating.check_days(since, until)
        with self._read() as connection:
            return rating.gold_counts(connection, since=since, until=until)

    def places(self, person: Person, posts: Sequence[tuple[str, str]]) -> tuple[PostPlace, ...]:
        """Give where up to 500 posts stand, each named by the ids of its thread and its own; those gone are left out.

        Raises:
            DataError: Too many are asked for.
        """
        check(person, "quality")
        with self._read() as connection:
            return rating.places(connection, posts)
