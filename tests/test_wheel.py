"""What is installed is whole: the built wheel reads, scores and stores without the repository."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "threads" / "xenforo2" / "ostrel-registers.html"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel's files lie in once installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_wheel_holds_what_is_needed_and_no_more(installed: Path):
    """Model, migrations, style and type marker are in; tests, threads and benchmarks are not."""
    for name in ("models/linear/manifest.json", "store/migrations/env.py", "py.typed"):
        assert (installed / "analyzer" / name).is_file(), name
    assert (installed / "dashboard" / "style.css").is_file()
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"analyzer", "dashboard"}


def test_installed_wheel_imports_a_page(installed: Path, tmp_path: Path):
    """Read, score and store, from a folder that knows nothing of the repository."""
    command = [sys.executable, "-m", "analyzer", "import", str(PAGE), "--database", str(tmp_path / "desk.db")]
    environment = {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60)
    assert b"12 new posts" in done.stdout
