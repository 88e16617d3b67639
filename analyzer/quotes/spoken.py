"""What was said in a thread, by whom and in which order: what quotes are compared with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from analyzer.quotes.shingles import Numbers, Shingles
from analyzer.thread import Post, SegmentKind

# What can be quoted: signatures and link cards are under many posts and said in none.
SAYING = frozenset({SegmentKind.OWN, SegmentKind.ARTICLE, SegmentKind.QUOTE, SegmentKind.CODE})
# Names that many share: two posts under them may be of two people.
NOBODY = frozenset({"anonymous", "anon", "guest", "unregistered", "deleted", "[deleted]", "gast", "invité", "invitado"})


# Three words at most, and something behind the colon that is no address.
LABEL = re.compile(r"\s{0,3}([^\W\d_][^\s:]{0,24}(?: [^\s:]{1,24}){0,2}) ?:(?!//) ?\S")


class Spoken:
    """The texts of a thread's posts, numbered from 0 in the order in which they were written.

    `places[t]` says where text t stands, as post and segment, and `text_at` the other way round.
    """

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = posts
        self.places = [
            (number, index)
            for number, post in enumerate(posts)
            for index, segment in enumerate(post.segments)
            if segment.kind in SAYING
        ]
        self.text_at = {place: text for text, place in enumerate(self.places)}

    @cached_property
    def shingles(self) -> Shingles:
        """The words of all texts."""
        return Shingles([self.text(number) for number in range(len(self.places))])

    @cached_property
    def speakers(self) -> Numbers:
        """A number for who speaks in each text, the quoted in a quote; the nameless are each somebody else."""
        known: dict[str, int] = {}
        speakers = np.empty(len(self.places), np.int64)
        for text, (number, index) in enumerate(self.places):
            segment, post = self.posts[number].segments[index], self.posts[number]
            name = name_key(segment.author if segment.kind is SegmentKind.QUOTE else post.author)
            speakers[text] = known.setdefault(name, len(known)) if name and name not in NOBODY else -1 - number
        return speakers

    @cached_property
    def labels(self) -> Counter[str]:
        """The labels with which lines begin, as `Remote: yes` does, and in how many texts each does."""
        found: Counter[str] = Counter()
        for text in range(len(self.places)):
            found.update({label_of(line) for line in self.text(text).split("\n")})
        del found[""]
        return found

    def text(self, text: int) -> str:
        """Give the words of a text as they stand."""
        number, index = self.places[text]
        return self.posts[number].segments[index].text

    def post_of(self, text: int) -> Post:
        """Give the post that a text stands in."""
        return self.posts[self.places[text][0]]


def label_of(line: str) -> str:
    """Give the label that a line begins with, case folded, empty where it has none: `Age: 30` has one."""
    match = LABEL.match(line)
    return match.group(1).casefold() if match else ""


def is_later(one: Post, other: Post) -> bool:
    """Tell whether one post says of itself that it was written after the other."""
    return one.created_at is not None and other.created_at is not None and one.created_at > other.created_at


def name_key(author: str | None) -> str:
    """Give a name as it is compared: case and spaces aside; empty for nobody."""
    return " ".join((author or "").casefold().split())
