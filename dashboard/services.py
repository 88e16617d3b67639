"""What the pages ask for: the store and the classifier, opened once, and each page's question in one call."""

from __future__ import annotations

import io
import logging
import os
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analyzer.errors import AnalyzerError, UnreadableError
from analyzer.labels import LABEL_NAMES, LABELS
from analyzer.people import Person
from analyzer.store import Access, Export, Store, Verb
from analyzer.store.access import MOST_POSTS
from dashboard import login
from dashboard.components import links
from dashboard.components.links import Place

if TYPE_CHECKING:
    from analyzer.classifiers.base import Classifier
    from analyzer.store.views import Overview, ScoredPost, ThreadSummary
    from analyzer.thread import Problem

_log = logging.getLogger(__name__)

MODEL = "cascade"
STRICTNESS = "balanced"
SIGNALS = frozenset(label.name for label in LABELS if label.is_signal)
# Which posts of a thread are shown: all, those with any label that is no signal, or those with one label.
ALL, FLAGGED = "all", "flagged"
FILTERS: tuple[str, ...] = (ALL, FLAGGED, *LABEL_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """A thread with the posts that a filter keeps; `total` and `places` are of all its posts, filtered or not."""

    id: str
    title: str | None
    engine: str
    source: str
    total: int
    kept: tuple[ScoredPost, ...]
    places: Mapping[str, Place]

    @property
    def pages(self) -> int:
        """How many pages the kept posts fill, at least one."""
        return links.pages(len(self.kept), links.POSTS_A_PAGE)

    def on_page(self, number: int) -> tuple[ScoredPost, ...]:
        """Give the kept posts of a page, counted from 1."""
        return self.kept[(number - 1) * links.POSTS_A_PAGE : number * links.POSTS_A_PAGE]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadThread:
    """A thread found in a file, with how many of its posts are in the store and how many of those are flagged."""

    id: str
    title: str | None
    posts: int
    flagged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: its threads, what was new of them, what could not be read, or why nothing was."""

    name: str
    threads: tuple[ReadThread, ...] = ()
    new_posts: int = 0
    changed_posts: int = 0
    problems: tuple[Problem, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A format to export in, and how its files end."""

    name: str
    suffix: str


def store() -> Store:
    """Give the store that the command named, opened once for all readers; pages ask it through `access` or its desk."""
    return _store(os.environ.get("ANALYZER_DATABASE"))


@st.cache_resource(show_spinner=False)
def _store(database: str | None) -> Store:
    return Store.open(database)


def access() -> Access:
    """Give the store as the person before this browser may see it."""
    return store().asked_by(login.person())


def record_login(person: Person) -> None:
    """Log that somebody logged in: once a login, however many pages it opens."""
    store().desk.record(person, Verb.LOGIN, login.key(), once=True)


def record_refusal(person: Person, what: str) -> None:
    """Log that somebody was refused the login or a page."""
    store().desk.record(person, Verb.REFUSAL, {"what": what})


def classifier() -> Classifier:
    """Give the classifier that the command named, loaded once; only adding threads needs it."""
    strictness = os.environ.get("ANALYZER_STRICTNESS") or STRICTNESS
    return _classifier(os.environ.get("ANALYZER_MODEL") or MODEL, strictness)


@st.cache_resource(show_spinner="Loading the classifier …")
def _classifier(model: str, strictness: str) -> Classifier:
    from analyzer.classifiers import load, names, strictness_of  # noqa: PLC0415  Pages that only show scores start without it.

    folder = Path(model)
    named = folder if folder.is_dir() and model not in names() else None
    return load(model, folder=named, strictness=strictness_of(strictness))


def is_empty() -> bool:
    """Tell whether no thread is stored."""
    return access().is_empty()


def thresholds() -> Mapping[str, float]:
    """Give by label from which estimate on it is given."""
    return access().thresholds()


def overview(*, top: int = 10) -> Overview:
    """Give the whole store at a glance."""
    return access().overview(top=top)


def count_threads(search: str) -> int:
    """Give how many threads hold all words of `search`."""
    return access().count_threads(search.strip() or None)


def threads(search: str, *, page: int) -> tuple[ThreadSummary, ...]:
    """Give a page of the threads that hold all words of `search`, newest import first."""
    size = links.THREADS_A_PAGE
    return access().thread_summaries(limit=size, offset=(page - 1) * size, search=search.strip() or None)


def thread(thread_id: str, *, keep: str = ALL) -> ThreadView | None:
    """Give a thread with the posts that the filter `keep` lets through, or `None` where it is not stored."""
    posts = _posts(thread_id)
    if not posts:
        return None
    places = {
        scored.post.id: Place(position=scored.post.position, page=index // links.POSTS_A_PAGE + 1)
        for index, scored in enumerate(posts)
    }
    return ThreadView(
        id=thread_id,
        title=posts[0].thread_title,
        engine=posts[0].engine,
        source=posts[0].source,
        total=len(posts),
        kept=tuple(scored for scored in posts if _keeps(keep, scored)),
        places=places,
    )


def add_file(name: str, data: bytes) -> Outcome:
    """Read, score and keep one file; what stops it is said in the outcome, so that other files go on."""
    from analyzer import pipeline  # noqa: PLC0415  As in `_classifier`.
    from analyzer.source import Source  # noqa: PLC0415

    asked = access()
    try:
        imported = pipeline.add(Source.from_bytes(name, data), store=asked.to_import(), classifier=classifier())
    except UnreadableError as error:
        # Who uploads a file has no use for the names of all readers.
        return Outcome(name=name, error=error.brief)
    except AnalyzerError as error:
        return Outcome(name=name, error=str(error))
    except Exception as error:  # noqa: BLE001  One bad file never stops the rest; it is logged and said.
        # The text of an unforeseen error can hold words of a post, so the log has its kind and place alone.
        _log.error("Reading a file failed: %s", _kind_and_place(error))
        said = f"{name}: reading stopped with an unforeseen error ({type(error).__name__})."
        return Outcome(name=name, error=said)
    detail = {"file": name, "threads": len(imported.threads), "new posts": sum(one.posts for one in imported.added)}
    store().desk.record(asked.person, Verb.IMPORT, detail)
    return Outcome(
        name=name,
        threads=tuple(_read_thread(thread_id) for thread_id in imported.threads),
        new_posts=sum(added.posts for added in imported.added),
        changed_posts=sum(len(added.changed) for added in imported.added),
        problems=imported.problems,
    )


def export_formats() -> tuple[ExportFormat, ...]:
    """Give the formats a thread can be exported in; the one made for a terminal is none of them."""
    from analyzer import exporters  # noqa: PLC0415  As in `_classifier`.

    found = (exporters.exporter(name) for name in exporters.names() if name != "table")
    return tuple(ExportFormat(name=one.name, suffix=one.suffix) for one in found)


def export(asked: Access, wanted: Export) -> bytes:
    """Give posts in a format; `asked` is bound when the page is drawn, for the download runs outside of it."""
    from analyzer import exporters  # noqa: PLC0415  As in `_classifier`.

    stream = io.BytesIO()
    exporters.exporter(wanted.format_name).write(asked.export_rows(wanted), stream)
    return stream.getvalue()


def _posts(thread_id: str) -> tuple[ScoredPost, ...]:
    # Turning a page of a long thread would read all of it again (3,000 posts: 0.2 s, measured): it is kept in memory
    # for as long as the store holds the same rows and judges them by the same model and thresholds.
    return _posts_in_state(os.environ.get("ANALYZER_DATABASE"), thread_id, state())


def state() -> str:
    """Give a text that changes with the rows of the store, its model and its thresholds: a key for what is kept."""
    kept = access()
    return repr((kept.counts(), kept.model(), tuple(kept.thresholds().items())))


@st.cache_resource(show_spinner=False, max_entries=4, ttl=600)
def _posts_in_state(database: str | None, thread_id: str, state: str) -> tuple[ScoredPost, ...]:  # noqa: ARG001  The state is a key.
    return access().scored_posts(thread_id, limit=MOST_POSTS)


def _read_thread(thread_id: str) -> ReadThread:
    posts = _posts(thread_id)
    return ReadThread(
        id=thread_id,
        title=posts[0].thread_title if posts else None,
        posts=len(posts),
        flagged=sum(_keeps(FLAGGED, scored) for scored in posts),
    )


def _keeps(keep: str, scored: ScoredPost) -> bool:
    given = scored.scoring.labels if scored.scoring else ()
    if keep == FLAGGED:
        return any(label not in SIGNALS for label in given)
    return keep == ALL or keep in given


def _kind_and_place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {last.filename}:{last.lineno}"
