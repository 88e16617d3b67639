"""How somebody wants to meet the posts: which words are masked, how quiet the pages are, when to be told of the time.

None of this is claimed to protect anybody's health. Some people find it useful; it is theirs to choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from analyzer.labels import LABEL_NAMES
from analyzer.store.views import ScoredPost
from dashboard import desk, services

# Time at the queue goes on between two presses of a key, but nobody reads one post for an hour.
_IDLE = timedelta(minutes=5)
_LONGEST = 240
# What was asked for on this page until it is loaded anew, whatever the settings say; and the time at the queue.
_CHOSEN, _ASKED, _WATCH = "chosen care", "words were asked for", "time at the queue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """A person's choices: labels whose posts are masked, whether other posts are, quiet pages, minutes until a reminder.

    `break_minutes` of 0 reminds of nothing.
    """

    masked: frozenset[str] = frozenset(LABEL_NAMES)
    mask_others: bool = True
    quiet: bool = False
    break_minutes: int = 0

    def masks(self, scored: ScoredPost) -> bool:
        """Tell whether a post's words are masked until they are asked for."""
        given = scored.scoring.labels if scored.scoring else ()
        return any(label in self.masked for label in given) if given else self.mask_others


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How long somebody has been at the queue since the last break, and when this was last looked at."""

    spent: timedelta = timedelta(0)
    seen_at: datetime | None = None

    def at(self, moment: datetime) -> Watch:
        """Give the watch at a later moment: what is longer than five minutes without a press counts as five."""
        passed = timedelta(0) if self.seen_at is None else moment - self.seen_at
        return Watch(spent=self.spent + min(max(passed, timedelta(0)), _IDLE), seen_at=moment)


def chosen() -> Care:
    """Give what the person has chosen, as of the last look at the store, or what holds for who has chosen nothing."""
    kept: Care | None = st.session_state.get(_CHOSEN)
    return look() if kept is None else kept


def look() -> Care:
    """Look into the store for what the person has chosen: once a run, for each post on a page asks for it."""
    found = _read(services.store().preferences.of(desk.person()))
    st.session_state[_CHOSEN] = found
    return found


def choose(care: Care) -> None:
    """Keep a person's choices."""
    values = {
        "masked": sorted(care.masked),
        "mask_others": care.mask_others,
        "quiet": care.quiet,
        "break_minutes": care.break_minutes,
    }
    services.store().preferences.put(desk.person(), values)
    st.session_state[_CHOSEN] = care


def masks(scored: ScoredPost) -> bool:
    """Tell whether a post is masked now: as chosen, unless this page was asked otherwise."""
    asked: bool | None = st.session_state.get(_ASKED)
    return chosen().masks(scored) if asked is None else asked


def turn(scored: ScoredPost | None) -> None:
    """Show words that are masked, or mask them, until it is asked again or the page is loaded anew."""
    is_masked = st.session_state.get(_ASKED, True) if scored is None else masks(scored)
    # What is chosen anyway need not be asked for: then other posts are as chosen, too.
    is_chosen = scored is not None and chosen().masks(scored) != is_masked
    st.session_state[_ASKED] = None if is_chosen else not is_masked


def is_masked_by_default() -> bool:
    """Tell whether lists of posts mask words now."""
    asked: bool | None = st.session_state.get(_ASKED)
    return bool(chosen().masked) if asked is None else asked


def minutes_due(moment: datetime) -> int | None:
    """Note that somebody is at the queue, and give for how many minutes where a reminder is due."""
    watch: Watch = st.session_state.get(_WATCH, Watch()).at(moment)
    st.session_state[_WATCH] = watch
    wanted = chosen().break_minutes
    return int(watch.spent.total_seconds() // 60) if wanted and watch.spent >= timedelta(minutes=wanted) else None


def rest() -> None:
    """Begin to count the time at the queue anew."""
    st.session_state[_WATCH] = Watch()


def _read(kept: Mapping[str, Any]) -> Care:
    """Give kept choices, those that cannot be left out: the program may have been another version."""
    plain = Care()
    masked, minutes = kept.get("masked"), kept.get("break_minutes")
    is_number = isinstance(minutes, int) and not isinstance(minutes, bool)
    return Care(
        masked=frozenset(masked) & set(LABEL_NAMES) if isinstance(masked, list) else plain.masked,
        mask_others=bool(kept.get("mask_others", plain.mask_others)),
        quiet=bool(kept.get("quiet", plain.quiet)),
        break_minutes=min(max(minutes, 0), _LONGEST) if is_number and isinstance(minutes, int) else 0,
    )
