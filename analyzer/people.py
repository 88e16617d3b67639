"""Who may do what: a person has roles, and each action names the roles that may do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from analyzer.errors import RefusedError


class Role(StrEnum):
    """What somebody does here."""

    REVIEWER = "reviewer"
    LEAD = "lead"
    RESEARCHER = "researcher"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk: the name that stands by each review, and the roles."""

    name: str
    roles: frozenset[Role] = frozenset()


# Without configuration there is one person, and nobody to share the roles with.
LOCAL = Person("local", frozenset(Role))

_DESK = frozenset({Role.REVIEWER, Role.LEAD})
_LEADS = frozenset({Role.LEAD})

# By action the roles that may do it, any one of them. A researcher reads no post here: only the pseudonymous export;
# `names` is an export in which authors keep their names.
ACTIONS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "queue": _DESK,
        "claim": _DESK,
        "review": _DESK,
        "decide": _LEADS,
        "undo": _DESK,
        "skip": _DESK,
        "escalate": _DESK,
        "appeal": _DESK | {Role.ADMIN},
        "history": _DESK | {Role.ADMIN},
        "search": _DESK | {Role.ADMIN},
        "overview": _DESK | {Role.ADMIN},
        "gold": _LEADS,
        "rules": _LEADS | {Role.ADMIN},
        "thresholds": _LEADS,
        "quality": _LEADS,
        "measure": _LEADS,
        "log": _LEADS | {Role.ADMIN},
        "threads": _DESK | {Role.ADMIN},
        "export": frozenset(Role),
        "names": _LEADS | {Role.ADMIN},
        "import": _DESK | {Role.ADMIN},
        "login": frozenset(Role),
        "logout": frozenset(Role),
    }
)


def may(person: Person, action: str) -> bool:
    """Tell whether any role of a person may do an action of `ACTIONS`."""
    return bool(person.roles & ACTIONS[action])


def check(person: Person, action: str) -> None:
    """Refuse an action that no role of the person may do.

    Raises:
        RefusedError: None of the person's roles may.
    """
    if not may(person, action):
        roles = ", ".join(role for role in Role if role in ACTIONS[action])
        raise RefusedError(
            f"{person.name!r} may not do this", where=action, remedy=f"ask an admin for one of the roles {roles}"
        )
