"""What all tests share: where the samples are, the real threads where they are at hand, and a real PostgreSQL."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from postgresql_server import NoServerError, server
from sqlalchemy import create_engine, make_url, text

from analyzer.store import Store

ROOT = Path(__file__).parent.parent
# The address of a PostgreSQL server where the tests may make databases.
NAMED = "ANALYZER_TEST_POSTGRESQL"


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


@pytest.fixture(scope="session")
def make_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Give a function that puts an empty database of this program's tables at a path.

    It is copied: opening a copy takes a twentieth of bringing a new file up by the migrations, and most tests need one.
    """
    first = tmp_path_factory.mktemp("database") / "empty.db"
    Store.open(first).close()
    return lambda path: Path(shutil.copyfile(first, path))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the address of a PostgreSQL server where databases may be made: the one named, else one started here."""
    named = os.environ.get(NAMED)
    if named:
        yield named
        return
    try:
        with server() as url:
            yield url
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def make_database(postgresql: str) -> Iterator[Callable[..., str]]:
    """Give a function that makes a database of this program's tables, or an empty one, and gives its address.

    Tables are copied from a first database: that takes a tenth of bringing each up by the migrations.
    """
    engine = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    numbers, made = count(1), []

    def make(*, empty: bool = False) -> str:
        # Processes of one test run may share a named server.
        name = f"analyzer_{os.getpid()}_{next(numbers)}"
        template = "template1" if empty else made[0]
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        made.append(name)
        return make_url(postgresql).set(database=name).render_as_string(hide_password=False)

    Store.open(make(empty=True)).close()
    yield make
    # A server that was started here ends with its databases; from one that others use they are taken.
    with engine.connect() as connection:
        for name in made if os.environ.get(NAMED) else ():
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    engine.dispose()
