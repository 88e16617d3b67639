"""The login as the pages see it: who gets in, which pages show, what is told and what is logged."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from dashboard_samples import THRESHOLDS, own, post, scoring, thread
from streamlit.testing.v1 import AppTest

from analyzer.people import LOCAL, Person, Role
from analyzer.store import Verb
from dashboard.screens import SCREENS

ROLES = """
[people]
"rea@desk.example" = ["reviewer"]
"lea@desk.example" = ["lead"]
"ada@desk.example" = ["admin"]
"[groups]
"science" = ["researcher"]
""".replace('"[groups]', "[groups]")
ID = "forum.example/orrin.4"


def account(name: str, **claims: object) -> dict[str, object]:
    """Give the claims of somebody who has just logged in."""
    email = f"{name}@desk.example"
    return {"is_logged_in": True, "iss": "i", "sub": name, "email": email, "email_verified": True} | {
        "iat": int(time.time()),
        **claims,
    }


@pytest.fixture
def roles(tmp_path: Path, monkeypatch) -> Path:
    """Give a file of roles that the pages obey."""
    (tmp_path / "roles.toml").write_text(ROLES)
    monkeypatch.setenv("ANALYZER_ROLES", str(tmp_path / "roles.toml"))
    return tmp_path / "roles.toml"


@pytest.fixture
def come(open_page, store, roles):
    """Give a function that opens a page of a filled store as an account."""
    assert roles.is_file()

    def run(name: str, user: dict[str, object] | None) -> AppTest:
        page = open_page(name)
        store.add(
            thread(post(1, own("It was staged."))), [scoring("p1", {"denial": 0.9})], classifier_thresholds=THRESHOLDS
        )
        page.user = user or {}
        page.run()
        assert not page.exception
        return page

    return run


def shown(page: AppTest, tree_of) -> str:
    return " ".join(tree_of(page).text(separator=" ").split())


def lines(store, verb: Verb) -> list[tuple[str, dict]]:
    return [(line.person, dict(line.detail)) for line in store.desk.actions(LOCAL) if line.verb is verb]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@pytest.mark.parametrize(
    "user",
    [
        None,
        {"is_logged_in": False, "email": "lea@desk.example", "email_verified": True},
        {"is_logged_in": "yes", "email": "lea@desk.example", "email_verified": True},
        account("lea", iat=0),
        account("lea", iat=None),
    ],
    ids=["nobody", "not logged in", "a word", "run out", "undated"],
)
def test_without_a_login_no_page_shows_anything(come, tree_of, store, screen, user) -> None:
    """Every address shows the login page alone, and nothing is written of it."""
    page = come(screen.name, user)
    assert page.title[0].value == "Forum analyzer"
    assert "staged" not in shown(page, tree_of)
    assert [line.person for line in store.desk.actions(LOCAL)] == []


@pytest.mark.parametrize(
    ("name", "open_to"),
    [
        ("rea", {"overview", "queue", "thread", "search", "export", "add_threads", "care"}),
        ("lea", {screen.name for screen in SCREENS}),
        ("ada", {"overview", "thread", "search", "export", "add_threads"}),
        ("ray", {"export"}),
    ],
)
def test_each_role_is_shown_its_pages(come, tree_of, store, name, open_to) -> None:
    """What is not open to the roles says so under its own address, and is logged once, however often it is drawn."""
    page = come("export", account(name, groups=["science"] if name == "ray" else []))
    seen = set()
    for screen in SCREENS:
        page.switch_page(f"screens/{screen.name}.py").run()
        page.run()
        assert not page.exception
        if "is not open to your roles" not in shown(page, tree_of):
            seen.add(screen.name)
    assert seen == open_to
    refused = [detail["what"] for _, detail in reversed(lines(store, Verb.REFUSAL))]
    assert refused == [screen.title for screen in SCREENS if screen.name not in open_to]
    assert [person for person, _ in lines(store, Verb.LOGIN)] == [f"{name}@desk.example"]


@pytest.mark.parametrize("name", ["overview", "queue", "thread", "add_threads"])
def test_the_store_refuses_where_a_page_forgets(come, tree_of, store, monkeypatch, name) -> None:
    """A page that is shown by mistake gets no answer: the question is asked where the data is read."""
    monkeypatch.setattr("dashboard.screens.SCREENS", tuple(replace(screen, asks="export") for screen in SCREENS))
    page = come(name, account("ray", groups=["science"]))
    if name == "add_threads":
        page.file_uploader[0].set_value([("a.txt", b"wren wrote: it was staged", "text/plain")])
        page.button(key="FormSubmitter:upload-Read, score and store").click().run()
    assert "may not do this" in shown(page, tree_of)
    assert "staged" not in shown(page, tree_of)
    assert store.counts().threads == 1


def test_a_reviewer_is_given_no_choice_of_names(come) -> None:
    """Exports of who may see no names have no such choice; a lead has it."""
    page = come("export", account("rea"))
    assert len(page.radio) == 0
    page.user = account("lea")
    page.run()
    assert page.radio[0].options == ["Pseudonyms", "Names as written on the forum"]


def test_verdicts_stand_under_the_account(come, store) -> None:
    """What is judged is judged by who is logged in."""
    page = come("queue", account("rea"))
    next(button for button in page.button if button.key.startswith("all-no")).click().run()
    assert not page.exception
    # One post in ten is drawn for a second reading, and then others are not shown the first.
    rea = Person("rea@desk.example", frozenset({Role.REVIEWER}))
    assert [review.reviewer for review in store.desk.history(rea, ID, "p1").reviews] == ["rea@desk.example"]


def test_a_changed_file_of_roles_holds_at_once(come, tree_of, roles) -> None:
    """Who is taken out of it sees nothing at the next step, and a file that is broken lets nobody in."""
    page = come("overview", account("lea"))
    assert "staged" not in shown(page, tree_of)
    assert page.title[0].value == "Overview"
    roles.write_text('[people]\n"rea@desk.example" = ["reviewer"]\n')
    page.run()
    assert "have no role here yet" in shown(page, tree_of)
    roles.write_text("[people")
    page.run()
    assert page.title[0].value == "Forum analyzer"
    assert "no TOML" in shown(page, tree_of)


def test_a_role_lost_within_a_fragment_ends_the_work(come, roles, store) -> None:
    """A verdict after the roles were taken away is refused by the store and kept by nobody."""
    page = come("queue", account("rea"))
    roles.write_text('[people]\n"lea@desk.example" = ["lead"]\n')
    next(button for button in page.button if button.key.startswith("all-no")).click().run()
    assert store.desk.history(LOCAL, ID, "p1").reviews == ()


def test_logging_out_is_logged_and_ends_all_pages(come, store) -> None:
    """After the logout this page shows the login, and so does another one of the same browser."""
    user = account("lea")
    page = come("overview", user)
    next(button for button in page.button if button.key == "logout").click().run()
    assert not page.exception
    assert page.title[0].value == "Forum analyzer"
    assert [person for person, _ in lines(store, Verb.LOGOUT)] == ["lea@desk.example"]
    page.user = user
    page.run()
    assert page.title[0].value == "Forum analyzer"
    page.user = account("lea", iat=user["iat"] + 1)
    page.run()
    assert page.title[0].value == "Overview"


def test_without_configuration_there_is_no_login(open_page) -> None:
    """One local person, all pages, and no button to log out."""
    page = open_page("overview")
    assert page.title[0].value == "Overview"
    assert not any(button.key == "logout" for button in page.button)
