"""What a person may read, export and add: asked in the store, whoever asks the store."""

from __future__ import annotations

import dataclasses
import json

import pytest

from analyzer.errors import DataError, RefusedError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Export, LogFilters, Verb

READS = {
    "overview": lambda access: access.overview(),
    "count_threads": lambda access: access.count_threads(),
    "thread_summaries": lambda access: access.thread_summaries(),
    "scored_posts": lambda access: access.scored_posts("h/1"),
    "counts": lambda access: access.counts(),
    "model": lambda access: access.model(),
    "thresholds": lambda access: access.thresholds(),
}
EXPORT = Export(format_name="jsonl")


def person(*roles):
    return Person("zoe", frozenset(roles))


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_researcher_and_a_stranger_read_nothing(store, flagged, read):
    """Each question is refused before the store answers, and answered to those who work with posts."""
    store.add(*flagged)
    for refused in (person(), person(Role.RESEARCHER)):
        with pytest.raises(RefusedError, match="'zoe' may not do this"):
            read(store.asked_by(refused))
    for allowed in (Role.REVIEWER, Role.LEAD, Role.ADMIN):
        read(store.asked_by(person(allowed)))


def test_the_rest_is_asked_for_as_well(store, flagged):
    """Whether there is anything, adding and exporting need a role too; a researcher adds nothing."""
    store.add(*flagged)
    stranger = store.asked_by(person())
    for ask in (stranger.is_empty, stranger.to_import, lambda: stranger.export_rows(EXPORT)):
        with pytest.raises(RefusedError):
            ask()
    researcher = store.asked_by(person(Role.RESEARCHER))
    assert not researcher.is_empty()
    with pytest.raises(RefusedError):
        researcher.to_import()
    assert store.asked_by(person(Role.REVIEWER)).to_import() is store


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.REVIEWER])
def test_names_leave_with_a_lead_or_an_admin_alone(store, bridge, role):
    """Pseudonyms stand in an export wherever an author is named; with names it is refused before anything is read."""
    store.add(bridge)
    rows = list(store.asked_by(person(role)).export_rows(EXPORT))
    assert len(rows) == 3
    assert "Ada" not in json.dumps(rows)
    assert "Bo Lind" not in json.dumps(rows)
    named = dataclasses.replace(EXPORT, names=True)
    with pytest.raises(RefusedError):
        store.asked_by(person(role)).export_rows(named)
    for allowed in (Role.LEAD, Role.ADMIN):
        assert next(iter(store.asked_by(person(allowed)).export_rows(named)))["author"] == "Ada"


def test_an_export_is_logged_before_it_leaves(store, flagged):
    """Which posts, in which format, with names or without; what is refused or cannot be leaves no line."""
    store.add(*flagged)
    access = store.asked_by(person(Role.LEAD))
    assert len(list(access.export_rows(dataclasses.replace(EXPORT, labels=("incitement",))))) == 1
    access.export_rows(dataclasses.replace(EXPORT, thread_id="h/1", names=True))
    with pytest.raises(DataError):
        list(access.export_rows(dataclasses.replace(EXPORT, labels=("nonsense",))))
    lines = store.desk.actions(LOCAL, filters=LogFilters(verbs=(Verb.EXPORT,)))
    assert [dict(line.detail) for line in reversed(lines)][:2] == [
        {"format": "jsonl", "thread": None, "labels": ["incitement"], "authors": "pseudonyms"},
        {"format": "jsonl", "thread": "h/1", "labels": [], "authors": "names"},
    ]


def test_a_login_is_logged_once_and_a_refusal_without_a_role(store):
    """The same login opens many pages and is one line; another one is another; a stranger's refusal is kept."""
    for given in (1, 1, 2, 1):
        store.desk.record(person(Role.ADMIN), Verb.LOGIN, {"given": given}, once=True)
    store.desk.record(Person("yan", frozenset({Role.LEAD})), Verb.LOGIN, {"given": 1}, once=True)
    store.desk.record(person(), Verb.REFUSAL, {"what": "login"})
    with pytest.raises(RefusedError):
        store.desk.record(person(), Verb.LOGIN, {"given": 3})
    lines = [(line.person, line.verb, dict(line.detail)) for line in reversed(store.desk.actions(LOCAL))]
    assert lines == [
        ("zoe", Verb.LOGIN, {"given": 1}),
        ("zoe", Verb.LOGIN, {"given": 2}),
        ("yan", Verb.LOGIN, {"given": 1}),
        ("zoe", Verb.REFUSAL, {"what": "login"}),
    ]
