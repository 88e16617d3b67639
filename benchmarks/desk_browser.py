"""How fast the desk answers in a browser: from the key press to the next card painted, and pages until they are shown.

Fill a store first: `python benchmarks/desk_speed.py --posts 200000 --database large.db`.
Run: python benchmarks/desk_browser.py large.db [--cards 60] [--pause 1.0]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, sync_playwright

from dashboard import launch

if TYPE_CHECKING:
    from collections.abc import Sequence

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
# Waits from the key to the frame after the one in which another post stands on the card, as the page's own clock has it.
CLOCK = """() => {
  window.pressed = null; window.waits = [];
  const card = () => { const link = document.querySelector('.fa-judged p a'); return link ? link.href : ''; };
  let shown = card();
  document.addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
  const look = () => {
    const now = card();
    if (now && now !== shown) {
      shown = now;
      if (window.pressed !== null) {
        const pressed = window.pressed; window.pressed = null;
        requestAnimationFrame(() => window.waits.push(performance.now() - pressed));
      }
    }
    requestAnimationFrame(look);
  };
  look();
}"""
PAGES = {
    "overview": ("/", ".fa-numbers"),
    "search for a common word": ("/search?words=word1", ".fa-results"),
    "queue": ("/queue", ".fa-judged p a"),
}


def main() -> None:
    """Start the dashboard on a filled store, judge cards by keyboard and print a table of waits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--cards", type=int, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds a card is read before the key is pressed")
    parser.add_argument("--key", default="n", help="the key that judges a card: n says no to all labels")
    options = parser.parse_args()
    if not options.database.is_file():
        sys.exit(f"{options.database} is not there; fill it with benchmarks/desk_speed.py --database.")
    port = launch.free_port()
    command = [sys.executable, "-m", "dashboard", "--port", str(port), "--database", str(options.database)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 (our own program)
    address = launch.address(port)
    try:
        launch.wait_for(address + launch.HEALTH, process=server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.set_default_timeout(120_000)
            print(f"{'':<44}{'median':>10}{'95 %':>10}{'longest':>10}")
            for name, (path, there) in PAGES.items():
                _say(f"{name} until it is shown", [_shown(page, address + path, there) for _ in range(5)])
            _say("key press to the next card painted", _judge(page, options.cards, options.pause, options.key))
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=30)


def _shown(page: Page, address: str, there: str) -> float:
    begun = time.perf_counter()
    page.goto(address)
    page.locator(there).first.wait_for()
    return 1000 * (time.perf_counter() - begun)


def _judge(page: Page, cards: int, pause: float, key: str) -> list[float]:
    page.evaluate(CLOCK)
    for number in range(cards):
        page.get_by_role("button", name="Save").wait_for()
        page.wait_for_timeout(1000 * pause)
        page.keyboard.press(key)
        page.wait_for_function(f"window.waits.length > {number:d}")
    waits: list[float] = page.evaluate("window.waits")
    return waits


def _say(name: str, waits: Sequence[float]) -> None:
    late = sorted(waits)[int(0.95 * (len(waits) - 1))]
    print(f"{name:<44}{statistics.median(waits):>7.0f} ms{late:>7.0f} ms{max(waits):>7.0f} ms", flush=True)


def _chromium() -> str | None:
    named = os.environ.get("ANALYZER_CHROMIUM", "chromium")
    return shutil.which(named)


if __name__ == "__main__":
    main()
