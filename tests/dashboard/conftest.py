"""What the dashboard's tests start from: a database of their own, and a page run without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from selectolax.lexbor import LexborHTMLParser
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from analyzer.store import Store
from dashboard import services
from dashboard.components.post_card import ARRIVED

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _scan_packages_once() -> Iterator[None]:
    """Let all pages under test share one look through the installed packages for components of Streamlit.

    Each page run without a browser stands for a server that starts anew, and the look is two thirds of its time.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def store(tmp_path: Path, make_file: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Give an empty store that the pages under test read as well."""
    monkeypatch.setenv("ANALYZER_DATABASE", str(make_file(tmp_path / "kept.db")))
    opened = services.store()
    yield opened
    opened.close()
    st.cache_resource.clear()


@pytest.fixture
def open_page(store: Store) -> OpenPage:
    """Give a function that runs a page of the real app with the address's parameters."""

    def run(name: str, **parameters: str) -> AppTest:
        page = AppTest.from_file(APP, default_timeout=20)
        # There is no browser to wait for.
        page.session_state[ARRIVED] = True
        for key, value in parameters.items():
            page.query_params[key] = value
        page.switch_page(f"screens/{name}.py")
        page.run()
        assert not page.exception, page.exception
        return page

    assert store.is_empty()
    return run


@pytest.fixture
def tree_of() -> Callable[[AppTest], LexborHTMLParser]:
    """Give a function that parses all HTML a page shows, its style apart."""

    def parse(page: AppTest) -> LexborHTMLParser:
        bodies = [element.proto.body for element in page.get("html")]
        assert sum(body.startswith("<style>") for body in bodies) == 1
        return LexborHTMLParser("".join(body for body in bodies if not body.startswith("<style>")))

    return parse
