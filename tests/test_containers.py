"""Archives are opened within bounds, whatever is in them."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from analyzer import containers
from analyzer.containers import from_path, is_container, members, shown
from analyzer.source import Source
from analyzer.thread import Problem

PAGE = b"<html><body>hi</body></html>"


def zipped(*inside: tuple[str, bytes]) -> bytes:
    """Give a zip archive of names and bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in inside:
            archive.writestr(name, data)
    return stream.getvalue()


def web_archive(*pages: tuple[str, str, str], packed: bool = True) -> bytes:
    """Give a web archive of addresses, statuses and content types."""
    archive = b""
    for url, status, kind in pages:
        served = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(PAGE)}\r\n\r\n".encode() + PAGE
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-01-01T00:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(served)}\r\n\r\n"
        )
        entry = head.encode() + served + b"\r\n\r\n"
        archive += gzip.compress(entry) if packed else entry
    return archive


def opened(name: str, data: bytes) -> tuple[list[str], list[str]]:
    """Give the names of the scrapes in an archive, and what was wrong."""
    found = list(members(name, io.BytesIO(data)))
    return [m.name for m in found if isinstance(m, Source)], [str(m) for m in found if isinstance(m, Problem)]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + b"x" * 500, zipped(("a.html", PAGE))[:-12], gzip.compress(PAGE, mtime=0)[:-9], b"\x1f\x8b"]
)
def test_damaged_archives_are_told(data: bytes):
    """Damage is a problem of the archive and no crash."""
    names, problems = opened("bad.zip", data)
    assert not names
    assert len(problems) == 1
    assert "damaged" in problems[0]


def test_damaged_member_costs_only_itself():
    """The other members are given."""
    data = bytearray(zipped(("a.html", PAGE * 50), ("b.html", PAGE)))
    data[45] ^= 255
    names, problems = opened("x.zip", bytes(data))
    assert names == ["x.zip!b.html"]
    assert problems == ["x.zip!a.html: this member is damaged; save it again."]


@pytest.mark.parametrize("data", [zipped(("b.html", b"\0" * 20_000_000)), gzip.compress(b"a" * 20_000_000, mtime=0)])
def test_bombs_are_not_unpacked(data: bytes):
    """What unpacks to hundreds of times its size is stopped on the way."""
    names, problems = opened("bomb.zip", data)
    assert not names
    assert "unpacks to more than 200 times its size" in problems[0]


def test_total_is_bounded(monkeypatch: pytest.MonkeyPatch):
    """Many small members together end at the bound, and the first ones are given."""
    monkeypatch.setattr(containers, "MAX_MEMBERS", 3)
    names, problems = opened("x.zip", zipped(*((f"{n}.html", PAGE) for n in range(3))))
    assert (len(names), problems) == (3, [])
    names, problems = opened("x.zip", zipped(*((f"{n}.html", PAGE) for n in range(9))))
    assert names == []
    assert "more than 3 members" in problems[0]


def test_archives_in_archives_are_opened_two_deep():
    """A third level is told and not opened."""
    deep = zipped(("w.html", PAGE))
    names, problems = opened(
        "x.zip", zipped(("a.html.gz", gzip.compress(PAGE)), ("b.zip", zipped(("y.html", PAGE), ("c.zip", deep))))
    )
    assert names == ["x.zip!a.html.gz!a.html", "x.zip!b.zip!y.html"]
    assert problems == ["x.zip!b.zip!c.zip: archives stand in it more than 2 deep; unpack it and give what is in it."]


def test_hostile_names_are_names_and_nothing_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nothing is written, and what is shown is one printable line of bounded length."""
    monkeypatch.chdir(tmp_path)
    names, _ = opened(
        "x.zip", zipped(("../../evil.html", PAGE), ("a\x1b[31m\nb.html", PAGE), ("l" * 5000 + ".html", PAGE))
    )
    assert len(names) == 3
    assert all(name.isprintable() and len(name) <= 220 for name in names)
    assert list(tmp_path.iterdir()) == []
    assert shown("a\u202eb") == "a\ufffdb"


def test_pictures_and_style_sheets_are_left_out_in_silence():
    """A page saved whole lies with its files in one archive."""
    files = (("t.html", PAGE), ("t_files/a.css", b"x"), ("t_files/b.png", b"\x89PNG"), ("__MACOSX/._t.html", b"\0"))
    assert opened("x.zip", zipped(*files)) == (["x.zip!t.html"], [])


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_web_archive_know_their_address(packed: bool):  # noqa: FBT001  A parameter of the test.
    """Pages that were served are given with their address; errors and pictures are not."""
    data = web_archive(
        ("https://f.example/t/1", "200 OK", "text/html"),
        ("https://f.example/x.png", "200 OK", "image/png"),
        ("https://f.example/gone", "404 Not Found", "text/html"),
        packed=packed,
    )
    assert is_container(data)
    (page,) = members("w.warc", io.BytesIO(data))
    assert isinstance(page, Source)
    assert (page.name, page.url, page.data) == ("w.warc!https://f.example/t/1", "https://f.example/t/1", PAGE)


def test_web_archive_cut_off_gives_its_beginning():
    """Pages before the cut are read."""
    data = web_archive(*((f"https://f.example/t/{n}", "200 OK", "text/html") for n in range(4)))
    found = list(members("w.warc", io.BytesIO(data[: len(data) // 2])))
    assert any(isinstance(m, Source) for m in found)


def test_corpus_is_given_with_what_belongs_to_it(tmp_path: Path):
    """Speakers and conversations come beside the utterances, from a folder and from an archive."""
    files = (("c/utterances.jsonl", b'{"id": 1}'), ("c/speakers.json", b"{}"), ("c/conversations.json", b"{}"))
    (source,) = members("c.zip", io.BytesIO(zipped(*files)))
    for name, data in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (other,) = from_path(tmp_path / "c" / "utterances.jsonl")
    assert isinstance(source, Source)
    assert isinstance(other, Source)
    assert set(source.beside) == set(other.beside) == {"speakers.json", "conversations.json"}
