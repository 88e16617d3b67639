"""What all tests share: where the samples are, the real threads where they are at hand, and a real PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from postgresql_server import NoServerError, server
from sqlalchemy import create_engine, make_url, text

from analyzer.store import Store

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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the address of a PostgreSQL server where databases may be made: the one named, else one started here."""
    named = os.environ.get("ANALYZER_TEST_POSTGRESQL")
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
    with engine.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    engine.dispose()
