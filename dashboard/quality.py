"""What the quality page asks of the desk: agreement, gold, where the disputed posts stand, and the rates of both."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st

from analyzer.agreement import Disagreement, Quality, measure
from analyzer.store import GoldCount, PostPlace, Ratings, Rules
from dashboard import desk, services


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How the team agrees over some days: `posts` were read, `waiting` more wait for a second reader and are left out."""

    quality: Quality
    posts: int
    waiting: int
    is_cut: bool


def measured(since: date | None, until: date | None) -> Measured:
    """Give how far the reviewers agree on posts first read on some days (UTC, both included)."""
    ratings = services.store().desk.quality.ratings(desk.person(), since=since, until=until)
    return _measured(os.environ.get("ANALYZER_DATABASE"), ratings)


@st.cache_resource(show_spinner=False, max_entries=4, ttl=600, hash_funcs={Ratings: hash})
def _measured(database: str | None, ratings: Ratings) -> Measured:  # noqa: ARG001  The database is a key.
    # Reckoned again where the ratings are others; turning a page of the list is none of that.
    return Measured(
        quality=measure(ratings.ratings), posts=ratings.posts, waiting=ratings.waiting, is_cut=ratings.is_cut
    )


def gold(since: date | None, until: date | None) -> tuple[GoldCount, ...]:
    """Give how the reviewers fared on the gold posts that they judged on some days."""
    return services.store().desk.quality.gold(desk.person(), since=since, until=until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A disagreement and where its post stands; `place` is `None` for a post that is gone."""

    disagreement: Disagreement
    place: PostPlace | None = field(hash=False, default=None)


def placed(disagreements: Sequence[Disagreement]) -> tuple[Placed, ...]:
    """Give a page of disagreements with the places of their posts."""
    ids = [(each.thread_id, each.post_id) for each in disagreements]
    found = services.store().desk.quality.places(desk.person(), ids)
    by_id = {(place.thread_id, place.post_id): place for place in found}
    return tuple(Placed(disagreement=each, place=by_id.get(key)) for each, key in zip(disagreements, ids, strict=True))


def rules() -> Rules:
    """Give the rules in force."""
    return services.store().desk.rules(desk.person())


def set_rates(second_rates: Mapping[str, float], gold_rate: float) -> bool:
    """Set the rates of second readings by label and that of gold, and tell whether any was another before.

    What others have set of the other rules meanwhile stays.
    """
    kept = rules()
    changed = replace(kept, second_rates={**kept.second_rates, **second_rates}, gold_rate=gold_rate)
    before = ({label: kept.rate(label) for label in second_rates}, kept.gold_rate)
    if before == (dict(second_rates), gold_rate):
        return False
    services.store().desk.set_rules(desk.person(), changed)
    return True
