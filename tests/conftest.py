"""What all tests share: where the samples are, and the real threads where they are at hand."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def threads_folder() -> Path:
    """The sample scrapes that ship with the project."""
    return ROOT / "threads"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real threads beside the repository."""
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("the real threads of ../shared are not here")
    return folder
