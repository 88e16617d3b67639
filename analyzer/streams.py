"""What comes in on the command line: paths as sources, JSON lines as examples."""

from __future__ import annotations

import json
import os
import queue
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from analyzer import containers
from analyzer.annotations import Example
from analyzer.errors import AnalyzerError, DataError, SourceError
from analyzer.options import DEFAULT, ReadOptions
from analyzer.source import MAX_BYTES, Source
from analyzer.thread import Problem

# Files of a folder that are read; a file named by itself is read whatever its name.
SUFFIXES = frozenset(
    ".html .htm .xhtml .txt .json .jsonl .ndjson .csv .tsv .parquet .mbox .eml .wikitext .zip .gz .warc".split()
)
# What a person says of the sample beside it is no scrape.
GOLDEN = ".expected.json"
# One example is one post: a line past this is no post and would have to be held in memory whole.
MAX_LINE = 4 * 1024 * 1024

# What is scored at once of a stream that comes in as it likes: more were no faster.
MOST_AT_ONCE = 256

Report = Callable[[Problem], None]
T = TypeVar("T")


def sources(paths: Iterable[str], report: Report, *, options: ReadOptions = DEFAULT) -> Iterator[Source]:
    """Give the sources at the paths, in order: files, the scrapes in folders and archives, and `-` for standard input.

    What cannot be opened is reported and left out.
    """
    for path in paths:
        for name in _files(path, report):
            try:
                found = (
                    containers.opened(_stdin(options)) if name == "-" else containers.from_path(name, options=options)
                )
                for source in found:
                    if isinstance(source, Problem):
                        report(source)
                    else:
                        yield source
            except AnalyzerError as error:
                report(as_problem(error))


def examples(lines: Iterable[bytes], *, name: str, report: Report) -> Iterator[Example]:
    """Give the examples of JSON lines `{"id", "text", "context"}`; a line that holds none is reported and left out.

    `context` may be missing; an `id` that is missing is the line's number.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _example(line, number)
        except DataError as error:
            report(Problem(what=error.what, where=f"{name}, line {number}", remedy=error.remedy))


def lines_of(path: str) -> Iterator[bytes]:
    """Give the lines of a file, or of standard input for `-`, as they come; raises `SourceError`."""
    if path == "-":
        yield from _bounded(sys.stdin.buffer)
        return
    try:
        with Path(path).open("rb") as file:
            yield from _bounded(file)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise SourceError(reason, where=path, remedy="check the path and its permissions") from error


def is_file(path: str) -> bool:
    """Tell whether all of the lines are there already: a file, also one given as standard input."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode if path == "-" else Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def arriving(lines: Iterable[T]) -> Iterator[list[T]]:
    """Give what has come in, as soon as something has: what a pipe brings one by one is not held back.

    At most 256 at once. An error of `lines` is raised here.
    """
    waiting: queue.Queue[_Arrival[T]] = queue.Queue(maxsize=4 * MOST_AT_ONCE)
    threading.Thread(target=_fill, args=(waiting, lines), daemon=True).start()
    last = False
    while not last:
        came = [waiting.get()]
        while len(came) < MOST_AT_ONCE and not waiting.empty():
            came.append(waiting.get())
        last = came[-1].is_last
        if batch := [arrival.value for arrival in came if arrival.value is not None]:
            yield batch
        if came[-1].error is not None:
            raise came[-1].error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival(Generic[T]):
    """One thing that came in, or the end of them all."""

    value: T | None = None
    is_last: bool = False
    error: Exception | None = None


def _fill(waiting: queue.Queue[_Arrival[T]], lines: Iterable[T]) -> None:
    try:
        for line in lines:
            waiting.put(_Arrival(value=line))
    except Exception as error:  # noqa: BLE001  Whatever it is, it is raised where the lines are read.
        waiting.put(_Arrival(is_last=True, error=error))
    else:
        waiting.put(_Arrival(is_last=True))


def as_problem(error: AnalyzerError) -> Problem:
    """Give an error as a problem of the input it names, for lists of what could not be read."""
    return Problem(what=error.what, where=error.where, remedy=error.remedy)


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(MAX_LINE):
        yield line


def _files(path: str, report: Report) -> Iterator[str]:
    folder = Path(path)
    if path == "-" or not folder.is_dir():
        yield path
        return
    found = sorted(str(file) for file in folder.rglob("*") if _is_scrape(file))
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        report(Problem(what="the folder holds no scrapes", where=path, remedy=f"put files there that end in {kinds}"))
    yield from found


def _is_scrape(file: Path) -> bool:
    if file.suffix.lower() not in SUFFIXES or file.name.endswith(GOLDEN) or not file.is_file():
        return False
    # A folder of ConvoKit is one source; the other files in it belong to its utterances.
    return file.name == containers.UTTERANCES or not (file.parent / containers.UTTERANCES).is_file()


def _stdin(options: ReadOptions) -> Source:
    return Source.from_bytes("standard input", sys.stdin.buffer.read(MAX_BYTES + 1), options=options)


def _example(line: bytes, number: int) -> Example:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _refused("the line is no JSON") from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise _refused('the line has no "text"')
    context = given.get("context") or ""
    if not isinstance(context, str):
        raise _refused('"context" is no text')
    return Example(id=str(given.get("id", number)), text=given["text"], context=context)


def _refused(what: str) -> DataError:
    return DataError(
        what, where="", remedy='give one object a line: {"id": "1", "text": "own words", "context": "quoted"}'
    )
