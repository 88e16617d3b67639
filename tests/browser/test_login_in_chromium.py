"""Logging in against a real OpenID Connect provider that runs here: discovery, state, nonce, token and keys are its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from browser_samples import add_waiting
from playwright.sync_api import Page, expect

from analyzer.people import LOCAL
from analyzer.store import LogFilters, Store, Verb
from dashboard import launch
from dashboard.provider import CALLBACK

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

ID = "forum.example/4"
ACCOUNTS = (
    {"sub": "ann", "email": "Ann@desk.example", "email_verified": True},
    {"sub": "ray", "email": "ray@desk.example", "email_verified": True, "groups": ["science"]},
    {"sub": "eve", "email": "eve@desk.example", "email_verified": True},
    {"sub": "mim", "email": "ann@desk.example", "email_verified": False},
)
ROLES = """
[people]
"ann@desk.example" = ["reviewer"]

[groups]
"science" = ["researcher"]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A dashboard with a login: its address and its database."""

    address: str
    database: Path

    def lines(self, verb: Verb) -> list[tuple[str, dict]]:
        """Give by whom and with what detail a verb stands in the log, oldest first."""
        with Store.open(self.database) as store:
            found = store.desk.iter_actions(LOCAL, filters=LogFilters(verbs=(verb,)))
            return [(line.person, dict(line.detail)) for line in found]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a provider that asks for a nonce and knows registered clients alone: each test registers its own."""
    port = launch.free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "--require-registration", "true"]
    command += ["--require-nonce", "true"]
    for account in ACCOUNTS:
        command += ["--user-claims", json.dumps(account)]
    with (tmp_path_factory.mktemp("provider") / "provider.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        with closing_process(process):
            address = launch.address(port)
            launch.wait_for(f"{address}/.well-known/openid-configuration", process=process)
            yield address


@pytest.fixture
def desk(provider: str, serve: Callable[..., str], tmp_path: Path) -> Desk:
    """Give a dashboard whose people log in by the provider."""
    port = launch.free_port()
    callback = launch.address(port) + CALLBACK
    body = json.dumps({"redirect_uris": [callback]}).encode()
    asked = Request(f"{provider}/oauth2/clients", data=body, headers={"Content-Type": "application/json"})  # noqa: S310
    with urlopen(asked, timeout=20) as answer:  # noqa: S310  Our own server's address.
        client = json.load(answer)
    folder = tmp_path / "desk"
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "secrets.toml").write_text(
        f"""
        [auth]
        redirect_uri = "{callback}"
        cookie_secret = "{"s" * 40}"
        client_id = "{client["client_id"]}"
        client_secret = "{client["client_secret"]}"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """
    )
    (folder / "roles.toml").write_text(ROLES)
    database = tmp_path / "kept.db"
    # Each fills more than half a screen.
    words = [f"wren said the words of post {number}. " * 60 for number in range(1, 5)]
    add_waiting(database, ID, words, title="Orrin")
    return Desk(address=serve(database, "--roles", "roles.toml", port=port, folder=folder), database=database)


def closing_process(process: subprocess.Popen[bytes]):
    """Give a context that ends a process."""

    class Ended:
        def close(self) -> None:
            process.terminate()
            process.wait(timeout=20)

    return closing(Ended())


def _log_in(page: Page, address: str, account: str) -> None:
    page.set_default_timeout(60_000)
    page.goto(address)
    _as(page, account)


def _as(page: Page, account: str) -> None:
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name=account, exact=True).click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible(timeout=60_000)


def test_a_reviewer_logs_in_works_and_logs_out(desk: Desk, visit) -> None:
    """Nothing shows before the login, at no address; then the pages of the role and no other; after the logout nothing again."""
    context = visit.page.context.browser.new_context()
    asked: list[str] = []
    # The provider's own pages fetch a style from elsewhere; that is the provider's business.
    context.on(
        "request", lambda request: asked.append(request.url) if request.frame.url.startswith(desk.address) else None
    )
    page = context.new_page()
    page.goto(f"{desk.address}/queue")
    expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=60_000)
    assert "wren" not in page.content()
    assert page.get_by_role("link", name="Queue").count() == 0
    _log_in(page, desk.address, "ann")
    expect(page.locator(".fa-who")).to_have_text("ann@desk.example · reviewer")
    page.goto(f"{desk.address}/queue")
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    before = page.locator(".fa-judged p a").inner_text()
    page.keyboard.press("2")
    expect(page.locator(".fa-judged p a")).not_to_have_text(before)
    # Another page of the browser is out as well, though Streamlit tells it nothing.
    other = context.new_page()
    other.goto(f"{desk.address}/thread")
    expect(other.get_by_role("heading", name="Threads")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="end session").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    other.get_by_label("Search in title").fill("wren")
    other.keyboard.press("Enter")
    expect(other.get_by_text("Please log in again")).to_be_visible()
    assert [person for person, _ in desk.lines(Verb.REVIEW)] == ["ann@desk.example"]
    assert [person for person, _ in desk.lines(Verb.LOGIN)] == ["ann@desk.example"]
    assert [person for person, _ in desk.lines(Verb.LOGOUT)] == ["ann@desk.example"]
    # The card that lay before the page is given back.
    assert [person for person, _ in desk.lines(Verb.CLAIM)] == ["ann@desk.example"] * 2
    assert [person for person, _ in desk.lines(Verb.RELEASE)] == ["ann@desk.example"]
    assert {one.split("/")[2].partition(":")[0] for one in asked if one.startswith("http")} == {launch.HOST}


