"""The same words posted more than once, found when posts are added: each is compared with earlier ones that share a run.

Of each post the four smallest hashes of its runs of five words are kept (a bottom-k sketch: Broder, On the resemblance and
containment of documents, 1997). A later post that shares one of them is compared word by word, and is a copy where enough
of the words are the same in the same order. Copies get no sketch of their own: what is posted a thousand times is compared
with its first post each time, and with nothing else.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel
from sqlalchemy import insert, select

from analyzer.store import schema
from analyzer.store.words import folded
from analyzer.thread import SegmentKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

# The least share of words that two posts have in common, in the same order, to be called copies.
ALIKE = 0.8
# What a post says itself, and what it pastes: quoting somebody is no copying.
KINDS = (SegmentKind.OWN.value, SegmentKind.ARTICLE.value)
# Words in a row. `analyzer.quotes.shingles` measured it for quotes: four to six do equally well.
_RUN = 5
_PRINTS = 4
# Shorter posts are alike by chance ("thank you, that was what I was looking for").
_LEAST_WORDS = 12
# Some eight screens: longer posts are compared by their beginnings.
_MOST_WORDS = 2_000
# Earlier posts that one is compared with, and those kept to one hash: a phrase that a thousand posts share tells nothing.
_COMPARED = 8
_SHARED = 32
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a post says or pastes itself."""

    post_pk: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Like:
    """The earlier post that a text is most like."""

    post_pk: int
    likeness: float


@dataclass(slots=True)
class _Firsts:
    """Posts that others may be copies of: by fingerprint, and the words of those that were looked at."""

    by_print: dict[int, list[int]] = field(default_factory=dict)
    words: dict[int, list[str]] = field(default_factory=dict)

    def like(self, prints: Sequence[int]) -> list[int]:
        """Give the few posts that share most fingerprints, the oldest first among equals."""
        shared = Counter(pk for value in prints for pk in self.by_print.get(value, ()))
        return sorted(shared, key=lambda pk: (-shared[pk], pk))[:_COMPARED]


def add(connection: Connection, texts: Iterable[Words]) -> None:
    """Keep which of some new posts are copies, and the fingerprints of the others."""
    words = {each.post_pk: folded(each.text).split(" ", _MOST_WORDS)[:_MOST_WORDS] for each in texts}
    prints = {pk: fingerprints(said) for pk, said in words.items()}
    firsts = _Firsts(by_print=_known(connection, {value for values in prints.values() for value in values}))
    copies, fresh = [], []
    for pk in sorted(words):
        found = _first(connection, words[pk], prints[pk], firsts=firsts)
        if found is not None:
            copies.append({"post_pk": pk, "first_pk": found.post_pk, "likeness": found.likeness})
            continue
        firsts.words[pk] = words[pk]
        for value in prints[pk]:
            sharing = firsts.by_print.setdefault(value, [])
            if len(sharing) < _SHARED:
                sharing.append(pk)
                fresh.append({"value": value, "post_pk": pk})
    if fresh:
        connection.execute(insert(schema.fingerprint), fresh)
    if copies:
        connection.execute(insert(schema.copy), copies)


def fill(connection: Connection) -> None:
    """Do the same for all posts that are there: for a database from before copies were looked for."""
    after = 0
    post = schema.post.c
    while True:
        pks = connection.scalars(select(post.pk).where(post.pk > after).order_by(post.pk).limit(_CHUNK)).all()
        if not pks:
            return
        add(connection, (Words(post_pk=pk, text=text) for pk, text in _texts(connection, pks).items()))
        after = pks[-1]


def fingerprints(words: Sequence[str]) -> tuple[int, ...]:
    """Give the smallest hashes of a text's runs of words, at most four, below 2^63; none for a short text."""
    if len(words) < _LEAST_WORDS:
        return ()
    runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    hashes = (hashlib.blake2b(run.encode("utf-8"), digest_size=8).digest() for run in runs)
    return tuple(heapq.nsmallest(_PRINTS, (int.from_bytes(each) >> 1 for each in hashes)))


def likeness(words: Sequence[str], others: Sequence[str]) -> float:
    """Give the share of words that two texts have in common in the same order (0 to 1), 0 below `ALIKE`."""
    return float(Indel.normalized_similarity(words, others, score_cutoff=ALIKE))


def _first(connection: Connection, words: Sequence[str], prints: Sequence[int], *, firsts: _Firsts) -> _Like | None:
    """Give the earlier post that a text is most like, or `None` where it is a copy of none."""
    near = firsts.like(prints)
    missing = [pk for pk in near if pk not in firsts.words]
    if missing:
        firsts.words |= {
            pk: folded(text).split(" ", _MOST_WORDS)[:_MOST_WORDS] for pk, text in _texts(connection, missing).items()
        }
    found = [_Like(post_pk=pk, likeness=likeness(words, firsts.words[pk])) for pk in near if pk in firsts.words]
    best = max(found, key=lambda like: (like.likeness, -like.post_pk), default=None)
    return best if best is not None and best.likeness >= ALIKE else None


def _known(connection: Connection, values: Iterable[int]) -> dict[int, list[int]]:
    table = schema.fingerprint.c
    ordered, found = sorted(values), dict[int, list[int]]()
    for start in range(0, len(ordered), _CHUNK):
        query = select(table.value, table.post_pk).where(table.value.in_(ordered[start : start + _CHUNK]))
        for row in connection.execute(query):
            found.setdefault(row.value, []).append(row.post_pk)
    return found


def _texts(connection: Connection, pks: Sequence[int]) -> Mapping[int, str]:
    segment = schema.segment.c
    query = select(segment.post_pk, segment.text).where(segment.post_pk.in_(pks), segment.kind.in_(KINDS))
    found: dict[int, list[str]] = {}
    for row in connection.execute(query.order_by(segment.post_pk, segment.number)):
        found.setdefault(row.post_pk, []).append(row.text)
    return {pk: "\n".join(parts) for pk, parts in found.items()}
