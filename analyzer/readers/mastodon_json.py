"""Statuses as Mastodon's interface for programs gives them, and Pleroma, Pixelfed and others after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analyzer.quotes.answered import first_above, quoting_answered
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.fragment import part_fragment
from analyzer.quotes.markdown_posts import quoted_lines_apart
from analyzer.source import Source, SourceKind
from analyzer.tables import lines
from analyzer.thread import Found, Post, Problem, Segment, SegmentKind, Thread
from analyzer.values import MAX_POSTS, body_of, host_of, mapping_of, mappings_of, text_of, time_of, web_address

# A quoted status is told by itself; the line with its address is for readers that do not show it.
WORDS = BodyRules(quote="blockquote", code="pre", skip=".invisible, .quote-inline")
HEAD = 20_000

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Given:
    """A status, and the context in which it was given, which is of one discussion; `None` where it was given by itself."""

    raw: Raw
    context: str | None = None


class MastodonJsonReader:
    """Reads statuses, lists of them, search results and the contexts of one (`ancestors`, `descendants`)."""

    name = "mastodon-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source holds statuses, each with its account."""
        if (
            source.kind is not SourceKind.JSON
            or '"account"' not in source.text[:HEAD]
            or '"in_reply_to_id"' not in source.text
        ):
            return False
        return next(_statuses(source, []), None) is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the discussions in the order in which they begin."""
        problems = list(source.problems)
        statuses: dict[str, Raw] = {}
        shared: dict[str, str] = {}
        for given in _statuses(source, problems):
            native = text_of(given.raw.get("id")) or ""
            statuses.setdefault(native, given.raw)
            if given.context:
                shared.setdefault(native, given.context)
        parents = {native: text_of(raw.get("in_reply_to_id")) for native, raw in statuses.items()}
        threads: dict[str, list[str]] = {}
        known: dict[str, str] = {}
        for native in statuses:
            threads.setdefault(shared.get(native) or first_above(native, parents, known), []).append(native)
        for number, natives in enumerate(threads.values()):
            first = statuses[natives[0]]
            url = web_address(first.get("url")) or web_address(first.get("uri"))
            root = first_above(natives[0], parents, known)
            yield Thread(
                id=f"{host_of(url) or 'mastodon'}/{root}",
                title=None,
                engine="mastodon",
                source=source.name,
                url=url,
                posts=quoting_answered(
                    [_post(statuses[one], place, frozenset(natives)) for place, one in enumerate(natives, start=1)]
                ),
                problems=tuple(problems) if number == 0 else (),
            )


READER = MastodonJsonReader()


def _statuses(source: Source, problems: list[Problem]) -> Iterator[_Given]:
    """Give the statuses in order; of a boost what is boosted."""
    given = source.json
    if given is None:
        given = [line.row for line in lines(source, problems.append)]
    for number, document in enumerate(mappings_of(given)[:MAX_POSTS]):
        if "ancestors" in document or "descendants" in document:
            named = [*mappings_of(document.get("ancestors")), *mappings_of(document.get("status"))]
            for raw in [*named, *mappings_of(document.get("descendants"))]:
                if _is_status(raw):
                    yield _Given(raw, f"context {number}")
            continue
        for raw in mappings_of(document.get("statuses", document)):
            boosted = mapping_of(raw.get("reblog"))
            if _is_status(boosted or raw):
                yield _Given(boosted or raw)


def _is_status(raw: Raw) -> bool:
    account = mapping_of(raw.get("account"))
    return (
        text_of(raw.get("id")) is not None
        and ("acct" in account or "username" in account)
        and "content" in raw
        and "in_reply_to_id" in raw
    )


def _account(raw: Raw) -> str | None:
    account = mapping_of(raw.get("account"))
    return text_of(account.get("acct")) or text_of(account.get("username"))


def _post(raw: Raw, position: int, here: frozenset[str]) -> Post:
    return Post(
        id=text_of(raw.get("id")) or "",
        position=position,
        author=_account(raw),
        created_at=time_of(raw.get("created_at")),
        reply_to=text_of(raw.get("in_reply_to_id")),
        segments=tuple(_segments(raw, here)),
    )


def _segments(raw: Raw, here: frozenset[str]) -> Iterator[Segment]:
    # What stands above the fold is the author's too: a warning of what follows.
    if warning := text_of(raw.get("spoiler_text")):
        yield Segment(kind=SegmentKind.OWN, text=warning)
    yield from quoted_lines_apart(part_fragment(body_of(raw.get("content")), WORDS))
    quote = mapping_of(raw.get("quote")) or mapping_of(mapping_of(raw.get("pleroma")).get("quote"))
    quoted = mapping_of(quote.get("quoted_status")) or quote
    if _is_status(quoted):
        native = text_of(quoted.get("id"))
        own = [one.text for one in part_fragment(body_of(quoted.get("content")), WORDS) if one.kind is SegmentKind.OWN]
        yield Segment(
            kind=SegmentKind.QUOTE,
            text="\n\n".join(own),
            author=_account(quoted),
            post_id=native,
            found=Found.MARKUP,
            depth=1,
            thread_id=None if native in here else native,
        )
