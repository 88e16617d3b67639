"""Take the screenshots of `docs/dashboard.md` anew: `python docs/img/take.py`, with Chromium installed."""
# ruff: noqa: INP001  A command, no package.

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

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
# In pixels: a laptop's screen, of which some pictures show more than fits, and a large one.
WIDTH = 1366
LARGE: ViewportSize = {"width": 1920, "height": 1080}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# Fonts and charts settle within this many milliseconds of the last element.
SETTLE = 2500
# The pages of the desk, shown with a made-up team's work, on a laptop's screen in both themes.
DESK = {
    "overview-quotes": "?part=quotes",
    "overview-desk": "?part=desk&days=all",
    "overview-escalation": "?part=escalation",
    "queue": "queue",
    "search": "search?words=registers",
    "quality": "quality",
    "model": "model",
    "model-thresholds": "model?part=thresholds",
    "model-drift": "model?part=drift",
    "log": "log",
    "export": "export",
    "care": "care",
}
# Pages of the desk on a large screen, and the themes in which they are shown.
LARGE_DESK = {"overview": ("light",), "queue": ("light", "dark"), "quality": ("light",), "model": ("light", "dark")}


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
    port = launch.free_port()
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
                _prepare(page, name)
                _write(page, f"{name}{ending}")
            for name in (name for name, schemes in LARGE_DESK.items() if scheme in schemes):
                page = _open(browser, f"{address}/{DESK.get(name, '')}", viewport=LARGE, scheme=scheme)
                _prepare(page, name)
                _write(page, f"{name}-large{ending}")
        browser.close()


def _prepare(page: Page, name: str) -> None:
    """Show the words of the card, and move a threshold without applying it."""
    if name == "queue":
        page.get_by_role("button", name="Show words").wait_for()
        page.keyboard.press("m")
    if name == "model-thresholds":
        field = page.get_by_label("Threshold for denial in %, as a number")
        field.fill("55")
        field.press("Enter")
        page.get_by_text("would lose it").first.wait_for()


def _take(address: str, *, thread: str) -> None:
    with sync_playwright() as playwright:
        program = os.environ.get("ANALYZER_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        _shoot(browser, f"{address}/{thread}", height=1500, name="thread")
        _shoot(browser, f"{address}/{thread}#post-6", height=900, name="thread-dark", scheme="dark")
        _write(_open(browser, f"{address}/{thread}#post-3", viewport=LARGE), "thread-large")
        page = _open(browser, f"{address}/add_threads", height=1000)
        page.locator("input[type=file]").set_input_files(UPLOADED)
        page.get_by_role("button", name="Read, score and store").click()
        page.locator(".fa-outcome").nth(len(UPLOADED) - 1).wait_for()
        _write(page, "add-threads")
        _shoot(browser, address, height=1250, name="overview")
        browser.close()


def _shoot(browser: Browser, address: str, *, height: int, name: str, scheme: str = "light") -> None:
    _write(_open(browser, address, height=height, scheme=scheme), name)


def _open(
    browser: Browser, address: str, *, height: int = 768, viewport: ViewportSize | None = None, scheme: str = "light"
) -> Page:
    dark = scheme == "dark"
    screen = viewport or {"width": WIDTH, "height": height}
    page = browser.new_page(viewport=screen, color_scheme="dark" if dark else "light")
    page.goto(address)
    page.locator(".stMainBlockContainer .stHtml").first.wait_for()
    return page


def _write(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=HERE / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
