"""Opening a store: what is no database, what is none of ours, and two that open at once."""

from __future__ import annotations

import dataclasses
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import analyzer.store
from analyzer.annotations import Verdict
from analyzer.errors import StoreError
from analyzer.people import LOCAL
from analyzer.store import Click, Filters, Store
from analyzer.store.migrations import HEAD, VERSION_TABLE
from analyzer.store.schema import metadata


def test_a_file_that_is_no_database_is_refused(tmp_path):
    """A text file is named in the error and stays as it is."""
    path = tmp_path / "notes.db"
    path.write_text("These are notes and no database at all. " * 40)
    with pytest.raises(StoreError, match="not a database") as caught:
        Store.open(path)
    assert caught.value.where == str(path)
    assert path.read_text().startswith("These are notes")


def test_a_missing_folder_is_refused(tmp_path):
    """The folder is not made behind the caller's back."""
    with pytest.raises(StoreError, match="folder of the database does not exist"):
        Store.open(tmp_path / "nowhere" / "posts.db")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_is_refused(tmp_path):
    """A folder is no database file."""
    with pytest.raises(StoreError, match="this is a folder"):
        Store.open(tmp_path)


def test_a_database_of_a_newer_revision_is_refused(tmp_path):
    """A database that a later program wrote is left alone, and the error says so."""
    path = tmp_path / "posts.db"
    Store.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608 (our constant)
    connection.close()
    with pytest.raises(StoreError, match="revision 9999, which is newer than this program knows"):
        Store.open(path)


def test_the_database_of_another_program_is_refused(tmp_path):
    """No tables are put beside those of another program."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nothing://host/name", "no database of the kind nothing"),
        ("postgresql+asyncfoo://host/name", "no database of the kind"),
        ("sql ite://", "cannot be read"),
        ("postgresql://host:port/name", "cannot be read"),
    ],
)
def test_a_url_of_no_known_database_is_refused(url, said):
    """The error says what part of the address is not known."""
    with pytest.raises(StoreError, match=said):
        Store.open(url)


def test_a_password_is_never_shown():
    """An address that does not work is named without its password."""
    with pytest.raises(StoreError) as caught:
        Store.open("nothing://someone:secret-word@host/name")
    assert "secret-word" not in str(caught.value)


def test_a_closed_store_says_so(store):
    """A store that was closed answers with an error and not with an empty one."""
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.is_empty()


def test_an_opened_store_is_empty(store):
    """A fresh store has no thread and no model, and an overview of zeros."""
    overview = store.overview()
    assert store.is_empty()
    assert (overview.threads, overview.posts, overview.labels, overview.timeline) == (0, 0, (), ())
    assert (store.model(), dict(store.thresholds())) == (None, {})
    assert (store.thread("x"), store.scored_posts("x"), store.thread_summaries()) == (None, (), ())


def test_the_environment_names_the_database(tmp_path, monkeypatch, bridge):
    """Without an address the environment's is taken, else a file in the working folder."""
    monkeypatch.setenv("ANALYZER_DATABASE", f"sqlite:///{tmp_path / 'named.db'}")
    with Store.open() as store:
        store.add(bridge)
    assert (tmp_path / "named.db").is_file()
    monkeypatch.delenv("ANALYZER_DATABASE")
    monkeypatch.chdir(tmp_path)
    with Store.open() as store:
        assert store.is_empty()
    assert (tmp_path / "analyzer.db").is_file()


def test_an_empty_file_becomes_a_database(tmp_path):
    """A file made by `touch` or `mktemp` is filled."""
    path = tmp_path / "posts.db"
    path.touch()
    with Store.open(path) as store:
        assert store.is_empty()


def test_a_path_may_hold_any_characters(tmp_path, bridge):
    """Percent signs, question marks and blanks in a path are no options."""
    path = tmp_path / "50% of it?mode=ro #1.db"
    with Store.open(path) as store:
        store.add(bridge)
    assert path.is_file()
    with Store.open(str(path)) as store:
        assert not store.is_empty()


def test_the_file_is_set_to_lose_nothing(tmp_path):
    """A store on a file writes ahead, waits for others, and holds references."""
    with Store.open(tmp_path / "posts.db") as store, store._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
        }
    assert settings == {"journal_mode": "wal", "busy_timeout": 30_000, "foreign_keys": 1, "synchronous": 2}


