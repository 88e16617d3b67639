"""Starting the dashboard: on this machine alone, and a plain word where it cannot."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from analyzer.errors import AnalyzerError, SettingsError
from dashboard import __main__ as command
from dashboard import launch, provider
from dashboard.provider import Auth

AUTH = """
[auth]
redirect_uri = "https://desk.example/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "desk"
client_secret = "a word"
server_metadata_url = "https://id.example/.well-known/openid-configuration"
"""


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


class _Answers(BaseHTTPRequestHandler):
    """Answers with the statuses of its class in turn, the last one for ever; 0 is no answer that HTTP knows."""

    statuses: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        """Answer."""
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if status == 0:
            self.wfile.write(b"nonsense\r\n\r\n")
        else:
            self.send_response(status)
            self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def answer():
    """Give a function that starts a server which answers with some statuses, and gives its address."""
    servers = []

    def start(*statuses: int) -> str:
        handler = type("_Some", (_Answers,), {"statuses": list(statuses)})
        servers.append(HTTPServer((launch.HOST, 0), handler))
        threading.Thread(target=servers[-1].serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return launch.address(servers[-1].server_port)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_waiting_ends_with_the_process_or_with_the_time(answer, monkeypatch) -> None:
    """A server that has ended is told at once with its status; one that only gives errors, or none at all, after the time."""
    ended = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    ended.wait(timeout=30)
    with monkeypatch.context() as patch:
        patch.setattr(launch.time, "sleep", lambda _: pytest.fail("it waited for a server that had ended"))
        with pytest.raises(launch.StartError, match="ended with status 3"):
            launch.wait_for(launch.address(launch.free_port()), process=ended)
    for address in (launch.address(launch.free_port()), answer(500), answer(0)):
        with pytest.raises(launch.StartError, match=rf"{address}: there was no answer within 0.2 seconds"):
            launch.wait_for(address, seconds=0.2)


def test_waiting_goes_on_until_there_is_an_answer_without_error(answer, monkeypatch) -> None:
    """Errors and nonsense before it are no answer, and no proxy is asked for a server of this machine."""
    monkeypatch.setenv("http_proxy", launch.address(launch.free_port()))
    launch.wait_for(answer(503, 0, 404, 200), seconds=20)


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


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a folder to start from, with a home of nobody else's."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "work" / ".streamlit").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "work" / "roles.toml").write_text('[people]\n"ada@desk.example" = ["lead"]\n')
    return tmp_path / "work"


def secrets(folder: Path, written: str) -> None:
    (folder / ".streamlit" / "secrets.toml").write_text(written)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[auth]", "[auth", "no TOML"),
        ("[auth]", "auth = 3\n[other]", "no table"),
        ("0123456789abcdef0123456789abcdef", "short", "cookie_secret"),
        ("https://desk.example/oauth2callback", "desk.example", "redirect_uri"),
        ("https://desk.example/oauth2callback", "https://[desk/oauth2callback", "redirect_uri"),
        ("/oauth2callback", "/callback", "redirect_uri"),
        ('client_id = "desk"', "", "client_id is missing in .auth."),
        ('client_secret = "a word"', 'client_secret = ""', "client_secret is missing"),
        ('client_id = "desk"', '[auth.my_provider]\nclient_id = "desk"', "'my_provider' is no name"),
    ],
)
def test_secrets_that_cannot_be_are_refused_before_the_server_starts(folder, before, after, said) -> None:
    """What is wrong with them is one sentence that names the file and shows no secret."""
    secrets(folder, AUTH.replace(before, after))
    with pytest.raises(SettingsError, match=said) as caught:
        launch.check_login(roles="roles.toml", address=launch.HOST)
    assert caught.value.where == str(folder / ".streamlit" / "secrets.toml")
    assert "a word" not in str(caught.value)


def test_a_login_needs_both_secrets_and_roles(folder, capsys) -> None:
    """One of the two alone is refused; neither is the local person, on this machine alone."""
    assert launch.check_login(roles=None, address=launch.HOST) is None
    with pytest.raises(SettingsError, match=r"without a login the dashboard is shown on 127\.0\.0\.1 alone"):
        launch.check_login(roles=None, address="192.0.2.7")
    with pytest.raises(SettingsError, match="no provider to log in by"):
        launch.check_login(roles="roles.toml", address=launch.HOST)
    secrets(folder, AUTH)
    with pytest.raises(SettingsError, match="nobody has a role"):
        launch.check_login(roles=None, address=launch.HOST)
    assert command.main(["--roles", "nowhere.toml"]) == 2
    assert "nowhere.toml" in capsys.readouterr().err
    assert launch.check_login(roles="roles.toml", address="192.0.2.7") == Auth(host="desk.example", names=("default",))


def test_a_missing_login_library_is_named(folder, monkeypatch) -> None:
    """Without the library the command says how to install it."""
    secrets(folder, AUTH)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(AnalyzerError, match=r"authlib is not installed.*login"):
        launch.check_login(roles="roles.toml", address=launch.HOST)


def test_several_providers_are_a_choice(folder) -> None:
    """Each provider of the secrets is a button; the login's own options are none."""
    assert provider.providers() == ()
    secrets(folder, AUTH + "client_kwargs = { scope = 'openid' }\n")
    assert [(one.name, one.is_alone, one.arguments) for one in provider.providers()] == [("default", True, ())]
    one = "client_id = '1'\nclient_secret = '2'\nserver_metadata_url = 'https://x.example'\n"
    secrets(folder, f"{AUTH.split('client_id', maxsplit=1)[0]}\n[auth.alpha]\n{one}\n[auth.beta]\n{one}")
    assert [one.arguments for one in provider.providers()] == [("alpha",), ("beta",)]
    assert not any(one.is_alone for one in provider.providers())


def test_with_a_login_the_server_answers_to_its_name() -> None:
    """The name in the browser is let in, and the address is the one asked for."""
    given = launch.command(address="192.0.2.7", auth=Auth(host="desk.example", names=("default",)))
    assert {"--server.address=192.0.2.7", "--server.allowedHosts=desk.example"} <= set(given)
