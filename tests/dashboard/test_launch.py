"""Starting the dashboard: on this machine alone, and a plain word where it cannot."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import __main__ as command
from dashboard import launch


@pytest.fixture
def taken_port():
    """Give a port that something listens on."""
    with socket.create_server((launch.HOST, 0)) as listening:
        yield listening.getsockname()[1]


def test_the_server_is_bound_to_this_machine_and_calls_nobody() -> None:
    """The command binds 127.0.0.1, bounds uploads, watches no file and sends no statistics."""
    given = launch.command(port=8777)
    assert given[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(given[4]).name == "app.py"
    assert {
        "--server.port=8777",
        "--server.address=127.0.0.1",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        f"--server.maxUploadSize={launch.MAX_UPLOAD_MIB}",
        "--server.allowedHosts=127.0.0.1",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=type",
    } <= set(given)


def test_the_environment_names_the_database_and_finds_the_packages(monkeypatch) -> None:
    """The server gets the database that was named, else the one named before, and both packages' folder."""
    monkeypatch.setenv("ANALYZER_DATABASE", "before.db")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert launch.environment()["ANALYZER_DATABASE"] == "before.db"
    there = launch.environment(database="named.db", model="ours", strictness="high-recall")
    assert (there["ANALYZER_DATABASE"], there["ANALYZER_MODEL"]) == ("named.db", "ours")
    assert there["ANALYZER_STRICTNESS"] == "high-recall"
    assert there["PYTHONPATH"].split(":") == [str(Path(launch.__file__).parents[1]), "elsewhere"]


def test_a_taken_port_is_named_with_another_to_choose(taken_port, capsys, tmp_path) -> None:
    """A port in use ends the command with status 2 and one sentence that says what to type instead."""
    assert not launch.port_is_free(taken_port)
    assert command.main(["--port", str(taken_port), "--database", str(tmp_path / "a.db")]) == 2
    said = capsys.readouterr().err
    assert f"port {taken_port} is taken" in said
    assert "--port " in said
    assert said.count("\n") == 1


def test_a_port_is_free_again_after_use() -> None:
    """A free port is told from a taken one."""
    with socket.create_server((launch.HOST, 0)) as other:
        port = other.getsockname()[1]
    assert launch.port_is_free(port)


def test_an_unusable_database_ends_the_command(capsys, tmp_path) -> None:
    """A file that is no database ends the command with status 2 and one sentence, before a server starts."""
    (tmp_path / "letter.txt").write_text("no database " * 500)
    with socket.create_server((launch.HOST, 0)) as other:
        port = other.getsockname()[1]
    assert command.main(["--port", str(port), "--database", str(tmp_path / "letter.txt")]) == 2
    assert "letter.txt" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "\uff18\uff15\uff10\uff11", "8501.5"])
def test_a_port_that_is_none_is_refused(port: str, capsys) -> None:
    """What is no port from 1 to 65535 is refused with the range."""
    with pytest.raises(SystemExit) as left:
        command.main([f"--port={port}"])
    assert left.value.code == 2
    assert "give a number from 1 to 65535" in capsys.readouterr().err


def test_the_command_has_help() -> None:
    """`python -m dashboard --help` names both options."""
    said = subprocess.run(
        [sys.executable, "-m", "dashboard", "--help"], capture_output=True, text=True, check=True, timeout=30
    ).stdout
    assert "--port" in said
    assert "--database" in said
