"""Which roles an account has: a file names people by e-mail and groups by the provider's word, and nobody else has any."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from analyzer.errors import SettingsError
from analyzer.people import Person, Role

# A team of thousands stays far below; a wrong file (a database, an archive) is told by its size.
MOST_BYTES = 1 << 20
# RFC 5321 allows 254 characters to an address; a subject has 255 at most (OpenID Connect Core 1.0, section 2).
MOST_NAME = 255
_KEYS = frozenset({"people", "groups", "groups_claim", "session_hours", "accept_unverified_email"})
# A month: as long as Streamlit's cookie lasts.
LONGEST_SESSION = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What a file of roles says; e-mails are kept with small ASCII letters.

    `session` is for how long a login holds; `accept_unverified_email` whether an e-mail counts that the provider does
    not call verified.
    """

    people: Mapping[str, frozenset[Role]] = field(default_factory=dict, hash=False)
    groups: Mapping[str, frozenset[Role]] = field(default_factory=dict, hash=False)
    groups_claim: str = "groups"
    session: timedelta = timedelta(hours=12)
    accept_unverified_email: bool = False

    def person(self, claims: Mapping[str, Any]) -> Person:
        """Give who an account is, from the claims of its ID token: without a role unless the file names one.

        The name is the e-mail if it counts, else the provider's subject (`sub`).

        Raises:
            SettingsError: The provider gave neither.
        """
        email = self._email(claims)
        name = email or _text(claims.get("sub"))
        if not name:
            raise SettingsError(
                "the provider gave neither an e-mail nor a subject",
                where="login",
                remedy="ask who runs this dashboard to add the scopes openid and email",
            )
        roles = self.people.get(email, frozenset()) if email else frozenset()
        for group in _texts(claims.get(self.groups_claim)):
            roles |= self.groups.get(group, frozenset())
        return Person(name[:MOST_NAME], roles)

    def is_unverified(self, claims: Mapping[str, Any]) -> bool:
        """Tell whether an account has an e-mail that does not count, for the provider does not call it verified."""
        return bool(_text(claims.get("email"))) and not self._email(claims)

    def is_over(self, claims: Mapping[str, Any], *, at: datetime) -> bool:
        """Tell whether a login has run out: the time it was given (`iat`, seconds since 1970) is too long ago or not told."""
        given = claims.get("iat")
        if isinstance(given, bool) or not isinstance(given, int | float):
            return True
        # Written so that no number at all (NaN) is over as well, and a time far ahead too.
        return not abs(at.timestamp() - given) < self.session.total_seconds()

    def _email(self, claims: Mapping[str, Any]) -> str:
        # Some providers write the claim as a word.
        verified = claims.get("email_verified")
        counts = verified is True or verified == "true" or self.accept_unverified_email
        return _folded(_text(claims.get("email"))) if counts else ""


def read_roles(path: Path) -> Roles:
    """Read a file of roles (TOML).

    Raises:
        SettingsError: It cannot be read, or names a role, a key or a value that cannot be.
    """
    where = str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SettingsError("this is too large for a file of roles", where=where, remedy="name the right file")
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"the file of roles cannot be read ({error.strerror})", where=where, remedy="name a file that is there"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the file of roles is no TOML ({error})", where=where, remedy="mend it: docs/people.md has an example"
        ) from error
    return _Checked(found, where).roles()


class _Checked:
    """The contents of a file, whose every value is checked as it is taken."""

    def __init__(self, found: Mapping[str, Any], where: str) -> None:
        self._found = found
        self._where = where

    def roles(self) -> Roles:
        for key in self._found:
            if key not in _KEYS:
                raise self._wrong(f"{key!r} means nothing here", f"known are {', '.join(sorted(_KEYS))}")
        people = self._people()
        groups = self._named("groups")
        if not people and not groups:
            raise self._wrong("nobody has a role", "name somebody under [people], or a group under [groups]")
        return Roles(
            people=people,
            groups=groups,
            groups_claim=self._groups_claim(),
            session=timedelta(hours=self._hours()),
            accept_unverified_email=self._accept(),
        )

    def _people(self) -> dict[str, frozenset[Role]]:
        people: dict[str, frozenset[Role]] = {}
        for written, roles in self._named("people").items():
            email = _folded(written)
            if email.count("@") != 1 or email.startswith("@") or email.endswith("@") or " " in email:
                raise self._wrong(f"{written!r} under [people] is no e-mail", "write it as name@example.org")
            if email in people:
                raise self._wrong(f"{written!r} stands twice under [people]", "name each person once")
            people[email] = roles
        return people

    def _named(self, table: str) -> dict[str, frozenset[Role]]:
        found = self._found.get(table, {})
        if not isinstance(found, Mapping):
            raise self._wrong(
                f"{table!r} is no table", f'write [{table}] and below it lines such as "name" = ["reviewer"]'
            )
        return {name: self._roles(table, name, roles) for name, roles in found.items()}

    def _roles(self, table: str, name: str, roles: object) -> frozenset[Role]:
        if not isinstance(roles, list) or not roles:
            raise self._wrong(f"{name!r} under [{table}] has no list of roles", 'write it as ["reviewer", "lead"]')
        unknown = [role for role in roles if not isinstance(role, str) or role not in set(Role)]
        if unknown:
            known = ", ".join(Role)
            raise self._wrong(f"{unknown[0]!r} of {name!r} under [{table}] is no role", f"known are {known}")
        return frozenset(Role(role) for role in roles)

    def _groups_claim(self) -> str:
        claim = self._found.get("groups_claim", "groups")
        if not isinstance(claim, str) or not claim.strip():
            raise self._wrong("groups_claim is no name of a claim", 'write it as groups_claim = "groups"')
        return claim

    def _hours(self) -> float:
        hours, most = self._found.get("session_hours", 12), LONGEST_SESSION // timedelta(hours=1)
        if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= most:
            raise self._wrong("session_hours is no number of hours", f"write one above 0 and up to {most}")
        return hours

    def _accept(self) -> bool:
        accepted = self._found.get("accept_unverified_email", False)
        if not isinstance(accepted, bool):
            raise self._wrong("accept_unverified_email is neither true nor false", "write one of them")
        return accepted

    def _wrong(self, what: str, remedy: str) -> SettingsError:
        return SettingsError(what, where=self._where, remedy=remedy)


def _folded(email: str) -> str:
    # ASCII alone: the small letter of the Kelvin sign is a plain k, and would be another person's address.
    return "".join(sign.lower() if sign.isascii() else sign for sign in email.strip())


def _text(claim: object) -> str:
    return claim.strip() if isinstance(claim, str) else ""


def _texts(claim: object) -> Iterable[str]:
    if isinstance(claim, str):
        return (claim,)
    return [one for one in claim if isinstance(one, str)] if isinstance(claim, list | tuple) else ()
