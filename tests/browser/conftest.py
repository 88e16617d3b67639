"""A real server on a free port, and a real Chromium in front of it that tells what it asked the network for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from dashboard import launch

NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
# Without these, Chromium itself asks its maker for updates, or refuses to start in a container.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Visit:
    """A page of the browser, with every address it asked for, every dialog it opened and every script error."""

    page: Page
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """Give the addresses asked for that are not the server's."""
        host = launch.HOST
        local = (f"http://{host}:", f"ws://{host}:", "data:", f"blob:http://{host}:")
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


@contextmanager
def _servers(folder: Path) -> Iterator[Callable[..., Running]]:
    """Give a function that starts the dashboard on a database, with options and from a folder; all end with the context."""
    servers: list[subprocess.Popen[bytes]] = []
    with (folder / "server.log").open("wb") as log:

        def start(database: Path, *options: str, port: int | None = None, folder: Path | None = None) -> Running:
            port = port or launch.free_port()
            command = [sys.executable, "-m", "dashboard", "--port", str(port), "--database", str(database), *options]
            servers.append(subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder))
            try:
                launch.wait_for(launch.address(port) + launch.HEALTH, process=servers[-1])
            except launch.StartError as error:
                pytest.fail(f"{error} {Path(log.name).read_text()}")
            return Running(address=launch.address(port), process=servers[-1])

        try:
            yield start
        finally:
            for server in servers:
                server.terminate()
                server.wait(timeout=20)


@pytest.fixture
def run_server(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Give a function that starts the dashboard on a database, with options and from a folder."""
    with _servers(tmp_path) as start:
        yield start


@pytest.fixture(scope="module")
def run_shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Running]]:
    """Give the same for servers that the tests of a file share: they look at nothing that another one changes."""
    with _servers(tmp_path_factory.mktemp("server")) as start:
        yield start


@pytest.fixture
def serve(run_server: Callable[..., Running]) -> Callable[..., str]:
    """Give a function that starts the dashboard as `run_server` does and gives its address."""
    return lambda database, *options, **more: run_server(database, *options, **more).address


@pytest.fixture(scope="module")
def browser(chromium: str | None) -> Iterator[Browser]:
    """Give a started browser; each test opens windows of its own in it, which share nothing."""
    # No longer than a file's tests: while Playwright is there, no other event loop may run in this thread.
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        except Error as error:
            pytest.fail(f"Chromium ({chromium or 'of Playwright'}) does not start: {error}")
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Give an open page of the browser."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(30_000)
    seen = Visit(page=page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("websocket", lambda socket: seen.requests.append(socket.url))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
    yield seen
    for context in browser.contexts:
        context.close()
