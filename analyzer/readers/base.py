"""What a reader is, and how the one that reads a source is found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import Protocol

from analyzer import readers
from analyzer.errors import AmbiguousSourceError, SourceError, UnreadableError
from analyzer.source import Source
from analyzer.structure.shell import is_shell
from analyzer.thread import Thread


class Rank(IntEnum):
    """When a reader is asked: one of a higher rank only where none of a lower one claims the source."""

    ENGINE = 0
    # Pages that describe their posts to search engines, whatever made them.
    DESCRIBED = 1
    # Articles with comments below, told by structure alone.
    COMMENTED = 2
    # Pages of any other engine, told by what repeats on them.
    REPEATED = 3
    # Prose without comments.
    ARTICLE = 4
    LAST = 5


# Looked up a hundred times a page: making a rank of a number takes ten times as long.
RANKS = tuple(Rank)


class Reader(Protocol):
    """Reads the scrapes of one engine or format.

    `name` says which in errors. A reader with `last_resort` is asked only when no other claims the source: what it
    reads has no mark of its own. Among these, a `Rank` says which is asked before which; `True` is the last.
    """

    name: str

    @property
    def last_resort(self) -> int:
        """The reader's rank, `False` for an engine's."""
        ...

    def claims(self, source: Source) -> bool:
        """Tell whether this source is this reader's, by marks that no other engine leaves."""
        ...

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the threads of a source that this reader claims; what cannot be read is in their `problems`."""
        ...


@cache
def all_readers() -> tuple[Reader, ...]:
    """Give every reader: each module of this package with a `READER`, in the order of their names."""
    found: list[Reader] = []
    for module in pkgutil.iter_modules(readers.__path__):
        reader = getattr(importlib.import_module(f"{readers.__name__}.{module.name}"), "READER", None)
        if reader is not None:
            found.append(reader)
    return tuple(found)


def rank_of(reader: Reader) -> Rank:
    """Give the rank at which a reader is asked."""
    return Rank.LAST if reader.last_resort is True else RANKS[reader.last_resort]


def reader_for(source: Source) -> Reader:
    """Give the reader that claims a source.

    Raises `UnreadableError` naming what was tried when none does, and `AmbiguousSourceError` naming the readers when
    two of the same rank do; `SourceError` where none can because the source is broken JSON. Of a page that was saved
    before its script had loaded the posts the error says so.
    """
    by_rank: dict[Rank, list[Reader]] = {}
    for reader in all_readers():
        by_rank.setdefault(rank_of(reader), []).append(reader)
    for _, asked in sorted(by_rank.items()):
        claiming = [reader for reader in asked if reader.claims(source)]
        if len(claiming) > 1 and source.options.columns:
            # Whoever names the columns of a table says that it is one.
            claiming = [reader for reader in claiming if getattr(reader, "reads_columns", False)] or claiming
        if len(claiming) > 1:
            names = tuple(reader.name for reader in claiming)
            raise AmbiguousSourceError(
                f"more than one reader claims this {source.kind} file: {', '.join(names)}",
                where=source.name,
                remedy="report the page, so that the readers can be told apart",
                tried=names,
            )
        if claiming:
            return claiming[0]
    if source.json_fault:
        raise SourceError(source.json_fault, where=source.name, remedy="export or download it again")
    names = tuple(reader.name for reader in all_readers())
    if is_shell(source):
        raise UnreadableError(
            "this page was saved before its posts were loaded: it holds hardly a word",
            where=source.name,
            remedy="save it again once it shows its posts, or save the topic's address with .json at its end",
            tried=names,
        )
    raise UnreadableError(
        f"no thread found in this {source.kind} file (tried: {', '.join(names)})",
        where=source.name,
        remedy="save the thread's page whole, or as plain text with its authors",
        tried=names,
        brief=f"no thread found in this {source.kind} file",
    )
