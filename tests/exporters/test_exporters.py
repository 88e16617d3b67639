"""All exporters through the same tests, and each format read back."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.errors import ExportError
from analyzer.exporters import Exporter, exporter, names, write_file
from analyzer.exporters.delimited import guard, unguard
from analyzer.exporters.table import shown

CELLS = st.text(st.characters(), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "-5",
        "'=x",
        "\t=1",
        "\r",
        "\n\n",
        '"',
        ",",
        "\uff1d1",
        "\u200b=1",
        "\x00",
        "\ud800",
        "\u202eevil",
        "\x1b[2J",
    ]
)
FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


def row(**more):
    """Give a row such as those of stored posts."""
    return {
        "post_id": "p1",
        "position": 7,
        "author": None,
        "own": 'He said "no", twice.\nThen he left.',
        "scores": {"denial": 0.125, "sarcasm": 1.0},
        "labels": ["denial", "sarcasm"],
        "segments": [{"kind": "own", "text": "a"}],
    } | more


def written(rows, name):
    """Give the bytes that an exporter writes."""
    stream = io.BytesIO()
    count = exporter(name).write(rows, stream)
    assert count == len(rows)
    assert not stream.closed
    return stream.getvalue()


@pytest.fixture(name="form", params=names())
def _form(request):
    """Give every exporter in turn."""
    return exporter(request.param)


def test_an_unknown_format_is_refused():
    """The error lists the formats that there are."""
    with pytest.raises(ExportError, match="use one of csv, jsonl, parquet, table"):
        exporter("xlsx")


def test_a_missing_folder_is_refused(form, tmp_path):
    """The place is named."""
    path = tmp_path / "nowhere" / "posts"
    with pytest.raises(ExportError, match="cannot be written") as caught:
        write_file(form, [row()], path)
    assert caught.value.where == str(path)


def test_rows_that_fail_leave_the_old_file_and_no_other(form, tmp_path):
    """A file is replaced by a whole one or not at all."""
    path = tmp_path / "posts.out"
    path.write_text("before")

    def rows():
        yield row()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_file(form, rows(), path)
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["posts.out"]  # noqa: PTH208 (hidden files too)


def test_a_row_with_another_column_is_refused(form):
    """Formats with columns name the row; jsonl takes any."""
    rows = [row(), row(), row(extra=1)]
    if form.name == "jsonl":
        assert json.loads(written(rows, "jsonl").splitlines()[2])["extra"] == 1
        return
    with pytest.raises(ExportError, match="'extra' is not in the first row") as caught:
        written(rows, form.name)
    assert caught.value.where == "row 3"


def test_a_value_that_no_format_has_is_refused(form):
    """Bytes and sets are no JSON."""
    with pytest.raises(ExportError):
        written([row(own={"a": {1, 2}})], form.name)


def test_each_has_a_name_and_a_suffix(form):
    """Exporters follow the protocol and are found by name."""
    assert isinstance(form, Exporter)
    assert exporter(form.name) is form
    assert form.suffix.startswith(".")


def test_no_rows_are_no_error(form):
    """An empty export is written and counts 0."""
    stream = io.BytesIO()
    assert form.write(iter(()), stream) == 0
    if form.name == "parquet":
        assert pd.read_parquet(io.BytesIO(stream.getvalue())).empty
    else:
        assert stream.getvalue() == b""


def test_a_file_holds_what_a_stream_gets(form, tmp_path):
    """Both ways of writing give the same bytes."""
    path = tmp_path / f"posts{form.suffix}"
    assert write_file(form, [row(), row(position=8)], path) == 2
    assert path.read_bytes() == written([row(), row(position=8)], form.name)


def test_a_pipe_will_do(form):
    """Standard output knows no place to go back to."""
    program = (
        "import sys; from analyzer.exporters import exporter\n"
        "exporter(sys.argv[1]).write([{'a': 1, 'b': 'x'}] * 3, sys.stdout.buffer)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, form.name], capture_output=True, check=True)
    assert done.stdout == written([{"a": 1, "b": "x"}] * 3, form.name)


@pytest.mark.parametrize(("name", "held"), [("jsonl", 1), ("csv", 1), ("table", 101), ("parquet", 2001)])
def test_rows_are_handed_on_as_they_come(name, held):
    """No exporter collects more rows than it must before it writes."""
    stream = io.BytesIO()
    sizes = []

    def rows():
        for number in range(1, 4100):
            yield {"a": number, "b": "word"}
            sizes.append(stream.tell())

    exporter(name).write(rows(), stream)
    assert sizes[held - 1] > len(b"PAR1")
    assert sizes[-1] > sizes[held - 1]


@settings(deadline=None, max_examples=60)
@given(cells=st.lists(st.dictionaries(st.sampled_from(["own", "author"]), CELLS), min_size=1, max_size=4))
def test_json_lines_come_back_exactly(cells):
    """Any text is on one line of UTF-8, and the same when read."""
    rows = [row(**more) for more in cells]
    lines = written(rows, "jsonl").decode().splitlines()
    assert [json.loads(line) for line in lines] == [
        json.loads(json.dumps(row(**more), ensure_ascii=True)) for more in cells
    ]


def test_json_lines_give_times_in_iso():
    """A time keeps its zone."""
    line = written([{"at": datetime(2024, 1, 1, tzinfo=UTC)}], "jsonl")
    assert json.loads(line) == {"at": "2024-01-01T00:00:00+00:00"}


def test_csv_has_a_column_a_label_and_its_labels_in_one():
    """Scores are columns, also of labels that the first row lacks; other nested values are JSON."""
    found = pd.read_csv(
        io.BytesIO(written([row(scores={}), row(scores={"denial": 0.125})], "csv")), keep_default_na=False
    )
    assert list(found.columns) == [
        "post_id",
        "position",
        "author",
        "own",
        "score_denial",
        "score_sarcasm",
        "score_incitement",
        "score_hostility",
        "labels",
        "segments",
    ]
    assert found["score_denial"].tolist() == ["", "0.125"]
    assert found["labels"].tolist() == ["denial sarcasm"] * 2
    assert json.loads(found["segments"][0]) == [{"kind": "own", "text": "a"}]


def test_csv_numbers_are_untouched():
    """A negative number is a number and gets no apostrophe; the same as text gets one."""
    assert written([{"n": -5, "x": -0.5, "t": "-5", "b": True}], "csv") == b"n,x,t,b\r\n-5,-0.5,'-5,true\r\n"


@settings(deadline=None, max_examples=150)
@given(cells=st.lists(CELLS, min_size=1, max_size=6))
def test_csv_is_safe_and_comes_back(cells):
    """No cell starts like a formula, and pandas reads the same texts, apostrophes taken away."""
    data = written([{"own": cell, "end": 1} for cell in cells], "csv")
    found = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert found[0] == ["own", "end"]
    assert not [cell for cell, _ in found[1:] if cell[:1] in FORMULA and cell]
    expected = [
        cell.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "\ufffd")
        for cell in cells
    ]
    assert [unguard(cell) for cell, _ in found[1:]] == expected
    frame = pd.read_csv(io.BytesIO(data), dtype={"own": str}, keep_default_na=False)
    assert [unguard(cell) for cell in frame["own"]] == expected


@given(text=CELLS)
def test_a_guard_can_be_taken_away(text):
    """An apostrophe of the author's own is told from ours."""
    assert unguard(guard(text)) == text


