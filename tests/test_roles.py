"""The file of roles: what is refused, whom it names, and what counts of what a provider tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.errors import SettingsError
from analyzer.people import Role
from analyzer.roles import MOST_BYTES, Roles, read_roles

NOON = datetime(2031, 3, 9, 12, 0, tzinfo=UTC)
ADA = '[people]\n"ada@desk.example" = ["lead"]\n'
ROLES = Roles(people={"ada@desk.example": frozenset({Role.LEAD})}, groups={"science": frozenset({Role.RESEARCHER})})


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "nobody has a role"),
        ("[people]\n", "nobody has a role"),
        ("people = 3\n", "'people' is no table"),
        ('[people]\n"ada@desk.example" = "lead"\n', "has no list of roles"),
        ('[people]\n"ada@desk.example" = []\n', "has no list of roles"),
        ('[people]\n"ada@desk.example" = ["boss"]\n', "'boss' of 'ada@desk.example' under .people. is no role"),
        ('[people]\n"ada@desk.example" = [{x = 1}]\n', "is no role"),
        ('[people]\n"ada" = ["lead"]\n', "'ada' under .people. is no e-mail"),
        ('[people]\n"*@desk.example, @" = ["lead"]\n', "is no e-mail"),
        (ADA + '"ADA@desk.example" = ["admin"]\n', "stands twice"),
        (f"role = 3\n{ADA}", "'role' means nothing here"),
        (f"session_hours = 0\n{ADA}", "session_hours"),
        (f"session_hours = nan\n{ADA}", "session_hours"),
        (f"session_hours = true\n{ADA}", "session_hours"),
        (f'accept_unverified_email = "yes"\n{ADA}', "accept_unverified_email"),
        (f'groups_claim = " "\n{ADA}', "groups_claim"),
        ("[people\n", "no TOML"),
    ],
)
def test_a_file_that_cannot_be_is_refused(tmp_path, written, said):
    """What is wrong is said with the file's name and what to do."""
    path = tmp_path / "roles.toml"
    path.write_text(written)
    with pytest.raises(SettingsError, match=said) as caught:
        read_roles(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy


def test_a_file_that_is_none_is_refused(tmp_path):
    """Nothing, a folder, bytes and a file of another size are told apart."""
    with pytest.raises(SettingsError, match="cannot be read"):
        read_roles(tmp_path / "nowhere.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_roles(tmp_path)
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="no TOML"):
        read_roles(tmp_path / "bytes")
    (tmp_path / "large").write_bytes(b" " * (MOST_BYTES + 1))
    with pytest.raises(SettingsError, match="too large"):
        read_roles(tmp_path / "large")


def test_a_file_names_people_and_groups(tmp_path):
    """Roles of an e-mail and of all groups add up; nobody else has any."""
    path = tmp_path / "roles.toml"
    path.write_text(
        'groups_claim = "teams"\nsession_hours = 1.5\n[people]\n"Ada@Desk.example" = ["lead"]\n[groups]\n"mods" = ["reviewer"]\n'
    )
    roles = read_roles(path)
    assert roles.session == timedelta(minutes=90)
    ada = {"sub": "1", "email": " ADA@desk.example", "email_verified": True, "teams": ["x", "mods", 3]}
    assert roles.person(ada).name == "ada@desk.example"
    assert roles.person(ada).roles == {Role.LEAD, Role.REVIEWER}
    assert roles.person({"sub": "2", "teams": "mods"}).roles == {Role.REVIEWER}
    assert roles.person({"sub": "3", "groups": ["mods"]}).roles == frozenset()


@pytest.mark.parametrize("verified", [False, None, 1, "false", "yes", [True]])
def test_an_unverified_email_counts_for_nothing(verified):
    """The name is the subject then, and the account has no role; the file may say otherwise."""
    claims = {"sub": "eve", "email": "ada@desk.example", "email_verified": verified}
    assert ROLES.person(claims).name == "eve"
    assert ROLES.person(claims).roles == frozenset()
    assert ROLES.is_unverified(claims)
    trusting = Roles(people=ROLES.people, accept_unverified_email=True)
    assert trusting.person(claims).roles == {Role.LEAD}


def test_a_letter_that_only_looks_the_same_is_another_person():
    """The Kelvin sign becomes a k in small letters, but no other address does."""
    roles = Roles(people={"kay@desk.example": frozenset({Role.ADMIN})})
    claims = {"sub": "1", "email": "\u212aay@desk.example", "email_verified": True}
    assert roles.person(claims).roles == frozenset()


def test_an_account_without_a_name_is_refused():
    """Nobody is let in as nobody."""
    with pytest.raises(SettingsError, match="neither an e-mail nor a subject"):
        ROLES.person({"email": "ada@desk.example"})


@pytest.mark.parametrize("given", [None, "soon", True, float("nan"), float("inf"), -1e300, 0])
def test_a_login_without_a_time_has_run_out(given):
    """What cannot be dated holds no longer."""
    assert ROLES.is_over({"iat": given}, at=NOON)


def test_a_login_runs_out():
    """Twelve hours, unless the file says otherwise."""
    given = NOON.timestamp()
    assert not ROLES.is_over({"iat": given}, at=NOON + timedelta(hours=11, minutes=59))
    assert ROLES.is_over({"iat": given}, at=NOON + timedelta(hours=12))


@settings(deadline=None)
@given(
    claims=st.dictionaries(
        st.sampled_from(["email", "email_verified", "groups", "name", "preferred_username", "roles"]),
        st.one_of(st.none(), st.booleans(), st.text(), st.lists(st.text()), st.just("science@x")),
    )
)
def test_whatever_a_provider_tells_nobody_has_a_role_unless_named(claims):
    """Only the two things that the file names give roles, whatever else the claims hold."""
    person = ROLES.person({"sub": "s", **claims})
    told = claims.get("groups")
    groups = {told} if isinstance(told, str) else set(told) if isinstance(told, list) else set()
    named = person.name in ROLES.people or groups & set(ROLES.groups)
    assert named or not person.roles
