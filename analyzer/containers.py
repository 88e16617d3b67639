"""Opens what holds several scrapes (zip, gzip and web archives) and gives each member, within bounds of size and depth."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from analyzer import source as scrape
from analyzer.errors import SourceError
from analyzer.options import DEFAULT, ReadOptions
from analyzer.source import Source
from analyzer.thread import Problem

# An archive in an archive is common (a gzipped page in a zip); a third level is not.
MAX_DEPTH = 2
# All members of one archive together: some ten thousand long pages.
MAX_TOTAL = 4 * 1024**3
MAX_MEMBERS = 20_000
# Pages pack 5 to 20 times, JSON up to 60 times; a bomb packs 1,000 times. Asked from a first megabyte on.
MAX_RATIO = 200
RATIO_FROM = 1024**2
# The list of a zip's members, read whole: 20,000 names of the longest kind.
MAX_DIRECTORY = 16 * 1024**2
MAX_NAME = 200
CHUNK = 256 * 1024

ZIP, GZIP, WARC = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b", b"WARC/"
ENCRYPTED = 1
END_OF_ZIP = b"PK\x05\x06"
# What browsers and tools lay beside a saved page; no thread stands in it, and nobody needs to be told.
FURNITURE = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .woff .woff2 .ttf .eot .otf .mp3 .mp4 .webm .ogg .pdf"
    " .swf .exe .dll .md5 .sha1 .sha256".split()
)
# ConvoKit's folders: what belongs to the file of utterances.
UTTERANCES = "utterances.jsonl"
COMPANIONS = ("speakers.json", "users.json", "conversations.json")
MAX_COMPANION = 64 * 1024**2
READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


@dataclass(slots=True)
class _Budget:
    """How much may still be unpacked of one archive with all that is in it, and how its members are to be read."""

    options: ReadOptions
    total: int = MAX_TOTAL
    members: int = MAX_MEMBERS


class _RefusedError(Exception):
    """A member that is not unpacked; `what` says why."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def is_container(head: bytes) -> bool:
    """Tell by its first bytes whether a file is a zip, gzip or web archive."""
    return head.startswith((*ZIP, GZIP, WARC))


def members(name: str, file: BinaryIO, *, options: ReadOptions = DEFAULT) -> Iterator[Source | Problem]:
    """Give the scrapes in an archive, named `archive.zip!member.html`, and what could not be opened as problems.

    Members are given in the order of the archive, one in memory at a time; pictures and style sheets are left out. Nothing
    is written to disk, and no name of a member leads anywhere.
    """
    yield from _opened(name, file, depth=1, budget=_Budget(options=options))


def opened(source: Source) -> Iterator[Source | Problem]:
    """Give a source as it is, or its members where it is an archive."""
    if is_container(source.data):
        yield from members(source.name, io.BytesIO(source.data), options=source.options)
    else:
        yield source


def from_path(path: Path | str, *, options: ReadOptions = DEFAULT) -> Iterator[Source | Problem]:
    """Give the scrape in a file or those in an archive, which is not read whole; raises `SourceError` as `Source` does."""
    try:
        with Path(path).open("rb") as file:
            if is_container(file.read(len(WARC))):
                file.seek(0)
                yield from members(str(path), file, options=options)
                return
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise SourceError(reason, where=str(path), remedy="check the path and its permissions") from error
    found = Source.from_path(path, options=options)
    found.beside = _companions(Path(path))
    yield found


def _companions(path: Path) -> Mapping[str, bytes]:
    """Give what lies beside a corpus' utterances, as far as it is there and of a size to be held in memory."""
    if path.name != UTTERANCES:
        return {}
    files = (path.parent / name for name in COMPANIONS)
    return {file.name: file.read_bytes() for file in files if file.is_file() and file.stat().st_size <= MAX_COMPANION}


