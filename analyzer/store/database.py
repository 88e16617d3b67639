"""Opening a database: its address, its settings, and the lock under which it is brought up to date."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from analyzer.errors import StoreError
from analyzer.store.migrations import HEAD, VERSION_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

ENVIRONMENT = "ANALYZER_DATABASE"
DEFAULT_PATH = "analyzer.db"

# How long a writer waits for another one: an import holds the lock for one thread at a time, some milliseconds.
BUSY_SECONDS = 30.0
# Of the driver's own words: a line or two of the terminal.
_SAID = 160
# Any fixed number: it tells this program's advisory lock on PostgreSQL from those of others.
_ADVISORY_LOCK = 7_264_117

# Alembic keeps its context in module state, so two openings in one process take turns as well.
_MIGRATING = threading.Lock()


def database_url(database: str | Path | None) -> URL:
    """Give the address of a database: from a path, a SQLAlchemy URL, or `None` for the environment or the default.

    Raises:
        StoreError: The URL cannot be read.
    """
    given = database if database is not None else os.environ.get(ENVIRONMENT) or DEFAULT_PATH
    if isinstance(given, str) and given == ":memory:":
        return URL.create("sqlite")
    if isinstance(given, Path) or "://" not in given:
        return URL.create("sqlite", database=str(given))
    try:
        return make_url(given)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "the database address cannot be read",
            where=given.partition("://")[0] + "://…",
            remedy="give a file name, or a URL such as postgresql+psycopg://name@host/database",
        ) from error


def is_memory(url: URL) -> bool:
    """Tell whether the database lives in memory alone."""
    return url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}


def place(url: URL) -> str:
    """Give the database's place as a person would name it: the file, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        return "memory" if is_memory(url) else str(url.database)
    return url.render_as_string(hide_password=True)


def open_engine(url: URL) -> Engine:
    """Give an engine on a database that is at the newest revision.

    Raises:
        StoreError: It cannot be reached, is no database, belongs to another program, or is newer than this one.
    """
    where = place(url)
    if url.get_backend_name() == "sqlite" and not is_memory(url):
        _check_file(Path(where))
    engine = _engine(url, where)
    try:
        with failures(where):
            if engine.dialect.name == "sqlite" and not is_memory(url):
                _write_ahead(engine)
            _migrate(engine, where)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def failures(where: str) -> Iterator[None]:
    """Turn what the database refuses into a `StoreError` that names it."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        # The driver's own words alone: SQLAlchemy's sentence would carry the parameters, and they are people's posts.
        said = str(error.orig if isinstance(error, DBAPIError) else error).strip().partition("\n")[0].rstrip(".")
        raise StoreError(f"the database refused ({said[:_SAID]})", where=where, remedy=_remedy(said)) from None
    except SQLAlchemyError as error:
        raise StoreError(
            f"the database gave an error ({type(error).__name__})",
            where=where,
            remedy="check that the database is whole and try again",
        ) from error


def _remedy(said: str) -> str:
    remedies = {
        "not a database": "name a file that this program made, or a new one",
        "locked": "wait until the other program is done with it and try again",
        "readonly": "check that the file and its folder may be written to",
        "unable to open": "check that the file and its folder may be written to",
        "malformed": "the file is damaged: restore it from a backup",
        "full": "make room on the disk and try again",
    }
    fitting = (remedy for words, remedy in remedies.items() if words in said)
    return next(fitting, "check that the database can be reached and try again")


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise StoreError("this is a folder", where=str(path), remedy="name a file in it, such as analyzer.db")
    if not path.parent.is_dir():
        raise StoreError("the folder of the database does not exist", where=str(path), remedy="make the folder first")


def _engine(url: URL, where: str) -> Engine:
    options: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        if is_memory(url):
            options["poolclass"] = StaticPool
    try:
        engine = create_engine(url, **options)
    except NoSuchModuleError as error:
        raise StoreError(
            f"no database of the kind {url.drivername} is known",
            where=where,
            remedy="use sqlite, or postgresql+psycopg",
        ) from error
    except ImportError as error:
        raise StoreError(
            f"the driver {error.name} for {url.drivername} is not installed",
            where=where,
            remedy=f"install it with: pip install {error.name}",
        ) from error
    except (SQLAlchemyError, TypeError, ValueError) as error:
        raise StoreError(
            "the database address cannot be used", where=where, remedy="check the options in the URL"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    elif engine.dialect.use_insertmanyvalues:
        # Many rows a statement: PostgreSQL took 922 posts/s and not 567 (20,000 posts, the driver without its C part).
        engine.dialect.use_insertmanyvalues_wo_returning = True
    return engine


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own BEGIN would leave table changes outside the transaction; `_on_begin` gives it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # FULL: what is committed also outlives a power cut, not only the end of the process; reviews are people's work.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that turns writer half-way would fail instead of waiting.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _write_ahead(engine: Engine) -> None:
    # SQLite does not wait for the lock when it changes the journal, so two first openings at once are tried again.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            raw = engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
            finally:
                raw.close()
        except (DBAPIError, sqlite3.OperationalError) as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _migrate(engine: Engine, where: str) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with _MIGRATING, engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ADVISORY_LOCK})
        # Asked again under the lock: another process may have been here meanwhile.
        revision = _revision(connection)
        if revision != HEAD:
            _check_ours(connection, where, revision=revision)
            _upgrade(connection, where, revision=revision)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 (our constant)
    return None if found is None else str(found)


def _check_ours(connection: Connection, where: str, *, revision: str | None) -> None:
    # A PostgreSQL database may well be shared; an SQLite file that holds other tables is another program's.
    if revision is None and connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise StoreError(
            "this is the database of another program",
            where=where,
            remedy="name a file that this program made, or a new one",
        )


def _upgrade(connection: Connection, where: str, *, revision: str | None) -> None:
    # Here and not above: Alembic takes longer to load than an up-to-date database takes to open.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    folder = Path(__file__).parent / "migrations"
    config = Config()
    # A percent sign would be read as a variable of a configuration file.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreError(
            f"the database is at revision {revision[:40]}, which is newer than this program knows ({HEAD})",
            where=where,
            remedy="use the program version that wrote it, or a newer one",
        )
    command.upgrade(config, "head")
