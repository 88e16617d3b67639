"""Roles: who may do what."""

from __future__ import annotations

import pytest

from analyzer.errors import RefusedError, StoreError
from analyzer.people import ACTIONS, LOCAL, Person, Role, check, may


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_without_a_role_may_do_anything(action):
    """A person whose roles are not known is refused, by an error of the store."""
    with pytest.raises(RefusedError, match="'eve' may not do this") as caught:
        check(Person("eve"), action)
    assert isinstance(caught.value, StoreError)


@pytest.mark.parametrize("action", ACTIONS)
def test_the_local_person_may_do_everything(action):
    """Without configuration nobody is asked for a role."""
    check(LOCAL, action)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.RESEARCHER, {"export", "login", "logout"}),
        (
            Role.ADMIN,
            {"appeal", "history", "search", "rules", "log", "overview", "threads"}
            | {"export", "names", "import", "login", "logout"},
        ),
        (Role.REVIEWER, set(ACTIONS) - {"decide", "gold", "rules", "thresholds", "quality", "measure", "log", "names"}),
        (Role.LEAD, set(ACTIONS)),
    ],
)
def test_each_role_may_do_its_own(role, allowed):
    """A researcher exports and reads no post; a reviewer judges and decides nothing that is disputed."""
    assert {action for action in ACTIONS if may(Person("x", frozenset({role})), action)} == allowed