def _opened(name: str, file: IO[bytes], *, depth: int, budget: _Budget) -> Iterator[Source | Problem]:
    head = file.read(len(WARC))
    file.seek(0)
    if head.startswith(GZIP) and _unpacks_to_warc(file):
        head = WARC
    if head.startswith(WARC):
        yield from _web_archive(name, file, budget=budget)
    elif head.startswith(GZIP):
        yield from _gzip(name, file, depth=depth, budget=budget)
    else:
        yield from _zip(name, file, depth=depth, budget=budget)


def _member(
    name: str, data: bytes, *, depth: int, budget: _Budget, beside: Mapping[str, bytes]
) -> Iterator[Source | Problem]:
    """Give a member, or what is in it where it is an archive itself."""
    if is_container(data):
        if depth >= MAX_DEPTH:
            yield Problem(
                what=f"archives stand in it more than {MAX_DEPTH} deep",
                where=name,
                remedy="unpack it and give what is in it",
            )
            return
        yield from _opened(name, io.BytesIO(data), depth=depth + 1, budget=budget)
        return
    try:
        yield Source(name, data, options=budget.options, beside=beside)
    except SourceError as error:
        yield Problem(what=error.what, where=error.where, remedy=error.remedy)


def _zip(name: str, file: IO[bytes], *, depth: int, budget: _Budget) -> Iterator[Source | Problem]:
    try:
        _check_directory(file)
        archive = zipfile.ZipFile(file)
    except _RefusedError as error:
        yield Problem(what=error.what, where=name, remedy="give it in several archives")
        return
    except READ_ERRORS:
        yield Problem(what="this zip archive is damaged", where=name, remedy="save it again")
        return
    with archive:
        inside = [info for info in archive.infolist() if not info.is_dir()]
        companions = {info.filename: info for info in inside if PurePosixPath(info.filename).name in COMPANIONS}
        has_utterances = any(PurePosixPath(info.filename).name == UTTERANCES for info in inside)
        for info in inside:
            path = PurePosixPath(info.filename)
            if _is_furniture(path) or (has_utterances and info.filename in companions):
                continue
            where = f"{name}!{shown(info.filename)}"
            if budget.members <= 0 or budget.total <= 0:
                yield _stopped(name)
                return
            budget.members -= 1
            try:
                data = _unpacked(archive, info, budget)
                beside = _beside(archive, path, companions, budget) if path.name == UTTERANCES else {}
            except _RefusedError as error:
                yield Problem(what=error.what, where=where, remedy="give the page itself")
                continue
            except READ_ERRORS:
                yield Problem(what="this member is damaged", where=where, remedy="save it again")
                continue
            yield from _member(where, data, depth=depth, budget=budget, beside=beside)


def _beside(
    archive: zipfile.ZipFile, path: PurePosixPath, companions: Mapping[str, zipfile.ZipInfo], budget: _Budget
) -> dict[str, bytes]:
    found = {}
    for name, info in companions.items():
        if PurePosixPath(name).parent == path.parent and info.file_size <= MAX_COMPANION:
            found[PurePosixPath(name).name] = _unpacked(archive, info, budget)
    return found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    if info.flag_bits & ENCRYPTED:
        raise _RefusedError("it is encrypted")
    with archive.open(info) as member:
        return _bounded(member, packed=info.compress_size, budget=budget)


