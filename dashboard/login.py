"""Who sits before this browser: the local person without a login, else the account that the provider told of."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from analyzer.errors import AnalyzerError, RefusedError, SettingsError
from analyzer.people import LOCAL, Person
from analyzer.roles import Roles, read_roles

# The environment's name for the file of roles.
ROLES = "ANALYZER_ROLES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who is here: nobody while `person` is `None`; `said` is what is to be told of it."""

    person: Person | None = None
    said: str | None = None
    is_unverified: bool = False


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


def end() -> None:
    """Log out: this login holds no more in any page of the browser, and the cookie goes."""
    _ended().add(_id(_claims()))
    st.logout()


def _claims() -> Mapping[str, Any]:
    """Give the claims of the account, or none where nobody is logged in."""
    found = st.user.to_dict()
    return found if found.get("is_logged_in") is True else {}


def _holds(roles: Roles, claims: Mapping[str, Any]) -> bool:
    return bool(claims) and not roles.is_over(claims, at=datetime.now(UTC)) and _id(claims) not in _ended()


def _id(claims: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(claims.get(name)) for name in ("iss", "sub", "iat"))


@st.cache_resource(show_spinner=False)
def _ended() -> set[tuple[str, ...]]:
    # Other pages of the browser keep what they were told at their start (Streamlit), cookie or not.
    return set()


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
