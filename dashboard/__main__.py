"""`python -m dashboard`: check the port and the database, say where the dashboard is, and become its server."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from analyzer.errors import AnalyzerError
from analyzer.store import Store
from dashboard import launch

WRONG_USE = 2
# Those of `analyzer.classifiers.Strictness`, named here so that a wrong port is told before numpy is loaded.
STRICTNESSES = ("high-precision", "balanced", "high-recall")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the dashboard until it is stopped; gives 2 where port, database or login cannot be used."""
    asked = _parser().parse_args(arguments)
    roles = asked.roles or os.environ.get("ANALYZER_ROLES")
    try:
        auth = launch.check_login(roles=roles, address=asked.address)
        launch.check_port(asked.port, asked.address)
        Store.open(asked.database).close()
    except AnalyzerError as error:
        print(error, file=sys.stderr)  # noqa: T201  This module is a command.
        return WRONG_USE
    print(f"The dashboard is at {launch.address(asked.port)} (Ctrl+C stops it).", flush=True)  # noqa: T201
    environment = launch.environment(
        database=asked.database,
        model=asked.model,
        strictness=asked.strictness,
        # The server may look from elsewhere.
        roles=os.path.abspath(roles) if roles else None,  # noqa: PTH100  Path.resolve would follow links that are changed later.
    )
    return _become(launch.command(port=asked.port, address=asked.address, auth=auth), environment)


def _become(command: list[str], environment: dict[str, str]) -> int:
    if os.name == "posix":
        # One process: what stops this one stops the server.
        os.execve(command[0], command, environment)  # noqa: S606  Our own command, no shell.
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603  As above.


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Show what the store holds in a browser.")
    parser.add_argument(
        "--port", type=_port, default=launch.DEFAULT_PORT, help="port of this machine (default: %(default)s)"
    )
    parser.add_argument(
        "--database", help="path or URL of the database (default: ANALYZER_DATABASE, else analyzer.db in this folder)"
    )
    parser.add_argument(
        "--model",
        help="the classifier of added threads: a shipped one's name or a trained one's folder (default: ANALYZER_MODEL, else cascade)",
    )
    parser.add_argument(
        "--strictness",
        choices=STRICTNESSES,
        help="from which estimate on added threads are given labels (default: ANALYZER_STRICTNESS, else balanced)",
    )
    parser.add_argument(
        "--roles", help="file that says who may do what, for a login (default: ANALYZER_ROLES; docs/people.md)"
    )
    parser.add_argument(
        "--address",
        default=launch.HOST,
        help="address to listen on; another than this machine's own needs a login (default: %(default)s)",
    )
    return parser


def _port(written: str) -> int:
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= launch.LAST_PORT):
        raise argparse.ArgumentTypeError(f"{written} is no port: give a number from 1 to {launch.LAST_PORT}")
    return int(written)


if __name__ == "__main__":
    sys.exit(main())
