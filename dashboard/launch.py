"""Start the dashboard's server: on this machine alone, without usage statistics or a look at the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPException
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from analyzer.errors import AnalyzerError, SettingsError
from analyzer.roles import read_roles
from dashboard import provider
from dashboard.provider import Auth

HOST = "127.0.0.1"
DEFAULT_PORT = 8501
LAST_PORT = 65_535
# Where Streamlit says that it is there.
HEALTH = "/_stcore/health"
# A machine of two cores that did other work besides took half of this.
START_SECONDS = 60.0
# A saved page of 50,000 posts is about 60 MB; the reader itself stops at 128 MiB.
MAX_UPLOAD_MIB = 64
# As pairs: an option that takes several values is given once for each.
_OPTIONS: tuple[tuple[str, str], ...] = (
    ("server.headless", "true"),
    ("server.fileWatcherType", "none"),
    ("server.runOnSave", "false"),
    ("server.maxUploadSize", str(MAX_UPLOAD_MIB)),
    # A page of another site that points its own name at this machine is refused.
    ("server.allowedHosts", HOST),
    ("server.allowedHosts", "localhost"),
    ("browser.gatherUsageStats", "false"),
    # No Deploy button, no developer's menu, and no words of a post in a traceback on the page.
    ("client.toolbarMode", "viewer"),
    ("client.showErrorDetails", "type"),
    ("client.showErrorLinks", "false"),
    # Blue: the red that is Streamlit's own stands for incitement here. Set per theme, so that dark stays a choice.
    ("theme.light.primaryColor", "#2f6bc4"),
    ("theme.dark.primaryColor", "#6ea3f0"),
)


class PortError(AnalyzerError):
    """The port is taken or is none."""


class StartError(AnalyzerError):
    """A server ended before it answered, or did not answer in time."""


def command(*, port: int = DEFAULT_PORT, address: str = HOST, auth: Auth | None = None) -> list[str]:
    """Give the command that runs the server on a port of this machine, or of another of its addresses with a login."""
    host = auth.host if auth else HOST
    named = [("server.address", address), ("server.allowedHosts", host), ("browser.serverAddress", host)]
    options = [f"--{name}={value}" for name, value in (*_OPTIONS, *named)]
    app = str(Path(__file__).with_name("app.py"))
    return [sys.executable, "-m", "streamlit", "run", app, f"--server.port={port:d}", *options]


def environment(**named: str | None) -> dict[str, str]:
    """Give the environment of the server: this one, what is named (`database`, `model`, `strictness`, `roles`), and where the two packages are."""
    there = os.environ.copy()
    there.update({f"ANALYZER_{name.upper()}": value for name, value in named.items() if value is not None})
    # `streamlit run` looks for imports beside app.py, not beside the package.
    packages = str(Path(__file__).parents[1])
    there["PYTHONPATH"] = os.pathsep.join(filter(None, [packages, there.get("PYTHONPATH")]))
    return there


def check_login(*, roles: str | None, address: str) -> Auth | None:
    """Give how people log in, or `None` where there is one local person on this machine.

    Raises:
        SettingsError: Secrets and roles are not both there, one of them cannot be used, or without a login the address is
            one that other machines reach.
        OptionalDependencyError: The library that logs in is not installed.
    """
    where = "analyzer dashboard"
    auth = provider.read_auth()
    if auth is not None and not roles:
        raise SettingsError(
            "the secrets hold a provider to log in by, but nobody has a role",
            where=where,
            remedy="name a file of roles with --roles (docs/people.md), or take [auth] out of the secrets",
        )
    if roles and auth is None:
        raise SettingsError(
            "roles are named, but there is no provider to log in by",
            where=where,
            remedy=f"write [auth] into {provider.files()[1]} (docs/people.md)",
        )
    if auth is None and address not in {HOST, "localhost"}:
        raise SettingsError(
            f"without a login the dashboard is shown on {HOST} alone",
            where=where,
            remedy="set up a login (docs/people.md), or leave --address out",
        )
    if roles:
        read_roles(Path(roles))
    return auth


def address(port: int) -> str:
    """Give where a browser finds the dashboard."""
    return f"http://{HOST}:{port:d}"


def wait_for(address: str, *, process: subprocess.Popen[bytes] | None = None, seconds: float = START_SECONDS) -> None:
    """Wait until a server of this machine answers at an address with no error (a status below 400).

    It is asked ten times a second, for `seconds` at most. That `process` ends is noticed at once. The dashboard answers at
    `HEALTH` before its first page is drawn.

    Raises:
        StartError: The process ended, or the time ran out.
    """
    until = time.monotonic() + seconds
    # This machine is asked itself, whatever proxy leads to others.
    opener = build_opener(ProxyHandler({}))
    while True:
        if process is not None and process.poll() is not None:
            raise StartError(
                f"the server ended with status {process.returncode}", where=address, remedy="look at what it said"
            )
        try:
            opener.open(address, timeout=5).close()
        except (OSError, HTTPException):
            if time.monotonic() > until:
                raise StartError(
                    f"there was no answer within {seconds:g} seconds", where=address, remedy="look at what it said"
                ) from None
            time.sleep(0.1)
        else:
            return


def free_port() -> int:
    """Give a port of this machine that nothing listens on just now."""
    with socket.create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    return port


def port_is_free(port: int, address: str = HOST) -> bool:
    """Tell whether nothing listens on a port of this machine, and the address is one of its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does it: a port in the wait after a closed connection counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def check_port(port: int, address: str = HOST) -> None:
    """Raise `PortError` where the server could not listen on the port."""
    if not port_is_free(port, address):
        raise PortError(
            f"port {port:d} is taken by another program, or this account cannot have it on {address}",
            where="analyzer dashboard",
            remedy=f"choose another one, as in --port {port + 1 if port < LAST_PORT else DEFAULT_PORT:d}",
        )
