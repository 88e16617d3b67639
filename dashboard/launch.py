"""Start the dashboard's server: on this machine alone, without usage statistics or a look at the network."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from analyzer.errors import AnalyzerError

HOST = "127.0.0.1"
DEFAULT_PORT = 8501
LAST_PORT = 65_535
# A saved page of 50,000 posts is about 60 MB; the reader itself stops at 128 MiB.
MAX_UPLOAD_MIB = 64
# As pairs: an option that takes several values is given once for each.
_OPTIONS: tuple[tuple[str, str], ...] = (
    ("server.address", HOST),
    ("server.headless", "true"),
    ("server.fileWatcherType", "none"),
    ("server.runOnSave", "false"),
    ("server.maxUploadSize", str(MAX_UPLOAD_MIB)),
    # A page of another site that points its own name at this machine is refused.
    ("server.allowedHosts", HOST),
    ("server.allowedHosts", "localhost"),
    ("browser.serverAddress", HOST),
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


def command(*, port: int = DEFAULT_PORT) -> list[str]:
    """Give the command that runs the server on a port of this machine."""
    options = [f"--{name}={value}" for name, value in _OPTIONS]
    app = str(Path(__file__).with_name("app.py"))
    return [sys.executable, "-m", "streamlit", "run", app, f"--server.port={port:d}", *options]


def environment(
    *, database: str | None = None, model: str | None = None, strictness: str | None = None
) -> dict[str, str]:
    """Give the environment of the server: this one, database, model, strictness, and where the two packages are."""
    there = os.environ.copy()
    named = {"ANALYZER_DATABASE": database, "ANALYZER_MODEL": model, "ANALYZER_STRICTNESS": strictness}
    there.update({name: value for name, value in named.items() if value is not None})
    # `streamlit run` looks for imports beside app.py, not beside the package.
    packages = str(Path(__file__).parents[1])
    there["PYTHONPATH"] = os.pathsep.join(filter(None, [packages, there.get("PYTHONPATH")]))
    return there


def address(port: int) -> str:
    """Give where a browser finds the dashboard."""
    return f"http://{HOST}:{port:d}"


def port_is_free(port: int) -> bool:
    """Tell whether nothing listens on a port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does it: a port in the wait after a closed connection counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def check_port(port: int) -> None:
    """Raise `PortError` where the server could not listen on the port."""
    if not port_is_free(port):
        raise PortError(
            f"port {port:d} is taken by another program or needs rights this account lacks",
            where="analyzer dashboard",
            remedy=f"choose another one, as in --port {port + 1 if port < LAST_PORT else DEFAULT_PORT:d}",
        )
