"""What is said beside a classifier's scores: the words that carried a label, and a language it was not tested in."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from analyzer.annotations import Example, Scoring, Span, Stretch
from analyzer.language import UNDETERMINED, is_plainly_english, language_of
from analyzer.thread import Post, SegmentKind

if TYPE_CHECKING:
    from analyzer.classifiers.base import Classifier

T = TypeVar("T")
Scorer: TypeAlias = Callable[[Iterable[Example]], Iterator[Scoring]]
# What `Post.own` has between two own segments.
_BETWEEN = len("\n\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOptions:
    """What is asked of scoring beside the scores.

    `spans`: the words that carried each label given. `any_language`: labels also for words in a language that the
    model was not tested in; without it they are scored and carry none.
    """

    spans: bool = False
    any_language: bool = False


SCORES_ALONE = ScoreOptions()


def score_posts(
    posts: Iterable[tuple[Post, Example]], classifier: Classifier, *, options: ScoreOptions = SCORES_ALONE
) -> Iterator[Scoring]:
    """Give the scoring of each post from its example, in order; spans are of the post's segments."""
    waiting: deque[tuple[Post, Example]] = deque()
    for scoring in classifier.score(example for _, example in _kept(posts, waiting)):
        post, example = waiting.popleft()
        asked = _Asked(classifier=classifier, options=options, unsupported=foreign(post, classifier.languages))
        yield asked.finish(scoring, example, partial(in_segments, post))


def score_examples(
    examples: Iterable[Example],
    classifier: Classifier,
    *,
    options: ScoreOptions = SCORES_ALONE,
    score: Scorer | None = None,
) -> Iterator[Scoring]:
    """Give the scoring of each example in order, by `classifier.score` or a faster way to do the same.

    Spans are of the example's text, as if it were a first segment. The language is looked at where a label would be
    given: finding it takes 127 microseconds a post of 48 words where the words do not say at once that they are English.
    """
    waiting: deque[Example] = deque()
    for scoring in (score or classifier.score)(_kept(examples, waiting)):
        example = waiting.popleft()
        if not scoring.labels:
            yield scoring
            continue
        unsupported = foreign_text(example.text, classifier.languages)
        asked = _Asked(classifier=classifier, options=options, unsupported=unsupported)
        yield asked.finish(scoring, example, _in_text)


def foreign(post: Post, languages: Collection[str]) -> str | None:
    """Give the language of a post of which most own words are in ones that are not among `languages`, else `None`."""
    sizes: Counter[str] = Counter()
    for segment in post.segments:
        if segment.kind is SegmentKind.OWN:
            sizes[segment.language or UNDETERMINED] += len(segment.text)
    others = Counter({code: size for code, size in sizes.items() if code not in {UNDETERMINED, *languages}})
    if 2 * others.total() <= sizes.total() or _was_disguised(post.own, languages):
        return None
    return others.most_common(1)[0][0]


def foreign_text(text: str, languages: Collection[str]) -> str | None:
    """Give the language of a text where it is not among `languages`, else `None`; too few words are in none."""
    if "en" in languages and is_plainly_english(text):
        return None
    code = language_of(text)
    return None if code in {UNDETERMINED, *languages} or _was_disguised(text, languages) else code


def _was_disguised(text: str, languages: Collection[str]) -> bool:
    """Tell whether a text is in a language of `languages` once spelling games are undone: they are no way out."""
    from analyzer.classifiers.spelling import plain_text  # noqa: PLC0415 - what only reads threads goes without it

    plain = plain_text(text)
    return plain != text and language_of(plain) in {UNDETERMINED, *languages}


def in_segments(post: Post, stretches: Iterable[Stretch]) -> tuple[Span, ...]:
    """Give stretches of `post.own` as spans of its segments; one across two segments becomes two."""
    places: list[tuple[int, int, int]] = []
    at = 0
    for number, segment in enumerate(post.segments):
        if segment.kind is SegmentKind.OWN:
            places.append((number, at, at + len(segment.text)))
            at += len(segment.text) + _BETWEEN
    return tuple(
        Span(segment=number, start=max(one.start, start) - start, end=min(one.end, end) - start, weight=one.weight)
        for one in stretches
        for number, start, end in places
        if max(one.start, start) < min(one.end, end)
    )


def _in_text(stretches: Iterable[Stretch]) -> tuple[Span, ...]:
    return tuple(Span(segment=0, start=one.start, end=one.end, weight=one.weight) for one in stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked of one scoring, and the language that its words are in where the model was not tested in it."""

    classifier: Classifier
    options: ScoreOptions
    unsupported: str | None

    def finish(
        self, scoring: Scoring, example: Example, placed: Callable[[Iterable[Stretch]], tuple[Span, ...]]
    ) -> Scoring:
        """Give the scoring with its language, less its labels where they are withheld, with spans where asked."""
        withheld = self.unsupported is not None and not self.options.any_language
        labels = () if withheld else scoring.labels
        if labels == scoring.labels and self.unsupported is None and not (labels and self.options.spans):
            return scoring
        scores = tuple(
            replace(
                score,
                subtype=score.subtype if score.label in labels else None,
                spans=placed(self.classifier.spans(example, score.label))
                if score.label in labels and self.options.spans
                else (),
            )
            for score in scoring.scores
        )
        return replace(scoring, scores=scores, labels=labels, unsupported=self.unsupported)


def _kept(values: Iterable[T], waiting: deque[T]) -> Iterator[T]:
    """Give values on, and keep each until its scoring comes back: no more than the classifier reads ahead."""
    for value in values:
        waiting.append(value)
        yield value
