"""Which link is kept over the login: the address of a page of ours, with names that it knows, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import followed
from dashboard.screens import SCREENS

BY_NAME = {screen.name: screen for screen in SCREENS}
DASHBOARD = Path(followed.__file__).parent


@pytest.mark.parametrize(
    ("name", "query", "kept"),
    [
        ("queue", {}, "queue"),
        ("queue", {"next": ["//evil.example"], "page": ["3"]}, "queue"),
        ("queue", {"label": ["denial"], "score": ["20", "95"]}, "queue?label=denial&score=20&score=95"),
        ("queue", {"author": ["x" * followed.LONGEST]}, "queue"),
        ("thread", {"thread": ["h/1&page=9#post-2"], "page": ["2"]}, "thread?thread=h%2F1%26page%3D9%23post-2&page=2"),
        (
            "search",
            {"words": ["„wörter“ //evil\n\ud800"]},
            "search?words=%E2%80%9Ew%C3%B6rter%E2%80%9C+%2F%2Fevil%0A%3F",
        ),
        ("export", {"thread": ["h/1"]}, "export"),
    ],
)
def test_a_link_is_written_anew_of_known_names(name, query, kept) -> None:
    """Names that the page does not know are left out, values are escaped, and what is too long is left out as a whole."""
    assert followed.address(BY_NAME[name], query) == kept


def test_the_root_is_no_place_to_go_to_without_a_query() -> None:
    """One is there anyway; its parts are kept."""
    overview = SCREENS[0]
    assert followed.address(overview, {}, is_root=True) == ""
    assert followed.address(overview, {"part": ["desk"]}, is_root=True) == "?part=desk"
    assert followed.address(overview, {"part": ["x" * followed.LONGEST]}, is_root=True) == ""


_QUERIES = st.dictionaries(
    st.sampled_from(sorted({key for screen in SCREENS for key in screen.keys} | {"next", "//"})),
    st.lists(st.text(), max_size=3),
    max_size=4,
)


@given(screen=st.sampled_from(SCREENS), query=_QUERIES, at_root=st.booleans())
def test_no_link_leads_elsewhere(screen, query, at_root) -> None:
    """Whatever a query holds, the address is one of the pattern and has the values that were asked for."""
    is_root = at_root and screen is SCREENS[0]
    kept = followed.address(screen, query, is_root=is_root)
    assert kept == "" or re.fullmatch(followed.PATTERN, kept)
    parts = urlsplit(kept)
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "" if is_root else screen.name)
    found = parse_qs(parts.query, keep_blank_values=True, errors="strict")
    wanted = {key: query[key] for key in screen.keys if query.get(key)}
    assert found == {
        key: [value.encode(errors="replace").decode() for value in values] for key, values in wanted.items()
    }


def test_every_name_in_a_link_is_known() -> None:
    """A field that is bound to the link is among the names of a page: else a link would lose it at the login."""
    known = {key for screen in SCREENS for key in screen.keys}
    bound = set()
    for path in DASHBOARD.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words = {word.arg: word.value for word in node.keywords} if isinstance(node, ast.Call) else {}
            key = words.get("key")
            if "bind" in words and isinstance(key, ast.Constant):
                bound.add(key.value)
    assert {"label", "score", "words", "part"} <= bound
    assert bound <= known
