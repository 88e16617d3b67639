"""The command keeps its word: rows out, one sentence on an error, and the exit status that scripts go by."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from command_runs import analyzer, analyzer_process

from analyzer import cli_options
from analyzer.classifiers.calibration import Strictness
from analyzer.labels import LABEL_NAMES
from analyzer.people import LOCAL, Person
from analyzer.store import Store, Verb
from dashboard import __main__ as dashboard_command

CALL = "Let us go and burn their houses down with all of them inside, every last one."
# Where it is not the scores that are looked at: many times as quick as the model of the default.
QUICK = ("--model", "linear")


@pytest.fixture
def thread_page(threads_folder: Path) -> Path:
    """A sample page with all labels."""
    return threads_folder / "xenforo2" / "ostrel-registers.html"


def test_a_process_ends_as_the_command_does(thread_page: Path, tmp_path: Path):
    """What runs in this process in most tests says and gives the same in one of its own."""
    for arguments in (["read", thread_page], ["score", "nowhere.html"], ["frobnicate"]):
        assert analyzer_process(*arguments, folder=tmp_path) == analyzer(*arguments, folder=tmp_path)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["read", "nowhere.html"], "nowhere.html: no such file or directory; check the path and its permissions."),
        (["score", "nowhere.html"], "nowhere.html: no such file or directory; check the path and its permissions."),
        (["read"], "analyzer: Missing argument 'PATH…'. See analyzer --help."),
        (["frobnicate"], "analyzer: No such command 'frobnicate'. See analyzer --help."),
        (["score", "x", "--model", "crystal-ball"], "there is no classifier named 'crystal-ball'"),
        (["import", "x", "--database", "nosuch://db"], "nosuch://db"),
        (["evaluate", "nowhere.csv"], "nowhere.csv"),
        (["score", "x", "--strictness", "harsh"], "'harsh' is not one of 'high-precision', 'balanced', 'high-recall'"),
        (["import", "x", "--strictness", "harsh"], "'harsh' is not one of 'high-precision', 'balanced', 'high-recall'"),
    ],
)  # fmt: skip
def test_errors_are_one_sentence_and_status_2(arguments: list[str], sentence: str, tmp_path: Path):
    """What, where and what to do, on standard error, without a traceback."""
    ran = analyzer(*arguments, folder=tmp_path)
    assert ran.status == 2
    assert ran.out == b""
    assert sentence in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_no_thread_names_what_was_tried(tmp_path: Path):
    """A file that is no thread is refused with the names of the readers that looked."""
    (tmp_path / "list.txt").write_text("milk\neggs\nbread\n")
    ran = analyzer("read", tmp_path / "list.txt")
    assert ran.status == 2
    assert "no thread found in this text file (tried: " in ran.err
    assert "article" in ran.err


def test_some_unreadable_gives_the_rest_and_status_3(tmp_path: Path, thread_page: Path):
    """One bad file among good ones costs only itself."""
    bad = tmp_path / "empty.html"
    bad.touch()
    ran = analyzer_process("read", bad, thread_page)
    assert ran.status == 3
    assert len(ran.rows) == 12
    assert ran.err == f"{bad}: the file is empty; save the page again.\n"


def test_read_gives_one_object_a_post(thread_page: Path):
    """The fields are those of docs/formats.md."""
    ran = analyzer("read", thread_page)
    assert ran.status == 0
    assert ran.err == ""
    first = ran.rows[0]
    assert set(first) == {
        "source", "engine", "thread_id", "thread_title", "post_id", "position", "author", "created_at", "reply_to",
        "own", "card", "segments",
    }  # fmt: skip
    assert {key for row in ran.rows for segment in row["segments"] for key in segment} == {
        "kind", "text", "author", "post_id", "found", "depth", "created_at", "similarity",
        "language", "reported",
    }  # fmt: skip


def test_read_takes_standard_input(thread_page: Path):
    """`-` is standard input."""
    ran = analyzer("read", "-", stdin=thread_page.read_bytes())
    assert [row["source"] for row in ran.rows] == ["standard input"] * 12


def test_read_stops_quietly_when_the_reader_has_enough(threads_folder: Path):
    """`analyzer read … | head -1` prints no traceback."""
    command = f"{sys.executable} -m analyzer read {threads_folder} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True, timeout=60)
    assert len(done.stdout) == 10
    assert done.stderr == b""


def test_score_gives_one_row_a_post(thread_page: Path):
    """Each post has a value for each label, the labels given, and the model that gave them."""
    ran = analyzer("score", thread_page)
    assert ran.status == 0
    assert len(ran.rows) == 12
    for row in ran.rows:
        assert set(row) == {
            "source", "thread_id", "post_id", "author", "words", "scores", "labels", "subtypes", "unsupported", "model",
        }  # fmt: skip
        assert set(row["subtypes"]) == {"denial", "incitement"} & set(row["labels"])
        assert row["unsupported"] is None
        assert list(row["scores"]) == list(LABEL_NAMES)
        assert all(0 <= value <= 1 for value in row["scores"].values())
        assert row["model"].startswith("cascade-")
        if not row["words"]:
            assert not row["labels"]
            assert set(row["scores"].values()) == {0.0}


def test_spans_are_printed_where_asked(thread_page: Path):
    """Each label given has the words that carried it, in the segments that `read` prints; others have none."""
    posts = {row["post_id"]: row for row in analyzer("read", thread_page).rows}
    ran = analyzer("score", thread_page, "--spans")
    assert ran.status == 0
    assert any(row["spans"] for row in ran.rows)
    for row in ran.rows:
        assert list(row["spans"]) == row["labels"]
        for span in (span for spans in row["spans"].values() for span in spans):
            segment = posts[row["post_id"]]["segments"][span["segment"]]
            assert segment["kind"] == "own"
            assert segment["text"][span["start"] : span["end"]].strip()


def test_spans_of_examples_are_of_their_text():
    """Without a thread there is no segment to name."""
    example = json.dumps({"id": "a", "text": CALL}).encode()
    (row,) = analyzer("score", "--input", "examples", "--spans", "-", stdin=example).rows
    assert all(set(span) == {"start", "end", "weight"} for spans in row["spans"].values() for span in spans)
    assert row["labels"] == ["incitement"]
    carried = [CALL[span["start"] : span["end"]] for span in row["spans"]["incitement"]]
    assert carried
    assert all(words.strip() == words != "" for words in carried)
    assert list(row["spans"]) == row["labels"]


def test_unsupported_languages_are_told_and_flagged_only_on_demand(tmp_path: Path):
    """A German post with an English word that is flagged alone: scored, marked, and without a label unless asked."""
    said = "Die sollen alle brennen, exterminate vermin, und ihre Häuser gleich mit, sagte der Mann zu uns allen."
    given = tmp_path / "examples.jsonl"
    given.write_text(json.dumps({"id": "a", "text": said}))
    (row,) = analyzer("score", "--input", "examples", given).rows
    (asked,) = analyzer("score", "--input", "examples", given, "--any-language", "--spans").rows
    assert (row["labels"], row["unsupported"], asked["unsupported"]) == ([], "de", "de")
    assert asked["labels"]
    assert row["scores"] == asked["scores"]
    table = tmp_path / "posts.jsonl"
    table.write_text(json.dumps({"thread_id": "a.example/1", "post_id": "1", "author": "ann", "text": said}))
    (post,) = analyzer("score", table, "--format", "jsonl").rows
    assert (post["labels"], post["unsupported"]) == ([], "de")
    desk = tmp_path / "desk.db"
    for options, labels in (([], []), (["--any-language"], asked["labels"])):
        assert analyzer("import", table, "--database", desk, *options).status == 0
        (kept,) = analyzer("export", "--database", desk).rows
        assert (kept["labels"], kept["unsupported"]) == (labels, "de")


def test_the_strictness_that_can_be_asked_is_that_of_classifiers():
    """The command and the dashboard name them without loading a classifier."""
    assert list(cli_options.STRICTNESSES) == list(Strictness)
    assert list(dashboard_command.STRICTNESSES) == list(Strictness)


@pytest.mark.parametrize("form", ["csv", "parquet", "table"])
def test_score_in_other_formats(form: str, thread_page: Path, tmp_path: Path):
    """The same rows in the other formats, to a file or to standard output."""
    target = tmp_path / f"scores.{form}"
    command = ("score", thread_page, "--format", form, "--spans", *QUICK, "--output", target)
    assert analyzer(*command).status == 0
    if form == "csv":
        assert len(list(csv.DictReader(io.StringIO(target.read_text())))) == 12
    elif form == "parquet":
        assert len(pd.read_parquet(target)) == 12
    else:
        assert len(target.read_text().splitlines()) >= 12
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_score_examples_from_a_file_and_from_a_pipe_agree(tmp_path: Path):
    """JSON lines in, JSON lines out, the same however they come."""
    given = [{"id": "a", "text": CALL}, {"id": 7, "text": "Nice weather.", "context": "How is it?"}, {"text": ""}]
    data = "\n".join(map(json.dumps, given)).encode()
    (tmp_path / "examples.jsonl").write_bytes(data)
    piped = analyzer("score", "--input", "examples", "-", stdin=data)
    filed = analyzer("score", "--input", "examples", tmp_path / "examples.jsonl")
    assert piped.status == filed.status == 0
    assert piped.rows == filed.rows
    assert [row["id"] for row in piped.rows] == ["a", "7", "3"]
    assert set(piped.rows[0]) == {"id", "scores", "labels", "subtypes", "unsupported", "model"}
    assert "incitement" in piped.rows[0]["labels"]
    assert piped.rows[2]["labels"] == []


def test_a_long_file_is_scored_without_a_word_on_standard_error(tmp_path: Path):
    """Other processes that helped go quietly."""
    given = tmp_path / "examples.jsonl"
    # From 4,000 on, others help.
    given.write_text("\n".join(json.dumps({"id": str(n), "text": f"post {n}"}) for n in range(4100)))
    ran = analyzer_process("score", "--input", "examples", given)
    assert (ran.status, ran.err) == (0, "")
    assert [row["id"] for row in ran.rows] == [str(n) for n in range(4100)]


def test_bad_example_lines_are_told_with_their_number():
    """A line that is no example is named and the others are scored."""
    lines = [b'{"id": "1", "text": "fine"}', b"{broken", b'{"id": "3"}', b'{"text": "x", "context": 5}', b"[" * 9000]
    ran = analyzer("score", "--input", "examples", "-", stdin=b"\n".join(lines))
    assert ran.status == 3
    assert [row["id"] for row in ran.rows] == ["1"]
    assert [line.split(":")[0] for line in ran.err.splitlines()] == [f"-, line {n}" for n in (2, 3, 4, 5)]


def test_results_stream_as_examples_come():
    """An example's score comes back before the next example goes in."""
    command = [sys.executable, "-m", "analyzer", "score", "--input", "examples", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(json.dumps({"id": str(number), "text": "hello there"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(number)
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_import_twice_adds_nothing_twice(tmp_path: Path, threads_folder: Path):
    """The second import of the same files changes nothing."""
    command = ("import", threads_folder, "--database", tmp_path / "desk.db", *QUICK)
    first, again = analyzer(*command), analyzer(*command)
    assert first.status == again.status == 0
    assert b" 12 new posts" in first.out
    assert len(again.out.splitlines()) == len(first.out.splitlines())
    assert all(b", 0 new posts, 0 new scores" in line for line in again.out.splitlines())


def test_export_hides_authors_unless_asked(tmp_path: Path, thread_page: Path):
    """What leaves the desk has pseudonyms, the same each time; names only on demand."""
    database = tmp_path / "desk.db"
    analyzer("import", thread_page, "--database", database, *QUICK)
    names = analyzer("export", "--database", database, "--authors", "names")
    hidden = analyzer("export", "--database", database)
    authors = {row["author"] for row in names.rows} - {None}
    assert len(hidden.rows) == len(names.rows) == 12
    assert not any(author.encode() in hidden.out for author in authors)
    assert hidden.out == analyzer("export", "--database", database).out


def test_logs_hold_no_words_of_posts(tmp_path: Path, thread_page: Path):
    """What import prints names files and threads, never what people wrote."""
    ran = analyzer("import", thread_page, "--database", tmp_path / "desk.db", *QUICK)
    own = [row["own"] for row in analyzer("read", thread_page).rows if row["own"]]
    assert not any(text[:30] in ran.err + ran.out.decode() for text in own)


def test_read_takes_tables_with_their_columns(tmp_path: Path):
    """`--body` and `--columns` say what a table cannot say itself."""
    table = tmp_path / "posts.csv"
    table.write_text('id,user_name,body\n1,ann,first words here\n2,bo,"[quote=ann;1]first words[/quote]no"\n')
    ran = analyzer("read", table, "--body", "bbcode", "--columns", "text=body,author=user_name,post_id=id")
    assert ran.status == 0
    assert [(row["author"], row["own"], row["reply_to"]) for row in ran.rows] == [
        ("ann", "first words here", None),
        ("bo", "no", "1"),
    ]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ("text=boddy", "there is no column 'boddy'; the columns are 'id', 'user_name', 'body'"),
        ("words=body", "'words=body' names no column"),
    ],
)
def test_unknown_columns_are_one_sentence(tmp_path: Path, columns: str, sentence: str):
    """What is asked for and what is there are said, and nothing is read."""
    table = tmp_path / "posts.csv"
    table.write_text("id,user_name,body\n1,ann,first words here\n")
    ran = analyzer("read", table, "--columns", columns)
    assert (ran.status, ran.out) == (2, b"")
    assert sentence in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_files_of_one_thread_are_one_thread(tmp_path: Path, threads_folder: Path):
    """Pages given together, in files or in an archive, are numbered through, and no post comes twice."""
    whole = (threads_folder / "jsonl" / "ferry-timetable.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "z.jsonl").write_bytes(b"".join(whole[:3]))
    (tmp_path / "a.jsonl").write_bytes(b"".join(whole[2:]))
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        for name in ("z.jsonl", "a.jsonl"):
            archive.write(tmp_path / name, name)
    files = analyzer("read", tmp_path / "a.jsonl", tmp_path / "z.jsonl")
    packed = analyzer("read", tmp_path / "both.zip")
    piped = analyzer("read", "-", stdin=(tmp_path / "both.zip").read_bytes())
    for ran in (files, packed, piped):
        assert ran.status == 0
        assert [(row["post_id"], row["position"]) for row in ran.rows] == [
            ("701", 1),
            ("702", 2),
            ("703", 3),
            ("704", 4),
        ]
    assert packed.rows[0]["source"] == f"{tmp_path / 'both.zip'}!z.jsonl and 1 more"


def test_members_that_are_no_thread_are_told(tmp_path: Path, threads_folder: Path):
    """The rest of an archive is given, with status 3."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.write(threads_folder / "csv" / "seed-swap.csv", "../seed.csv")
        archive.writestr("notes.txt", "milk, eggs")
    ran = analyzer("read", tmp_path / "x.zip")
    assert ran.status == 3
    assert len(ran.rows) == 3
    assert f"{tmp_path / 'x.zip'}!notes.txt: no thread found" in ran.err


def test_log_gives_what_was_done_at_the_desk(tmp_path: Path):
    """Lines by kind, person and day, in any format; a kind that is none is refused with those there are."""
    database = tmp_path / "desk.db"
    with Store.open(str(database)) as store:
        store.desk.record(Person("ann", LOCAL.roles), Verb.IMPORT, {"file": "a.html"})
        store.desk.record(Person("ben", LOCAL.roles), Verb.EXPORT, {"format": "csv"})
        today = store.desk.actions(LOCAL, limit=1)[0].at.date().isoformat()
    every = analyzer("log", "--database", database)
    assert [(row["person"], row["done"], row["detail"]) for row in every.rows] == [
        ("ann", "import", {"file": "a.html"}),
        ("ben", "export", {"format": "csv"}),
    ]
    kept = analyzer("log", "--database", database, "--done", "export", "--since", today, "--until", today)
    assert [row["person"] for row in kept.rows] == ["ben"]
    assert analyzer("log", "--database", database, "--person", "eve").rows == []
    assert analyzer("log", "--database", database, "--until", "2001-01-01").rows == []
    assert analyzer("log", "--database", database, "--format", "csv").out.startswith(b"number,at,person,done,")
    wrong = analyzer("log", "--database", database, "--done", "reviw")
    assert wrong.status == 2
    assert "'reviw' is no kind of line; there are claim, release, review" in wrong.err
