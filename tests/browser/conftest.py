"""A real server on a free port, and a real Chromium in front of it that tells what it asked the network for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Error, Page, sync_playwright

HOST = "127.0.0.1"
NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
# Without these, Chromium itself asks its maker for updates, or refuses to start in a container.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_SECONDS = 60


@dataclass(slots=True, kw_only=True)
class Visit:
    """A page of the browser, with every address it asked for, every dialog it opened and every script error."""

    page: Page
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """Give the addresses asked for that are not the server's."""
        local = (f"http://{HOST}:", f"ws://{HOST}:", "data:", f"blob:http://{HOST}:")
        return [address for address in self.requests if not address.startswith(local)]


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """Give the path of a Chromium: the one named, one of the system, or `None` for the one Playwright installed."""
    named = os.environ.get("ANALYZER_CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else NAMES)), None)
    if found:
        return found
    if named:
        pytest.fail(f"ANALYZER_CHROMIUM names {named}, which is no program: name the path of a Chromium.")
    with sync_playwright() as playwright:
        if Path(playwright.chromium.executable_path).exists():
            return None
    pytest.fail(
        "No Chromium was found: install the package chromium, run `playwright install chromium`, "
        "or name one in ANALYZER_CHROMIUM."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A started dashboard: where it answers, and its process."""

    address: str
    process: subprocess.Popen[bytes]


@pytest.fixture
def run_server(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Give a function that starts the dashboard on a database, with options and from a folder."""
    servers: list[subprocess.Popen[bytes]] = []
    log = (tmp_path / "server.log").open("wb")

    def start(database: Path, *options: str, port: int | None = None, folder: Path | None = None) -> Running:
        port = port or free_port()
        command = [sys.executable, "-m", "dashboard", "--port", str(port), "--database", str(database), *options]
        servers.append(subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder))
        _wait(f"http://{HOST}:{port}/_stcore/health", servers[-1], tmp_path / "server.log")
        return Running(address=f"http://{HOST}:{port}", process=servers[-1])

    yield start
    for server in servers:
        server.terminate()
        server.wait(timeout=20)
    log.close()


@pytest.fixture
def serve(run_server: Callable[..., Running]) -> Callable[..., str]:
    """Give a function that starts the dashboard as `run_server` does and gives its address."""
    return lambda database, *options, **more: run_server(database, *options, **more).address


@pytest.fixture
def visit(chromium: str | None) -> Iterator[Visit]:
    """Give an open page of the browser."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        except Error as error:
            pytest.fail(f"Chromium ({chromium or 'of Playwright'}) does not start: {error}")
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.set_default_timeout(30_000)
        seen = Visit(page=page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("websocket", lambda socket: seen.requests.append(socket.url))
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        yield seen
        browser.close()


def free_port() -> int:
    """Give a port that nothing listens on."""
    with socket.create_server((HOST, 0)) as free:
        return free.getsockname()[1]


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"The dashboard ended with status {server.returncode}: {log.read_text()}")
        try:
            with urlopen(address, timeout=5):  # noqa: S310  Our own server's address.
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"The dashboard did not answer within {START_SECONDS} seconds: {log.read_text()}")
