"""The floors of the house: each room imports only downward."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# After docs/concepts.md; a room not named here belongs to the folder that is.
FLOORS = {
    "analyzer.thread": 1,
    "analyzer.annotations": 1,
    "analyzer.labels": 1,
    "analyzer.errors": 1,
    "analyzer.dates": 2,
    "analyzer.datewords": 2,
    "analyzer.language": 2,
    "analyzer.pagetime": 2,
    "analyzer.printed": 2,
    "analyzer.ids": 2,
    "analyzer.fields": 2,
    "analyzer.values": 2,
    "analyzer.options": 1,
    "analyzer.people": 1,
    "analyzer.roles": 2,
    "analyzer.source": 2,
    "analyzer.containers": 2,
    "analyzer.signatures": 2,
    "analyzer.wikiwords": 2,
    "analyzer.skins": 2,
    "analyzer.tables": 2,
    "analyzer.pseudonyms": 2,
    "analyzer.quotes": 2,
    "analyzer.structure": 2,
    "analyzer.classifiers": 2,
    "analyzer.exporters": 2,
    "analyzer.store": 2,
    "analyzer.readers": 3,
    "analyzer.pages": 3,
    "analyzer.training": 3,
    "analyzer.agreement": 3,
    "analyzer.measuring": 3,
    "analyzer.pipeline": 4,
    "analyzer.rows": 4,
    "analyzer.scoring": 4,
    "analyzer.spread": 3,
    "analyzer.streams": 4,
    "analyzer.cli": 5,
    "analyzer.cli_options": 5,
    "analyzer.cli_progress": 5,
    "analyzer": 5,
    "analyzer.__main__": 5,
    "dashboard": 6,
}
SHARED_READERS = {
    "analyzer.readers.base",
    "analyzer.readers.discourse_quotes",
    "analyzer.readers.drawn",
    "analyzer.readers.htmlforum",
    "analyzer.readers.imageboard",
    "analyzer.readers.parts",
}


@cache
def modules() -> tuple[tuple[str, Path], ...]:
    """Give every module of the two packages with its file."""
    found = []
    for package in ("analyzer", "dashboard"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found.append((name.removesuffix(".__init__"), path))
    return tuple(found)


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Give all nodes of a file's code; each file is asked for by many tests."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imports(path: Path) -> frozenset[str]:
    """Give the names of our own modules that a file imports, wherever in the file."""
    known = {name for name, _ in modules()}
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        found.update(known.intersection(names))
    return frozenset(found)


def floor(name: str) -> int:
    """Give the floor a module is on: its own, else its folder's."""
    while name not in FLOORS:
        name = name.rpartition(".")[0]
    return FLOORS[name]


@pytest.mark.parametrize(("name", "path"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_go_down(name: str, path: Path):
    """No module imports one of a higher floor; the package's own face is no exception for those inside it."""
    upward = {other for other in imports(path) if floor(other) > floor(name) and not _is_own_package(name, other)}
    assert not upward


def _is_own_package(name: str, other: str) -> bool:
    # `from analyzer import pipeline` names the package on the way to a module of it.
    return name.startswith(f"{other}.") or (other == "analyzer" and name.startswith("analyzer."))


def test_analyzer_never_imports_the_dashboard():
    """The library works without the dashboard."""
    assert not [name for name, path in modules() if name.startswith("analyzer") and "dashboard" in imports(path)]


def test_no_reader_imports_another():
    """What readers share lives in `base` and `htmlforum` alone."""
    readers = [
        (name, path) for name, path in modules() if name.startswith("analyzer.readers.") and name not in SHARED_READERS
    ]
    assert readers
    for name, path in readers:
        others = {other for other in imports(path) if other.startswith("analyzer.readers.")} - SHARED_READERS - {name}
        assert not others, name


def test_no_classifier_sees_a_thread():
    """Classifiers know examples and nothing of forums."""
    seen = [
        name
        for name, path in modules()
        if name.startswith("analyzer.classifiers") and "analyzer.thread" in imports(path)
    ]
    assert not seen


def test_sql_lives_in_the_store_alone():
    """Nobody but the store imports SQLAlchemy."""
    for name, path in modules():
        if not name.startswith("analyzer.store"):
            assert "sqlalchemy" not in path.read_text(encoding="utf-8").lower() or name in {
                "analyzer.cli_options",
                "analyzer",
            }, name
            assert "import sqlalchemy" not in path.read_text(encoding="utf-8"), name


def test_nothing_can_run_code_from_a_file():
    """No pickle, joblib or skops load: model files are data."""
    for name, path in modules():
        for node in nodes(path):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            assert not {"pickle", "joblib", "dill", "shelve", "marshal"} & {name.split(".")[0] for name in names}, name


def test_only_the_edge_prints():
    """Only the command line and dashboard modules print or show."""
    for name, path in modules():
        if name in {"analyzer.cli", "dashboard.__main__", "dashboard.launch"}:
            continue
        calls = [node.func.id for node in nodes(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        assert "print" not in calls, name


def test_face_exports_what_it_names():
    """Every name in `analyzer.__all__` is there."""
    import analyzer  # noqa: PLC0415  The face itself is under test.

    assert all(hasattr(analyzer, name) for name in analyzer.__all__)
    assert (
        sorted(analyzer.__all__, key=lambda name: (name.upper() != name, name[0].islower(), name)) == analyzer.__all__
    )
