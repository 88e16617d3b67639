"""Which providers people log in by: read from Streamlit's secrets before the server starts, so that a mistake is told at once."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from analyzer.errors import OptionalDependencyError, SettingsError

CALLBACK = "/oauth2callback"
# Streamlit takes no underscore in a name (1.67), and the names stand on buttons.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}\Z")
_NEEDED = ("client_id", "client_secret", "server_metadata_url")
# Streamlit warns from 14 bytes down; a key of HMAC-SHA256 has 32.
_SHORTEST_SECRET = 32
DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider by its name in the secrets; `is_alone` where people have no choice."""

    name: str
    is_alone: bool

    @property
    def arguments(self) -> tuple[str, ...]:
        """What `st.login` takes."""
        return () if self.name == DEFAULT else (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Auth:
    """What the secrets say of the login: the host that people see in their browser, and the providers' names."""

    host: str
    names: tuple[str, ...]


def files() -> tuple[Path, ...]:
    """Give where Streamlit looks for secrets, in its order: what stands in a later one counts."""
    folders = (Path.home(), Path.cwd(), Path(__file__).parent)
    return tuple(folder / ".streamlit" / "secrets.toml" for folder in folders)


def providers() -> tuple[Provider, ...]:
    """Give the providers to choose from, none where none is set up."""
    auth = read_auth()
    if auth is None:
        return ()
    return tuple(Provider(name=name, is_alone=len(auth.names) == 1) for name in auth.names)


def read_auth() -> Auth | None:
    """Give what the secrets say of the login, or `None` where they say nothing.

    Raises:
        SettingsError: The secrets cannot be read, or lack what a login needs.
        OptionalDependencyError: The library that logs in is not installed.
    """
    section: Mapping[str, Any] | None = None
    where = ""
    for path in files():
        if path.is_file() and (found := _secrets(path).get("auth")) is not None:
            section, where = found, str(path)
    if section is None:
        return None
    auth = _auth(section, where)
    if importlib.util.find_spec("authlib") is None:
        raise OptionalDependencyError("authlib", extra="login")
    return auth


def _secrets(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"the secrets cannot be read ({error.strerror})", where=str(path), remedy="let this account read them"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # Without the parser's words: they may hold a secret.
        raise SettingsError(
            "the secrets are no TOML", where=str(path), remedy="mend them: docs/people.md has an example"
        ) from error


def _auth(section: object, where: str) -> Auth:
    if not isinstance(section, Mapping):
        raise SettingsError("[auth] is no table", where=where, remedy="docs/people.md has an example")
    secret = section.get("cookie_secret")
    if not isinstance(secret, str) or len(secret) < _SHORTEST_SECRET:
        raise SettingsError(
            f"cookie_secret of [auth] is missing or shorter than {_SHORTEST_SECRET} characters",
            where=where,
            remedy="make one: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    named = tuple(name for name, value in section.items() if isinstance(value, Mapping) and name != "client_kwargs")
    names = named or (DEFAULT,)
    for name in names:
        _check_provider(name, section[name] if named else section, where)
    return Auth(host=_host(section.get("redirect_uri"), where), names=names)


def _check_provider(name: str, found: Mapping[str, Any], where: str) -> None:
    if not _NAME.match(name):
        raise SettingsError(
            f"{name!r} is no name of a provider", where=where, remedy="use up to 40 letters, digits and hyphens"
        )
    place = "[auth]" if name == DEFAULT else f"[auth.{name}]"
    for key in _NEEDED:
        if not isinstance(found.get(key), str) or not found[key]:
            raise SettingsError(f"{key} is missing in {place}", where=where, remedy="your provider tells it")


def _host(redirect: object, where: str) -> str:
    remedy = f"write the address of this dashboard with {CALLBACK} behind it, as in https://desk.example.org{CALLBACK}"
    try:
        address = urlsplit(redirect if isinstance(redirect, str) else "")
        host = address.hostname
    except ValueError:
        host = None
    if host is None or address.scheme not in {"http", "https"} or not address.path.endswith(CALLBACK):
        raise SettingsError("redirect_uri of [auth] is missing or no such address", where=where, remedy=remedy)
    return host
