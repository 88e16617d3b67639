"""The examples of the documents run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analyzer.store import Store

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def _forum(tmp_path, monkeypatch, bridge, scoring):
    """Give a working folder with a store named as in the documents."""
    monkeypatch.chdir(tmp_path)
    with Store.open("forum.db") as store:
        store.add(bridge, [scoring("p2", incitement=0.9)])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("store.md", "The old bridge 1\n"),
        ("exports.md", ""),
        ("desk.md", "incitement .90, not yet seen\nTrue\n[]\n"),
    ],
    ids=["store", "exports", "desk"],
)
@pytest.mark.usefixtures("_forum")
def test_examples_run(name, told, capsys):
    """Every Python block of a document works on a store of that name."""
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block, {})  # noqa: S102 (our own document)
    assert capsys.readouterr().out == told
    assert name != "exports.md" or "author-" in Path("flagged.csv").read_text(encoding="utf-8")