def test_parquet_comes_back_with_its_types():
    """Numbers, times, lists and missing values are what they were."""
    at = datetime(2024, 2, 29, 12, 0, 0, 5, tzinfo=UTC)
    rows = [row(at=at, flag=True), row(at=None, flag=None, author="Ada", position=8, scores={})]
    found = pd.read_parquet(io.BytesIO(written(rows, "parquet")))
    assert found["position"].tolist() == [7, 8]
    assert found["position"].dtype == "int64"
    assert found["score_denial"].dtype == "float64"
    assert found["score_denial"].tolist()[0] == 0.125
    assert found["score_denial"].isna().tolist() == [False, True]
    assert found["score_hostility"].dtype == "float64"
    assert [list(labels) for labels in found["labels"]] == [["denial", "sarcasm"]] * 2
    assert found["at"][0] == pd.Timestamp(at)
    assert found["author"].isna().tolist() == [True, False]
    assert found["own"].tolist() == [row()["own"]] * 2
    assert json.loads(found["segments"][0]) == [{"kind": "own", "text": "a"}]


def test_parquet_goes_on_over_its_groups():
    """More rows than a group come back in order; a number among texts of a later group is an error."""
    rows = [{"n": number} for number in range(5000)]
    assert pd.read_parquet(io.BytesIO(written(rows, "parquet")))["n"].tolist() == list(range(5000))
    with pytest.raises(ExportError, match="not of its type, int64") as caught:
        written([*rows, {"n": "five"}], "parquet")
    assert caught.value.where == "rows 4001 to 5001"


@settings(deadline=None, max_examples=60)
@given(cells=st.lists(CELLS, min_size=1, max_size=5))
def test_parquet_texts_come_back(cells):
    """Any text returns, halves of surrogate pairs as U+FFFD."""
    found = pd.read_parquet(io.BytesIO(written([{"own": cell} for cell in cells], "parquet")))
    assert found["own"].tolist() == [
        cell.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") for cell in cells
    ]


def test_a_table_is_aligned():
    """Columns start at the same place, wide scripts counted as two; numbers stand to the right."""
    text = written(
        [{"author": "Ada", "n": 5, "score": 0.25}, {"author": "日本語の人", "n": 1200, "score": None}], "table"
    )
    assert text.decode().splitlines() == [
        "author         n  score",
        "──────────  ────  ─────",
        "Ada            5  0.250",
        "日本語の人  1200",
    ]


def test_a_wide_cell_is_cut():
    """A cell takes 40 columns at most and says that it was cut."""
    line = written([{"own": "word " * 100, "end": "|"}], "table").decode().splitlines()[2]
    assert line == "word " * 7 + "word…  |"


@settings(deadline=None, max_examples=150)
@given(cells=st.lists(CELLS | st.text(st.sampled_from("\u0301\u200d\u0489a"), max_size=400), min_size=1, max_size=4))
def test_a_table_plays_no_tricks(cells):
    """No control character, direction mark or line break of a cell reaches the terminal."""
    lines = written([{"own": cell, "end": "|"} for cell in cells], "table").decode().split("\n")
    assert len(lines) == len(cells) + 3
    kinds = {unicodedata.category(character) for line in lines for character in line if character not in "\u200c\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert max(map(len, lines)) < 500


def test_tricks_are_shown_as_what_they_are():
    """A reader sees that there was an escape or a direction mark."""
    assert shown("a\x1b[2Jb\u202ec\nd") == "a\\x1b[2Jb\\u202ec d"
