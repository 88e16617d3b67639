"""A scrape's bytes become text whatever state they are in."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import source
from analyzer.errors import SourceError
from analyzer.source import Source, SourceKind

TEXT = "Die Straße war naß — “quoted”, café, naïve. " * 40


@pytest.mark.parametrize("data", [b"", b"   \n\t", b"\0\0\0\0"])
def test_empty_file_is_refused(data: bytes):
    """A file without content says that it is empty and what to do."""
    with pytest.raises(SourceError, match="the file is empty; save the page again"):
        Source.from_bytes("empty.html", data)


def test_missing_file_names_the_path(tmp_path: Path):
    """A path that leads nowhere is named in the error."""
    with pytest.raises(SourceError, match=r"nowhere\.html: no such file or directory"):
        Source.from_path(tmp_path / "nowhere.html")


def test_picture_is_refused():
    """Bytes that decode to controls are called no text."""
    with pytest.raises(SourceError, match="this is no text"):
        Source.from_bytes("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50).text  # noqa: B018


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_told_by_their_bytes(encoding: str):
    """The same words come out of every encoding, with or without a byte order mark."""
    assert Source.from_bytes("page.txt", TEXT.encode(encoding)).text.lstrip("\ufeff") == TEXT


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Съешь ещё этих мягких французских булок, да выпей чаю. " * 40),
        ("gb18030", "今天我们讨论这个问题。" * 80),
    ],
)
def test_declared_charset_is_used(encoding: str, text: str):
    """A page that is no UTF-8 is decoded by the charset it declares."""
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{text}</p></body></html>'
    assert text in Source.from_bytes("page.html", page.encode(encoding)).text


def test_file_cut_inside_a_character_keeps_the_rest():
    """The last, cut-off character is lost and nothing else."""
    data = "naïve café".encode()[:-1]
    assert Source.from_bytes("cut.txt", data).text == "naïve caf"


def test_stray_bytes_in_utf8_are_told():
    """A page of two encodings stays UTF-8, and the loss is said."""
    found = Source.from_bytes("mixed.txt", "naïve café ".encode() * 50 + b"\xe9 and more")
    assert found.text.count("\N{REPLACEMENT CHARACTER}") == 1
    assert [problem.what for problem in found.problems] == ["1 bytes are not UTF-8"]


def test_huge_file_is_read_to_its_bound(monkeypatch: pytest.MonkeyPatch):
    """What stands past the bound is left out and said."""
    monkeypatch.setattr(source, "MAX_BYTES", 2**20)
    found = Source.from_bytes("huge.txt", b"words and more words\n" * 100_000)
    assert len(found.text) == 2**20
    assert "only the first 1 MiB were read" in str(found.problems[0])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html><body>x</body></html>", SourceKind.HTML),
        (b"Saved from the browser\n<html><body>x</body></html>", SourceKind.HTML),
        (b'{"posts": []}', SourceKind.JSON),
        (b"Somebody said:\nhello", SourceKind.TEXT),
    ],
)
def test_kind_is_told_by_the_first_characters(data: bytes, kind: SourceKind):
    """File names are not trusted: the content says what it is."""
    assert Source.from_bytes("whatever.bin", data).kind is kind


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_give_text_or_a_source_error(data: bytes):
    """No bytes break the decoder, and what it gives can be stored as UTF-8."""
    try:
        text = Source.from_bytes("any", data).text
    except SourceError:
        return
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\0" not in text


def test_names_are_classes_and_ids_without_their_numbers():
    """Readers ask them before any selector: quotes of any kind or none, several names in one attribute."""
    page = b"<html><div class='post bg2' id=p77><span id=\"sig_12\" class=quiet>x</span></div></html>"
    assert {"post", "bg", "p", "sig_", "quiet"} <= Source.from_bytes("x.html", page).names
    assert not Source.from_bytes("x.html", b"<html><p>words</p></html>").names