def test_migrations_give_the_tables_of_the_schema(tmp_path):
    """What the migrations make is what the program works with, and the newest revision is the one it names."""
    path = tmp_path / "posts.db"
    Store.open(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        opts = {
            "version_table": VERSION_TABLE,
            "compare_type": True,
            # Full text is of another make on each database, and no part of the schema.
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith("search"),
        }
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    config = Config()
    config.set_main_option("script_location", str(Path(analyzer.store.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_database_of_the_first_revision_is_brought_up_with_its_data(tmp_path, bridge):
    """Threads stored before the newest columns come through the migration whole, and new ones go beside them."""
    path = tmp_path / "posts.db"
    with Store.open(path) as store:
        store.add(bridge)
        # Back to the first revision, as a database of the first version is.
        config = Config()
        config.set_main_option("script_location", str(Path(analyzer.store.__file__).parent / "migrations"))
        with store._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0001")
    with sqlite3.connect(path) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(segment)")}
    assert "similarity" in columns
    assert "language" not in columns
    with Store.open(path) as store:
        old = store.thread(bridge.id)
        store.add(dataclasses.replace(bridge, id="forum.example/18"))
        assert store.thread("forum.example/18").posts == bridge.posts
    assert [[segment.text for segment in post.segments] for post in old.posts] == [
        [segment.text for segment in post.segments] for post in bridge.posts
    ]
    assert old.posts[1].segments[1].language is None


def test_scores_of_the_second_revision_stay_flagged(tmp_path, bridge, scoring):
    """Scores stored before languages were told apart come through as they were, and new ones say their language."""
    path = tmp_path / "posts.db"
    given = [scoring("p1", denial=0.9), scoring("p2", denial=0.1)]
    with Store.open(path) as store:
        store.add(bridge, given)
        config = Config()
        config.set_main_option("script_location", str(Path(analyzer.store.__file__).parent / "migrations"))
        with store._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0002")
    with sqlite3.connect(path) as connection:
        assert {row[1] for row in connection.execute("PRAGMA table_info(scoring)")} == {"post_pk", "model_pk"}
    connection.close()
    with Store.open(path) as store:
        first, second, third = store.scored_posts(bridge.id)
        assert (first.scoring, second.scoring, third.scoring) == (given[0], given[1], None)
        store.add(bridge, [dataclasses.replace(given[0], unsupported="de")])
        assert store.scored_posts(bridge.id)[0].scoring == dataclasses.replace(given[0], unsupported="de", labels=())


def test_posts_of_the_third_revision_are_found_and_ranked(database, bridge, scoring):
    """A store from before the desk has its search, reach and queue filled from the posts that it holds."""
    call = dataclasses.replace(bridge.posts[1].segments[0], thread_id=None, found=None)
    quoting = dataclasses.replace(bridge.posts[1], segments=(call, *bridge.posts[1].segments[1:]))
    config = Config()
    config.set_main_option("script_location", str(Path(analyzer.store.__file__).parent / "migrations"))
    with Store.open(database) as store:
        if database == "sqlite://":
            pytest.skip("a database in memory is never opened again")
        store.add(dataclasses.replace(bridge, posts=(bridge.posts[0], quoting)), [scoring("p1", incitement=0.9)])
        before = store.desk.next(LOCAL)
        with store._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0003")
    with Store.open(database) as store:
        assert [post.post.id for post in store.desk.search(LOCAL, "bridge")] == ["p2", "p1"]
        assert [post.post.id for post in store.desk.search(LOCAL, "oh", filters=Filters(author="Bo Lind"))] == ["p2"]
        assert store.desk.next(LOCAL) == before
        assert "quoted once, not yet seen" in before[0].reason


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005"])
def test_every_earlier_version_comes_up_with_its_data(database, flagged, revision):
    """Threads, scores and thresholds of each version are there after the migrations, reviews too, and the desk works."""
    if database == "sqlite://":
        pytest.skip("a database in memory is never opened again")
    thread, scorings = flagged
    judged = Click(verdicts={"incitement": Verdict.YES})
    with Store.open(database) as store:
        store.add(thread, scorings, classifier_thresholds={"incitement": 0.25})
        store.desk.review(LOCAL, thread.id, "call", judged)
        before = (store.scored_posts(thread.id), store.thresholds(), store.counts().posts)
        reviews = store.desk.history(LOCAL, thread.id, "call").reviews
        _go_back(store, revision)
    with Store.open(database) as store:
        posts = [(one.post.id, one.post.own, one.scoring) for one in store.scored_posts(thread.id)]
        assert posts == [(one.post.id, one.post.own, one.scoring) for one in before[0]]
        assert (store.thresholds(), store.counts().posts) == before[1:]
        # The desk came with the fourth version: there were no reviews before.
        kept = store.desk.history(LOCAL, thread.id, "call").reviews
        assert kept == (reviews if revision >= "0004" else ())
        assert store.desk.review(LOCAL, thread.id, "denial", Click(verdicts={"denial": Verdict.NO}))
        assert [post.post.id for post in store.desk.search(LOCAL, "valley")] == ["call"]


def _go_back(store, revision):
    """Bring a store to an earlier version, as a database of it is."""
    config = Config()
    config.set_main_option("script_location", str(Path(analyzer.store.__file__).parent / "migrations"))
    with store._engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_every_version_is_among_those_that_come_up():
    """A new version is to be added to the test above."""
    config = Config()
    config.set_main_option("script_location", str(Path(analyzer.store.__file__).parent / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    (mark,) = test_every_earlier_version_comes_up_with_its_data.pytestmark
    assert known == set(mark.args[1])


def test_two_processes_open_one_new_postgresql_at_once(make_database):
    """Both wait for each other and find the tables whole."""
    both = _open_at_once(make_database(empty=True))
    assert both == [(0, "0"), (0, "0")]


def test_two_processes_open_one_new_database_at_once(tmp_path):
    """Both find it whole, whoever came first."""
    assert _open_at_once(tmp_path / "posts.db") == [(0, "0"), (0, "0")]


def _open_at_once(path):
    program = (
        "import sys; from analyzer.store import Store\n"
        "sys.stdin.readline()\n"
        "store = Store.open(sys.argv[1]); print(store.counts().threads); store.close()\n"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].strip() for process in both]
    return [(process.returncode, words) for process, words in zip(both, said, strict=True)]


def test_threads_of_a_process_open_one_new_database_at_once(tmp_path):
    """A dashboard's sessions may all be the first."""
    found = []

    def open_it():
        with Store.open(tmp_path / "posts.db") as store:
            found.append(store.is_empty())

    openers = [threading.Thread(target=open_it) for _ in range(4)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()
    assert found == [True] * 4
