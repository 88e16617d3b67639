"""The door of the dashboard: the login page, what is told to who may not go on, and the way out."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from analyzer.errors import AnalyzerError, RefusedError
from analyzer.people import Person
from dashboard import desk, login, provider, services
from dashboard.components import followed_link, notes
from dashboard.components.keys import Key, button
from dashboard.components.markup import join, line, show, tag
from dashboard.login import Visit

ENTERED, REFUSED = "the login is in the log", "refusals that are in the log"


def come_in(visit: Visit, asked_for: str) -> None:
    """Show the login page to who is not logged in; `asked_for` is the address to go to after the login, or empty."""
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(border=True, key="entrance"):
        st.title("Forum analyzer")
        if visit.said:
            notes.refused(visit.said)
        show(
            tag(
                "p",
                "The threads and reviews kept here are open to the team alone. Log in with the account of your organisation.",
                class_="fa-note",
            )
        )
        with st.container(horizontal=True, gap="small"):
            for one in provider.providers():
                said = "Log in" if one.is_alone else f"Log in with {one.name}"
                button(Key(name=f"login-{one.name}", said=said, is_main=True), st.login, *one.arguments)
            followed_link.keep(asked_for)


def without_roles(visit: Visit, person: Person) -> None:
    """Say to an account that has no role that it sees nothing here, and whom to ask."""
    _record_refusal(person, "login")
    why = (
        "Your provider does not say that this e-mail is verified, so it does not count here. "
        if visit.is_unverified
        else ""
    )
    _calmly(
        "You are logged in, but have no role here yet. ",
        f"{why}Ask the person who runs this dashboard to add this account to the roles.",
    )


def not_for(person: Person, title: str) -> None:
    """Say that a page is not for the person's roles, and whom to ask."""
    _record_refusal(person, title)
    _calmly(
        f"The page {title} is not open to your roles. ",
        "If your work needs it, ask the person who runs this dashboard for another role.",
    )


def refused(person: Person | None, title: str, error: RefusedError) -> None:
    """Say what the store refused to a person, and log it."""
    if person is not None:
        _record_refusal(person, title)
    notes.refused(str(error))


def stands_by(person: Person) -> None:
    """Show who is logged in, with the roles and the way out, log the login once, and go on to the link that was followed to it.

    Nothing where there is no login.
    """
    if not login.is_on():
        return
    if person.roles and not st.session_state.get(ENTERED):
        st.session_state[ENTERED] = True
        services.record_login(person)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="who"):
        roles = ", ".join(sorted(person.roles)) or "no role"
        show(tag("div", join(line(person.name, limit=60), " · ", roles), class_="fa-who fa-faint"))
        button(Key(name="logout", said="Log out"), _log_out, person)
        if person.roles:
            followed_link.go()


def _calmly(first: str, second: str) -> None:
    show(tag("div", first, second, class_="fa-outcome", role="status"))


def _record_refusal(person: Person, what: str) -> None:
    # Once a page that is open: what is drawn again is no other try.
    told: set[str] = st.session_state.setdefault(REFUSED, set())
    if what not in told:
        told.add(what)
        services.record_refusal(person, what)


def _log_out(person: Person) -> None:
    # The login ends first: no page of it takes a post that nobody would give back.
    if login.end():
        # Whoever wants to leave leaves, also while the store does not answer.
        with suppress(AnalyzerError):
            desk.log_out(person)
    st.logout()
