"""Threads, scores and hostile words to show on a page under test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from analyzer.annotations import Example, ModelId, Score, Scoring, Stretch
from analyzer.labels import LABEL_NAMES
from analyzer.thread import Post, Segment, SegmentKind, Thread

MODEL = ModelId(name="sample", version="1", hash="0123456789ab")
THRESHOLDS: Mapping[str, float] = MappingProxyType(dict.fromkeys(LABEL_NAMES, 0.5))
START = datetime(2031, 3, 9, 14, 5, tzinfo=UTC)
FOREIGN = "evil.example"
HOSTILE = (
    f"<script>fetch('http://{FOREIGN}/s')</script>",
    f'<img src=http://{FOREIGN}/i.png onerror="window.owned=1">',
    f'"><svg onload=window.owned=1><a href="javascript:window.owned=1">{FOREIGN}</a>',
    f"**bold** [x](javascript:alert(1)) ![p](http://{FOREIGN}/p.png) <http://{FOREIGN}>",
    "$\\frac{1}{2}$ $$\\href{http://evil.example}{x}$$",
    f":material/home: :red[red] :smile: :small[{FOREIGN}] {FOREIGN}",
    f"&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &#60;b&#62; {FOREIGN}",
    f"`code` ```{FOREIGN}``` <!-- {FOREIGN} --> ]]> <style>*{{display:none}}</style> </div></div>",
    f"\u202egnp.exe\u202c {FOREIGN} \u2066x\u2069",
    f"=HYPERLINK('http://{FOREIGN}') \x00\x1b[31m \ud800",
)


def own(text: str) -> Segment:
    """Give own words."""
    return Segment(kind=SegmentKind.OWN, text=text)


def quote(text: str, *, author: str | None = None, post_id: str | None = None, depth: int = 1) -> Segment:
    """Give quoted words."""
    return Segment(kind=SegmentKind.QUOTE, text=text, author=author, post_id=post_id, depth=depth)


def post(position: int, *segments: Segment, author: str | None = "wren", dated: bool = True) -> Post:
    """Give a post an hour a position after the start."""
    created_at = START + timedelta(hours=position) if dated else None
    return Post(id=f"p{position}", position=position, author=author, created_at=created_at, segments=segments)


def thread(*posts: Post, thread_id: str = "forum.example/orrin.4", title: str | None = "The Orrin crossing") -> Thread:
    """Give a thread of posts."""
    return Thread(id=thread_id, title=title, engine="xenforo2", source="saved/orrin.html", posts=posts)


def scoring(post_id: str, values: Mapping[str, float] = MappingProxyType({})) -> Scoring:
    """Give the scores of a post: 0.03 for each label that `values` leaves out."""
    scores = tuple(Score(post_id=post_id, label=n, value=values.get(n, 0.03), model=MODEL) for n in LABEL_NAMES)
    given = tuple(score.label for score in scores if score.value >= THRESHOLDS[score.label])
    return Scoring(id=post_id, scores=scores, labels=given, model=MODEL)


class WordClassifier:
    """A classifier that looks for one word a label: what a page shows is tested with scores known beforehand."""

    model = MODEL
    labels = LABEL_NAMES
    thresholds = THRESHOLDS
    languages = ("en",)
    subtyped = ()
    words = MappingProxyType({"denial": "staged", "incitement": "burn", "hostility": "vermin"})

    def score(self, examples: Iterable[Example]) -> Iterator[Scoring]:
        """Give 0.9 for a label whose word stands in the text."""
        for example in examples:
            found = {name: 0.9 for name, word in self.words.items() if word in example.text.casefold()}
            yield scoring(example.id, found)

    def spans(self, example: Example, label: str) -> tuple[Stretch, ...]:
        """Give where the word stands."""
        at = example.text.casefold().index(self.words[label])
        return (Stretch(start=at, end=at + len(self.words[label]), weight=0.9),)

    def save(self, folder: Path) -> None:
        """Write nothing: there is nothing to keep."""