def test_a_followed_link_is_arrived_at_after_the_login(desk: Desk, visit) -> None:
    """With filters, with the anchor of a post, in this tab, once; to an address that is not ours nobody is brought."""
    context = visit.page.context.browser.new_context()
    page = context.new_page()
    link = f"{desk.address}/queue?label=denial&score=20&score=95&author=w%C3%BCren"
    _log_in(page, link, "ann")
    expect(page.locator(".fa-kept")).to_contain_text("author: würen", timeout=60_000)
    expect(page.locator(".fa-kept")).to_contain_text("score to: 95%")
    assert page.url == link
    # The root is the root again.
    page.goto(desk.address)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="end session").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    page.goto(f"{desk.address}/thread?thread=forum.example%2F4&to=%2F%2Fevil.example#post-4")
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    # Another tab that is logged in first does not take the link along.
    other = context.new_page()
    _log_in(other, desk.address, "ann")
    expect(other.get_by_role("heading", name="Overview")).to_be_visible()
    _as(page, "ann")
    expect(page).to_have_url(f"{desk.address}/thread?thread=forum.example%2F4#post-4", timeout=60_000)
    expect(page.locator("#post-4")).to_be_in_viewport()
    assert page.evaluate("sessionStorage.length") == 0


def test_two_people_at_once_each_with_what_the_roles_allow(desk: Desk, visit) -> None:
    """A researcher in another browser is refused the queue by its link, also over the login, and gets the export, with pseudonyms."""
    _log_in(visit.page, desk.address, "ann")
    other = visit.page.context.browser.new_context().new_page()
    _log_in(other, f"{desk.address}/queue?label=denial", "ray")
    expect(other.locator(".fa-who")).to_have_text("ray@desk.example · researcher")
    expect(other.locator(".fa-outcome")).to_contain_text("The page Queue is not open to your roles")
    assert "wren" not in other.content()
    other.goto(desk.address)
    expect(other.get_by_role("heading", name="Export")).to_be_visible()
    assert other.get_by_role("link", name="Queue").count() == 0
    for address in ("thread?thread=forum.example/4", "overview", "add_threads"):
        other.goto(f"{desk.address}/{address}")
        expect(other.locator(".fa-outcome")).to_contain_text("is not open to your roles")
        assert "wren" not in other.content()
    other.goto(f"{desk.address}/export")
    with other.expect_download() as started:
        other.get_by_role("button", name="Download jsonl").click()
    rows = [json.loads(row) for row in Path(started.value.path()).read_text().splitlines()]
    assert len(rows) == 4
    assert "wren" not in json.dumps(rows)
    visit.page.goto(f"{desk.address}/queue")
    expect(visit.page.get_by_role("button", name="Save")).to_be_visible()
    expect(visit.page.locator(".fa-who")).to_have_text("ann@desk.example · reviewer")
    assert [person for person, _ in desk.lines(Verb.EXPORT)] == ["ray@desk.example"]
    refused = [(person, detail["what"]) for person, detail in desk.lines(Verb.REFUSAL)]
    assert refused == [("ray@desk.example", what) for what in ("Queue", "Threads", "Overview", "Add threads")]


@pytest.mark.parametrize("account", ["eve", "mim"])
def test_an_account_without_roles_is_told_whom_to_ask(desk: Desk, visit, account: str) -> None:
    """An account that nobody named, and one with the unverified e-mail of somebody who was, see one sentence."""
    _log_in(visit.page, desk.address, account)
    expect(visit.page.locator(".fa-outcome")).to_contain_text("Ask the person who runs this dashboard")
    assert visit.page.get_by_role("link", name="Export").count() == 0
    assert "wren" not in visit.page.content()
    person = "mim" if account == "mim" else "eve@desk.example"
    assert desk.lines(Verb.REFUSAL) == [(person, {"what": "login"})]
    assert desk.lines(Verb.LOGIN) == []
