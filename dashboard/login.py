"""Who sits before this browser: the local person without a login, else the account that the provider told of."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from analyzer.errors import AnalyzerError, RefusedError, SettingsError
from analyzer.people import LOCAL, Person
from analyzer.roles import LONGEST_SESSION, Roles, read_roles

# The environment's name for the file of roles.
ROLES = "ANALYZER_ROLES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who is here: nobody while `person` is `None`; `said` is what is to be told of it."""

    person: Person | None = None
    said: str | None = None
    is_unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What tells a login from all others: who gave it, to whom (the provider's subject), and when (seconds since 1970)."""

    issuer: str
    subject: str
    given: float


def is_on() -> bool:
    """Tell whether a login is asked for: a file of roles was named, or Streamlit's secrets hold a provider."""
    return bool(os.environ.get(ROLES)) or "is_logged_in" in st.user.to_dict()


def person() -> Person:
    """Give who asks, as of now.

    Raises:
        RefusedError: A login is asked for, and nobody is logged in any more.
        SettingsError: The file of roles cannot be used.
    """
    if not is_on():
        return LOCAL
    roles, claims = _roles(), _claims()
    if not _holds(roles, claims):
        raise RefusedError("nobody is logged in here", where="this page", remedy="load the page again and log in")
    return roles.person(claims)


def visit() -> Visit:
    """Give who is here and what there is to say of it, for the page that lets people in."""
    try:
        if not is_on():
            return Visit(person=LOCAL)
        roles, claims = _roles(), _claims()
        if not claims:
            return Visit()
        if not _holds(roles, claims):
            return Visit(said="Your login has run out. Please log in again.")
        return Visit(person=roles.person(claims), is_unverified=roles.is_unverified(claims))
    except AnalyzerError as error:
        return Visit(said=str(error))


def key() -> Mapping[str, Any]:
    """Give what tells this login from others of the same person: when and by which provider it was given."""
    claims = _claims()
    return {"given": claims.get("iat"), "provider": str(claims.get("provider", ""))}


def current() -> Login | None:
    """Give the login of this page, or `None` where there is none."""
    return _login(_claims())


def end() -> bool:
    """Let this login hold no more in any page of the browser; `False` where it did not before. The cookie goes by `st.logout`."""
    login = current()
    return login is not None and _ended().add(login, at=datetime.now(UTC))


def _claims() -> Mapping[str, Any]:
    """Give the claims of the account, or none where nobody is logged in."""
    found = st.user.to_dict()
    return found if found.get("is_logged_in") is True else {}


def _holds(roles: Roles, claims: Mapping[str, Any]) -> bool:
    return bool(claims) and not roles.is_over(claims, at=datetime.now(UTC)) and _login(claims) not in _ended()


def _login(claims: Mapping[str, Any]) -> Login | None:
    given = claims.get("iat")
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    return Login(issuer=str(claims.get("iss")), subject=str(claims.get("sub")), given=given)


class Ended:
    """The logins that were ended by hand: other pages of the browser keep what they were told at their start (Streamlit), cookie or not.

    Forgotten are those that no file of roles can let in any more, so there are never more than the logouts of thirty days.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._logins: set[Login] = set()

    def __contains__(self, login: Login | None) -> bool:
        return login in self._logins

    def __len__(self) -> int:
        return len(self._logins)

    def add(self, login: Login, *, at: datetime) -> bool:
        """Remember a login until it has run out anyway; `False` where it is remembered already."""
        oldest = (at - LONGEST_SESSION).timestamp()
        with self._lock:
            is_new = login not in self._logins
            self._logins = {one for one in self._logins if one.given > oldest} | {login}
        return is_new


@st.cache_resource(show_spinner=False)
def _ended() -> Ended:
    return Ended()


def _roles() -> Roles:
    named = os.environ.get(ROLES)
    if not named:
        raise SettingsError(
            "a login is set up, but nobody has a role", where="this dashboard", remedy="start it with --roles FILE"
        )
    try:
        stat = Path(named).stat()
        stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    except OSError:
        # Reading it says why.
        stamp = (0, 0, 0)
    return _read(named, stamp)


@st.cache_resource(show_spinner=False, max_entries=4)
def _read(named: str, stamp: tuple[int, int, int]) -> Roles:  # noqa: ARG001  A changed file is read again.
    return read_roles(Path(named))
