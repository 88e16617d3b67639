"""Runs of the command `analyzer`: in this process, where what it says counts, or in one of its own, where the process does."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from analyzer import cli


@dataclass(frozen=True)
class Ran:
    """What a run of the command gave."""

    status: int
    out: bytes
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON lines of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


def analyzer(*arguments: str | Path, stdin: bytes = b"", folder: Path | None = None) -> Ran:
    """Run the command from its entry on in this process, which spares a second and more for starting one."""
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with (
        contextlib.chdir(folder or os.curdir),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "stdin", given),
        mock.patch.object(sys, "argv", ["analyzer", *map(str, arguments)]),
    ):
        status = _status()
        out.flush()
    return Ran(status, out.buffer.getvalue(), err.getvalue())


def _status() -> int:
    try:
        cli.main()
    except SystemExit as end:
        # As the interpreter has it: no code is 0.
        return int(end.code or 0)


def analyzer_process(*arguments: str | Path, stdin: bytes = b"", folder: Path | None = None) -> Ran:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "analyzer", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=folder, timeout=60)
    return Ran(done.returncode, done.stdout, done.stderr.decode())
