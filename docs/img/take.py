"""Take the screenshots of `docs/dashboard.md` anew: `python docs/img/take.py`, with Chromium installed."""
# ruff: noqa: INP001  A command, no package.

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from analyzer.store import Store
from dashboard import launch, services

sys.path.insert(0, str(Path(__file__).parent))

from team import fill

HERE = Path(__file__).resolve().parent
THREADS = HERE.parents[1] / "threads"
SHOWN = THREADS / "xenforo2" / "ostrel-registers.html"
UPLOADED = (
    THREADS / "xenforo2" / "chair-caning.html",
    THREADS / "xenforo2_text" / "kestar-payroll.txt",
    SHOWN,
    SHOWN.with_suffix(".expected.json"),
)
WIDTH = 1366
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# Fonts and charts settle within this many milliseconds of the last element.
SETTLE = 2500
# The pages of the desk, shown with a made-up team's work, on a laptop's screen in both themes.
DESK = {
    "overview-quotes": "?part=quotes",
    "overview-desk": "?part=desk",
    "overview-escalation": "?part=escalation",
    "queue": "queue",
    "search": "search?words=registers",
    "quality": "quality",
    "model": "model",
    "model-thresholds": "model?part=thresholds",
    "model-drift": "model?part=drift",
    "export": "export",
    "care": "care",
}


def main() -> None:
    """Show the sample threads and then a made-up team's desk, each in a store of its own, and write the pictures here."""
    _samples()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANALYZER_DATABASE"] = str(Path(folder, "team.db"))
        with Store.open(Path(folder, "team.db")) as store:
            fill(store)
        _served(_take_desk)


def _samples() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder, "sample.db"))
        os.environ["ANALYZER_DATABASE"] = database
        for path in sorted(THREADS.rglob("*.*")):
            if path.suffix in {".html", ".txt"} and path not in UPLOADED[:2]:
                outcome = services.add_file(path.name, path.read_bytes())
                if outcome.error:
                    sys.exit(outcome.error)
        with Store.open(database) as store:
            shown = next(thread.id for thread in store.thread_summaries(search=SHOWN.name))
        thread = f"thread?thread={quote(shown, safe='')}"
        _served(lambda address: _take(address, thread=thread))


def _served(take: Callable[[str], None]) -> None:
    with socket.create_server((launch.HOST, 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(launch.command(port=port), env=launch.environment())  # noqa: S603  Our own command.
    try:
        launch.wait_for(launch.address(port) + launch.HEALTH, process=server)
        take(launch.address(port))
    finally:
        server.terminate()
        server.wait()


def _take_desk(address: str) -> None:
    with sync_playwright() as playwright:
        program = os.environ.get("ANALYZER_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for scheme, ending in (("light", ""), ("dark", "-dark")):
            for name, path in DESK.items():
                page = _open(browser, f"{address}/{path}", height=768, scheme=scheme)
                if name == "queue":
                    page.get_by_role("button", name="Show words").wait_for()
                    page.keyboard.press("m")
                _write(page, f"{name}{ending}")
        browser.close()


def _take(address: str, *, thread: str) -> None:
    with sync_playwright() as playwright:
        program = os.environ.get("ANALYZER_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        _shoot(browser, f"{address}/{thread}", height=1500, name="thread")
        _shoot(browser, f"{address}/{thread}#post-6", height=900, name="thread-dark", scheme="dark")
        page = _open(browser, f"{address}/add_threads", height=900)
        page.locator("input[type=file]").set_input_files(UPLOADED)
        page.get_by_role("button", name="Read, score and store").click()
        page.locator(".fa-outcome").nth(len(UPLOADED) - 1).wait_for()
        _write(page, "add-threads")
        _shoot(browser, address, height=1250, name="overview")
        browser.close()


def _shoot(browser: Browser, address: str, *, height: int, name: str, scheme: str = "light") -> None:
    _write(_open(browser, address, height=height, scheme=scheme), name)


def _open(browser: Browser, address: str, *, height: int, scheme: str = "light") -> Page:
    dark = scheme == "dark"
    page = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="dark" if dark else "light")
    page.goto(address)
    page.locator(".stMainBlockContainer .stHtml").first.wait_for()
    return page


def _write(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=HERE / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
