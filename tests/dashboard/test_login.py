"""The login as the pages see it: who gets in, which pages show, what is told and what is logged."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dashboard_samples import THRESHOLDS, own, post, scoring, thread
from streamlit.testing.v1 import AppTest

from analyzer.errors import DataError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Verb
from dashboard import desk
from dashboard.login import Ended, Login
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
        ("rea", {"overview", "queue", "thread", "search", "export", "add_threads", "care", "history"}),
        ("lea", {screen.name for screen in SCREENS}),
        ("ada", {"overview", "thread", "search", "log", "export", "add_threads", "history"}),
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


def _press(page: AppTest, key: str) -> None:
    next(button for button in page.button if button.key.startswith(key)).click().run()
    assert not page.exception


def _open(user: dict[str, object]) -> AppTest:
    """Open another page of the queue by a login, on the store as it is."""
    page = AppTest.from_file(Path(desk.__file__).with_name("app.py"), default_timeout=20)
    page.switch_page("screens/queue.py")
    page.user = user
    page.run()
    assert not page.exception
    return page


def _held(store) -> dict[str, str]:
    posts = [scored.post.id for scored in store.scored_posts(ID)]
    claims = {post_id: store.desk.history(LOCAL, ID, post_id).claim for post_id in posts}
    return {post_id: claim.reviewer for post_id, claim in claims.items() if claim is not None}


def test_a_logout_gives_back_what_lies_before_pages_of_this_login(come, store) -> None:
    """In all its pages, at once and for others on this server too; a page of another login of the person keeps its own."""
    user = account("rea")
    elsewhere = account("rea", iat=int(time.time()) - 60)
    page = come("queue", user)
    store.add(thread(post(2, own("It was staged too."))), [scoring("p2", {"denial": 0.9})])
    other = _open(elsewhere)
    assert _held(store) == {"p1": "rea@desk.example", "p2": "rea@desk.example"}
    _press(page, "logout")
    assert _held(store) == {"p2": "rea@desk.example"}
    lea = _open(account("lea"))
    assert _held(store) == {"p1": "lea@desk.example", "p2": "rea@desk.example"}
    _press(other, "all-no")
    assert [person for person, _ in lines(store, Verb.REVIEW)] == ["rea@desk.example"]
    _press(lea, "logout")
    assert _held(store) == {}
    assert [person for person, _ in lines(store, Verb.RELEASE)] == ["lea@desk.example", "rea@desk.example"]


def test_a_page_left_over_from_a_logout_ends_nothing_twice(come, store) -> None:
    """Another page of the same login still shows the button: pressing it is no second logout and touches no newer login."""
    user = account("rea", iat=int(time.time()) - 60)
    page = come("queue", user)
    left = _open(user)
    _press(page, "logout")
    newer = _open(account("rea"))
    assert _held(store) == {"p1": "rea@desk.example"}
    _press(left, "logout")
    assert _held(store) == {"p1": "rea@desk.example"}
    assert len(lines(store, Verb.LOGOUT)) == 1
    assert newer.title[0].value == "Queue"


def test_one_may_leave_while_the_store_does_not_answer(come, monkeypatch) -> None:
    """The login ends and the posts lie before no page any more, though the log has no line of it."""
    page = come("queue", account("rea"))

    def fail(*_: object, **__: object) -> None:
        raise DataError("the disk is full", where="store", remedy="make room")

    monkeypatch.setattr("analyzer.store.desk.Desk.log_out", fail)
    _press(page, "logout")
    assert page.title[0].value == "Forum analyzer"
    assert desk.seats()._held == {}


def test_logins_that_have_run_out_are_forgotten() -> None:
    """What no file of roles lets in any more is no longer among those that were ended by hand."""
    now = datetime(2031, 3, 9, tzinfo=UTC)
    ended = Ended()

    def login(days: float) -> Login:
        return Login(issuer="i", subject="rea", given=(now - timedelta(days=days)).timestamp())

    for days in (40, 30, 29.99, 0):
        assert ended.add(login(days), at=now - timedelta(days=days))
    assert not ended.add(login(0), at=now)
    assert [login(days) in ended for days in (40, 30, 29.99, 0)] == [False, False, True, True]
    assert len(ended) == 2
    assert None not in ended


def test_without_configuration_there_is_no_login(open_page) -> None:
    """One local person, all pages, and no button to log out."""
    page = open_page("overview")
    assert page.title[0].value == "Overview"
    assert not any(button.key == "logout" for button in page.button)