def _check_directory(file: IO[bytes]) -> None:
    """Refuse a zip whose list of members would not fit in memory, before that list is read."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - 65_536 - 22))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(END_OF_ZIP)
    if at == -1 or len(tail) - at < 22:  # noqa: PLR2004  The record's length.
        raise zipfile.BadZipFile
    entries, directory = struct.unpack("<HL", tail[at + 10 : at + 16])
    if entries > MAX_MEMBERS or directory > MAX_DIRECTORY:
        raise _RefusedError(f"it holds more than {MAX_MEMBERS} members")


def _gzip(name: str, file: IO[bytes], *, depth: int, budget: _Budget) -> Iterator[Source | Problem]:
    inner = PurePosixPath(name.rpartition("!")[2].replace("\\", "/")).name
    inner = inner[:-3] if inner.lower().endswith(".gz") else inner
    where = f"{name}!{shown(inner)}"
    try:
        file.seek(0, io.SEEK_END)
        packed = file.tell()
        file.seek(0)
        with gzip.GzipFile(fileobj=file) as member:
            data = _bounded(member, packed=packed, budget=budget)
    except _RefusedError as error:
        yield Problem(what=error.what, where=where, remedy="give the page itself")
        return
    except READ_ERRORS:
        yield Problem(what="this gzip file is damaged", where=name, remedy="save it again")
        return
    yield from _member(where, data, depth=depth, budget=budget, beside={})


def _unpacks_to_warc(file: IO[bytes]) -> bool:
    try:
        with gzip.GzipFile(fileobj=file) as member:
            head = member.read(len(WARC))
    except READ_ERRORS:
        head = b""
    file.seek(0)
    return head == WARC


def _web_archive(name: str, file: IO[bytes], *, budget: _Budget) -> Iterator[Source | Problem]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  Most runs meet no web archive.
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    file.seek(0, io.SEEK_END)
    packed = file.tell()
    file.seek(0)
    try:
        for page in ArchiveIterator(file):
            url = (page.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            if not _is_page(page.rec_type, page.http_headers, page.rec_headers.get_header("Content-Type")):
                continue
            if budget.members <= 0 or budget.total <= 0:
                yield _stopped(name)
                return
            budget.members -= 1
            where = f"{name}!{shown(url)}"
            try:
                data = _bounded(page.content_stream(), packed=packed, budget=budget)
                yield Source(
                    where, data, options=budget.options, url=url if url.startswith(("http://", "https://")) else None
                )
            except _RefusedError as error:
                yield Problem(what=error.what, where=where, remedy="give the page itself")
            except SourceError as error:
                yield Problem(what=error.what, where=error.where, remedy=error.remedy)
            except READ_ERRORS:
                yield Problem(what="this page is damaged", where=where, remedy="save it again")
    except (ArchiveLoadFailed, *READ_ERRORS):
        yield Problem(what="this web archive is damaged from here on", where=name, remedy="save it again")


def _is_page(kind: str, http: object, content_type: str | None) -> bool:
    """Tell whether an entry of a web archive is a page that was served, or one that was put there as it is."""
    if kind == "response" and http is not None:
        status = str(getattr(http, "get_statuscode", lambda: "")())
        content_type = getattr(http, "get_header", lambda _: None)("Content-Type")
        if not status.startswith("2"):
            return False
    elif kind not in {"resource", "conversion"}:
        return False
    content_type = (content_type or "text/html").lower()
    return any(kind in content_type for kind in ("html", "json", "text/plain", "xml", "csv", "mbox"))


def _bounded(stream: IO[bytes] | gzip.GzipFile, *, packed: int, budget: _Budget) -> bytes:
    """Read a member to its end, at most as much as a source may hold; raises where it unpacks to more than its bounds."""
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        budget.total -= len(chunk)
        chunks.append(chunk)
        if size > RATIO_FROM and size > MAX_RATIO * max(packed, 1):
            raise _RefusedError(f"it unpacks to more than {MAX_RATIO} times its size")
        if budget.total <= 0:
            raise _RefusedError(f"the archive unpacks to more than {MAX_TOTAL // 1024**3} GiB")
        if size > scrape.MAX_BYTES:
            break  # The source says that its end was left out.
    return b"".join(chunks)


def shown(name: str) -> str:
    """Give a member's name as it can be shown: in one line, without controls, not longer than 200 characters."""
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)
    return clean if len(clean) <= MAX_NAME else f"{clean[: MAX_NAME // 2]}\u2026{clean[-MAX_NAME // 2 :]}"


def _is_furniture(path: PurePosixPath) -> bool:
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return hidden or path.suffix.lower() in FURNITURE


def _stopped(name: str) -> Problem:
    return Problem(
        what=f"more than {MAX_MEMBERS} members or {MAX_TOTAL // 1024**3} GiB, of which the first were read",
        where=name,
        remedy="give it in several archives",
    )
