"""The dashboard's code keeps its own rules: scraped words reach the screen through one component alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

DASHBOARD = Path(__file__).parents[2] / "dashboard"
FILES = sorted(DASHBOARD.rglob("*.py"))
# What writes Markdown, HTML, LaTeX or a representation of whatever it is given.
WRITERS = {"markdown", "write", "write_stream", "caption", "latex", "json", "code", "text", "info", "warning", "error",
           "success", "exception", "toast", "metric", "badge", "header", "table", "dataframe", "image", "iframe"}  # fmt: skip
# What has no label, and names that methods of strings, tuples, charts and parsers have as well.
QUIET = {"html", "columns", "container", "empty", "form", "navigation", "cache_resource", "pagination", "altair_chart"}
SHARED = {"title", "write", "text", "code", "header", "table", "image", "time", "date", "Path", "stop", "run", "get"}
CALLS = {name for name in {*dir(st), *dir(DeltaGenerator)} if not name.startswith("_")}
LABELS = {"label", "body", "help", "text", "placeholder", "caption", "captions", "title", "page_title"}
# The names of our own export formats and labels, and the words of our own buttons.
OURS = {"export.name", "key.words", "label.name", "screen.name", "screen.title"}


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def _is_fixed(node: ast.expr) -> bool:
    """Tell whether an expression is text of our own: a constant, or one with numbers formatted as numbers in it."""
    if isinstance(node, ast.Constant):
        return True
    if not isinstance(node, ast.JoinedStr):
        return False
    values = [value for value in node.values if isinstance(value, ast.FormattedValue)]
    return all(_is_number(value) or ast.unparse(value.value) in OURS for value in values)


def _is_number(value: ast.FormattedValue) -> bool:
    spec = value.format_spec
    return isinstance(spec, ast.JoinedStr) and ast.unparse(spec) in {"f'd'", "f','"}


def test_the_rules_look_at_the_code() -> None:
    """The files that the rules are about are there, and the rules can tell good from bad."""
    assert {"app.py", "overview.py", "thread.py", "add_threads.py", "markup.py"} <= {path.name for path in FILES}
    assert _is_fixed(ast.parse("f'Post {n:d}'", mode="eval").body)
    assert not _is_fixed(ast.parse("f'Post {title}'", mode="eval").body)
    assert not _is_fixed(ast.parse("title", mode="eval").body)


def test_html_is_written_in_one_place() -> None:
    """Only the markup component writes HTML, and only the entry writes the style; neither lets scripts through."""
    writers = {path.name for path in FILES for call in _calls(path) if call.func.attr == "html" and _on_streamlit(call)}
    assert writers == {"markup.py", "app.py"}
    for path in FILES:
        assert "unsafe_allow" not in path.read_text(encoding="utf-8"), path


def test_one_script_runs_in_the_browser_and_it_is_a_file_of_ours() -> None:
    """Nothing is put into a script: what it is to know is given beside it, and its own HTML there is none."""
    users = {path for path in FILES if "st.components" in path.read_text(encoding="utf-8")}
    assert {path.name for path in users} == {"followed_link.py"}
    calls = [call for path in users for call in _calls(path) if call.func.attr == "component"]
    assert [ast.unparse(call) for call in calls] == ["st.components.v2.component(_NAME, js=_SCRIPT)"]
    assert "parentElement" not in next(iter(users)).with_suffix(".js").read_text(encoding="utf-8")


def test_nothing_is_written_as_markdown() -> None:
    """No page writes text by a command that reads Markdown, LaTeX or directives in it."""
    found = {(path.name, call.func.attr) for path in FILES for call in _calls(path) if _on_streamlit(call)}
    assert {name for _, name in found} & WRITERS == set()


def test_labels_are_our_own_words() -> None:
    """Labels, titles and hints of Streamlit's own elements are constants, for they are read as Markdown."""
    for path in FILES:
        for call in _calls(path):
            if not _shows_a_label(call):
                continue
            keywords = [word.value for word in call.keywords if word.arg in LABELS]
            # A progress bar's first argument is how full it is.
            first = [] if call.func.attr == "progress" else call.args[:1]
            for shown in [*first, *keywords]:
                assert _is_fixed(shown), f"{path.name}:{shown.lineno}: {ast.unparse(shown)}"


def test_only_pages_and_components_show() -> None:
    """Services and addresses call no element of Streamlit: they keep and ask."""
    shown = {call.func.attr for call in _calls(DASHBOARD / "services.py") if _on_streamlit(call)}
    assert shown <= {"cache_resource"}
    assert "import streamlit" not in (DASHBOARD / "components" / "links.py").read_text(encoding="utf-8")


def test_the_library_never_imports_the_dashboard() -> None:
    """`analyzer` does not know that there is a dashboard."""
    for path in sorted((DASHBOARD.parent / "analyzer").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.partition(".")[0] == "dashboard" for name in names), path


def _on_streamlit(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "st"


def _shows_a_label(call: ast.Call) -> bool:
    """Tell whether a call makes an element with a label; methods of `str` and of our own values share no such name."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name in CALLS - QUIET and (_on_streamlit(call) or name not in SHARED)
