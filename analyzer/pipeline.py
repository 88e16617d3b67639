"""The story: a source becomes threads, a thread's own words become examples, examples become scores, scores are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analyzer.annotations import Example, Scoring
from analyzer.containers import is_container, opened
from analyzer.errors import AnalyzerError, UnreadableError
from analyzer.pages import threads_of
from analyzer.quotes.attribute import attribute
from analyzer.readers.base import reader_for
from analyzer.scoring import SCORES_ALONE, ScoreOptions, score_posts
from analyzer.streams import as_problem
from analyzer.thread import Post, Problem, SegmentKind, Thread

if TYPE_CHECKING:
    from analyzer.classifiers.base import Classifier
    from analyzer.source import Source
    from analyzer.store import Store
    from analyzer.store.views import Added

# What a classifier is shown of each quoted stretch. Labelled posts show 500 characters at most: of a pasted article
# quoted whole the classifier would see more context than it has ever learned from, and lose sight of the post (on a
# four-sentence call for violence under such a quote the score fell from .36 to .17).
MAX_CONTEXT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What reading, scoring and storing one source gave: thread ids, what was new in the store, what was lost."""

    threads: tuple[str, ...]
    added: tuple[Added, ...]
    problems: tuple[Problem, ...]


def read(source: Source) -> Iterator[Thread]:
    """Give the threads of a source, quoted and own words parted and quotes traced.

    An archive is opened and each member read; what of it cannot be read is in the problems of the last thread. Raises `UnreadableError` where no reader finds a thread, `SourceError` where the source is no text.
    """
    if not is_container(source.data):
        for thread in reader_for(source).read(source):
            yield attribute(thread)
        return
    problems: list[Problem] = []
    last: Thread | None = None
    for thread in read_all([source], report=problems.append):
        if last is not None:
            yield last
        last = thread
    if last is None:
        raise UnreadableError(
            f"no thread found in this archive ({problems[0].what if problems else 'it holds no scrapes'})",
            where=source.name,
            remedy="save the threads' pages whole, and put these into it",
        )
    yield replace(last, problems=(*last.problems, *problems))


def read_all(sources: Iterable[Source], *, report: Callable[[Problem], None]) -> Iterator[Thread]:
    """Give the threads of several sources, as `read` does; pages of one thread are joined, and archives opened.

    What cannot be read is reported and costs nothing else. Pages wait for others of their thread, in bounded memory.
    """
    for thread in threads_of(_pages(sources, report), report=report):
        yield attribute(thread)


def _pages(sources: Iterable[Source], report: Callable[[Problem], None]) -> Iterator[Thread]:
    for source in sources:
        for member in opened(source):
            if isinstance(member, Problem):
                report(member)
                continue
            try:
                yield from reader_for(member).read(member)
            except AnalyzerError as error:
                report(as_problem(error))


def examples(thread: Thread) -> Iterator[Example]:
    """Give each post as a classifier sees it: own words, and as context what it quotes, else what it answers."""
    posts = {post.id: post for post in thread.posts}
    for post in thread.posts:
        yield Example(id=post.id, text=post.own, context=_context(post, posts.get(post.reply_to or "")))


def score(thread: Thread, classifier: Classifier, *, options: ScoreOptions = SCORES_ALONE) -> Iterator[Scoring]:
    """Give the scores of each post's own words, in the thread's order; a post without own words has none above 0.

    A post in a language that the classifier was not tested in says so, and has no label unless `options` ask for it.
    """
    yield from score_posts(zip(thread.posts, examples(thread), strict=True), classifier, options=options)


def add(source: Source, *, store: Store, classifier: Classifier, any_language: bool = False) -> Imported:
    """Read, score and store a source, with the words that carried each label; one that was stored before adds nothing.

    Raises as `read` does; nothing is stored then.
    """
    threads: list[str] = []
    added: list[Added] = []
    problems: list[Problem] = []
    for thread in read(source):
        added.append(keep(thread, store=store, classifier=classifier, any_language=any_language))
        threads.append(thread.id)
        problems.extend(thread.problems)
    return Imported(threads=tuple(threads), added=tuple(added), problems=tuple(problems))


def keep(thread: Thread, *, store: Store, classifier: Classifier, any_language: bool = False) -> Added:
    """Score and store a thread, and give what was new of it.

    What carried a label is kept of all languages; the store withholds the labels of those not tested, unless asked.
    """
    scorings = tuple(score(thread, classifier, options=ScoreOptions(spans=True, any_language=True)))
    return store.add(
        thread, scorings, classifier_thresholds=classifier.thresholds, withhold_unsupported=not any_language
    )


def _context(post: Post, parent: Post | None) -> str:
    quoted = _joined(s.text for s in post.segments if s.kind is SegmentKind.QUOTE and s.depth == 1)
    if quoted or parent is None:
        return quoted
    return _joined([parent.own])


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(text[:MAX_CONTEXT] for text in texts if text)
