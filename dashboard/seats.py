"""Which post lies before which browser: one person may have two open, and no post is shown in both."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from streamlit import runtime

from analyzer.store import PostId
from dashboard.login import Login


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One open browser page: a name of its own, the session of Streamlit that it lives in, and the login it is shown by, if any."""

    name: str
    session_id: str
    login: Login | None = None

    @property
    def is_gone(self) -> bool:
        """Whether the page was closed or loaded anew; where there is no server nothing is known to be gone."""
        return runtime.exists() and not runtime.get_instance().is_active_session(self.session_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    seat: Seat
    until: datetime


class Seats:
    """The posts that lie before open pages of this server; claims in the store keep other people off them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[PostId, _Held] = {}

    def taken(self, seat: Seat, *, at: datetime) -> frozenset[PostId]:
        """Give the posts that lie before other pages."""
        with self._lock:
            return frozenset(post for post in self._held if self._is_anothers(post, seat, at))

    def take(self, seat: Seat, post: PostId, *, until: datetime, at: datetime) -> bool:
        """Lay a post before a page, or leave it there for longer; `False` where it lies before another one."""
        with self._lock:
            if self._is_anothers(post, seat, at):
                return False
            self._held[post] = _Held(seat=seat, until=until)
            return True

    def leave(self, seat: Seat, post: PostId) -> None:
        """Take a post away from a page; nothing where it does not lie there."""
        with self._lock:
            held = self._held.get(post)
            if held is not None and held.seat.name == seat.name:
                del self._held[post]

    def leave_all(self, login: Login) -> None:
        """Take their posts away from all pages of a login."""
        with self._lock:
            self._held = {post: held for post, held in self._held.items() if held.seat.login != login}

    def of_other_logins(self, login: Login, *, at: datetime) -> frozenset[PostId]:
        """Give the posts that lie before open pages of other logins."""
        with self._lock:
            return frozenset(
                post
                for post, held in self._held.items()
                if held.seat.login != login and held.until > at and not held.seat.is_gone
            )

    def _is_anothers(self, post: PostId, seat: Seat, at: datetime) -> bool:
        held = self._held.get(post)
        return held is not None and held.seat.name != seat.name and held.until > at and not held.seat.is_gone
