"""Tables of posts are read with the columns they have."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from analyzer import pipeline, tables
from analyzer.errors import DataError, UnreadableError
from analyzer.options import Body, ReadOptions, columns
from analyzer.source import Source
from analyzer.thread import SegmentKind, Thread


def threads(name: str, data: bytes, *, body: Body = Body.PLAIN, where: str = "") -> list[Thread]:
    """Read a table."""
    return list(pipeline.read(Source.from_bytes(name, data, options=ReadOptions(body=body, columns=columns(where)))))


def parquet(**cells: list) -> bytes:
    """Make a Parquet file."""
    stream = io.BytesIO()
    pd.DataFrame(cells).to_parquet(stream)
    return stream.getvalue()


@pytest.mark.parametrize("text", ["foo=bar", "text", "text=", "=body", "text:body"])
def test_maps_that_are_none_are_refused(text: str):
    """The error names our columns."""
    with pytest.raises(DataError, match="thread_id, post_id, author, created_at, text"):
        columns(text)


@pytest.mark.parametrize(
    "data",
    [b"id,body,user\n1,hi,bo\n", b'{"id": 1, "body": "hi", "user": "bo"}\n', parquet(id=[1], body=["hi"], user=["bo"])],
)
def test_unknown_column_names_those_found(data: bytes):
    """What was asked for and what is there are both said."""
    with pytest.raises(DataError, match="no column 'boddy'; the columns are 'id', 'body', 'user'"):
        threads("x.csv", data, where="text=boddy")


@pytest.mark.parametrize("data", [b"PAR1" + b"\0" * 200 + b"PAR1", parquet(text=["a"], author=["b"])[:300]])
def test_damaged_parquet_is_told(data: bytes):
    """A damaged file is an error that says so."""
    with pytest.raises(DataError, match="damaged"):
        threads("x.parquet", data)


def test_bad_lines_cost_only_themselves():
    """Each is named with its number."""
    lines = [
        b'{"thread_id": "h/1", "post_id": 1, "author": "ann", "text": "fine"}',
        b"{broken",
        b"[1]",
        b'{"text": 5}',
        b"{" * 5000,
    ]
    (thread,) = threads("x.jsonl", b"\n".join(lines))
    assert [p.id for p in thread.posts] == ["1"]
    assert [p.where for p in thread.problems] == [f"x.jsonl, line {n}" for n in (2, 3, 5, 4)] or len(
        thread.problems
    ) == 4


def test_table_without_a_post_is_unreadable():
    """Nothing is given where nothing was read."""
    with pytest.raises(UnreadableError):
        threads("x.csv", b"thread_id,author,text\n")


def test_open_quotation_mark_is_bounded(monkeypatch: pytest.MonkeyPatch):
    """A cell that nothing closes is told where it becomes too long, and what is sound is given."""
    monkeypatch.setattr(tables, "MAX_CELL", 1000)
    (thread,) = threads("x.csv", b'author,text\nbo,fine\nann,"' + b"x\n" * 5000)
    assert thread.posts[0].author == "bo"
    assert "close its quotation marks" in str(thread.problems[0])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (Body.BBCODE, "[quote=ann;1]first words[/quote]no"),
        (Body.HTML, '<blockquote data-author="ann" data-cid="1">first words</blockquote><p>no</p>'),
        (Body.PLAIN, "> first words\nno"),
    ],
)
def test_bodies_are_parted_as_told(body: Body, text: str):
    """Plain text, BBCode and HTML give the same quote."""
    data = pd.DataFrame({"post_id": [1, 2], "author": ["ann", "bo"], "text": ["first words", text]}).to_csv(index=False)
    (thread,) = threads("x.csv", data.encode(), body=body)
    quote, own = thread.posts[1].segments
    assert (quote.kind, quote.text, own.text) == (SegmentKind.QUOTE, "first words", "no")


def test_the_same_posts_from_each_format():
    """JSON lines, CSV and Parquet give the same thread but for their name."""
    frame = pd.DataFrame(
        {
            "topic": ["h/1", "h/1"],
            "n": [1, 2],
            "user_name": ["ann", None],
            "when": ["2031-01-01T10:00:00Z"] * 2,
            "body": ["one", "two"],
        }
    )
    stream = io.BytesIO()
    frame.to_parquet(stream)
    files = {
        "a.jsonl": frame.to_json(orient="records", lines=True).encode(),
        "b.csv": frame.to_csv(index=False).encode(),
    }
    where = "thread_id=topic,post_id=n,author=user_name,created_at=when,text=body"
    found = [threads(name, data, where=where)[0] for name, data in [*files.items(), ("c.parquet", stream.getvalue())]]
    assert all(thread.posts == found[0].posts and thread.id == "h/1" for thread in found)
    assert [(p.id, p.author, p.created_at.isoformat()) for p in found[0].posts] == [
        ("1", "ann", "2031-01-01T10:00:00+00:00"),
        ("2", None, "2031-01-01T10:00:00+00:00"),
    ]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (1930208400, "2031-03-02T09:00:00+00:00"),
        (1930208400000, "2031-03-02T09:00:00+00:00"),
        ("2031-03-02", "2031-03-02T00:00:00+00:00"),
        ("soon", None),
        (2031, None),
        (None, None),
    ],
)
def test_times_of_tables(value: object, moment: str | None):
    """Seconds, milliseconds and texts are told apart, and a year alone is no time."""
    data = pd.DataFrame({"author": ["ann"], "text": ["x"], "created_at": [value]}).to_json(orient="records", lines=True)
    (thread,) = threads("x.jsonl", data.encode())
    found = thread.posts[0].created_at
    assert (found.isoformat() if found else None) == moment


def test_other_exports_are_no_tables(threads_folder: Path):
    """Samples of other formats are claimed by their own reader alone."""
    for path in threads_folder.rglob("*"):
        if path.is_file() and not path.name.endswith((".expected.json", ".md")):
            assert list(pipeline.read(Source.from_path(path))), path


def utterance(row: dict) -> dict:
    """Give a row as an utterance of a corpus of Reddit, whose words are escaped once."""
    text = row["text"].replace(">", "&gt;")
    return {
        "id": row["post_id"],
        "speaker": row["author"],
        "text": text,
        "conversation_id": 1,
        "reply-to": row.get("reply_to"),
    }


ROWS = [
    {"post_id": 7, "author": "ann", "text": "Does rope shrink?"},
    {"post_id": 8, "author": "bo", "text": "> Does rope shrink?\nIt does.", "reply_to": 7},
    {"post_id": 9, "author": "[deleted]", "text": "[removed]", "reply_to": 8},
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.jsonl", "\n".join(map(json.dumps, ROWS))),
        ("x.json", json.dumps(ROWS, indent=1)),
        (
            "x.csv",
            'post_id,author,text,reply_to\n7,ann,Does rope shrink?,\n8,bo,"> Does rope shrink?\nIt does.",7.0\n9,[deleted],[removed],8.0\n',
        ),
        ("utterances.jsonl", "\n".join(json.dumps(utterance(row)) for row in ROWS)),
        ("utterances.json", json.dumps([utterance(row) for row in ROWS])),
    ],
)
def test_rows_of_uneven_tables(name: str, text: str):
    """A column may be missing in the first row, be of fractions, and names and words may say that there is none."""
    (thread,) = pipeline.read(Source.from_bytes(name, text.encode()))
    assert [(post.id, post.author, post.own, post.reply_to) for post in thread.posts] == [
        ("7", "ann", "Does rope shrink?", None),
        ("8", "bo", "It does.", "7"),
        ("9", None, "", "8"),
    ]
    (quote,) = thread.posts[1].quotes
    assert (quote.author, quote.post_id) == ("ann", "7")
