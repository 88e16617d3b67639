"""Lemmy's own JSON: a submission with its comments, or a list of comments, as its interface for programs gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.markdown_posts import part_markdown
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment, SegmentKind, Thread
from analyzer.values import body_of, host_of, mapping_of, mappings_of, text_of, time_of, web_address

# The part of a comment's path before the first comment.
ROOT = "0"

Raw = Mapping[str, Any]


class LemmyJsonReader:
    """Reads submissions (`post_view`, `posts`) and comments (`comments`), each with its creator."""

    name = "lemmy-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source holds comments or submissions with the actor's address and a creator."""
        if source.kind is not SourceKind.JSON or '"ap_id"' not in source.text:
            return False
        return bool(_submissions(source) or _comments(source))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give a thread for each submission, also where only its comments are there."""
        threads: dict[str, list[Post]] = {}
        heads: dict[str, Raw] = {}
        for view in _submissions(source):
            post = mapping_of(view.get("post"))
            native = text_of(post.get("id")) or ""
            heads.setdefault(native, post)
            threads.setdefault(native, [_submission(native, view)])
        for view in _comments(source):
            comment = mapping_of(view.get("comment"))
            native = text_of(comment.get("post_id")) or ""
            heads.setdefault(native, mapping_of(view.get("post")))
            threads.setdefault(native, []).append(_comment(view, len(threads.get(native, ())) + 1))
        for number, (native, posts) in enumerate(threads.items()):
            url = web_address(heads[native].get("ap_id"))
            yield Thread(
                id=f"{host_of(url) or 'lemmy'}/{native}",
                title=text_of(heads[native].get("name")),
                engine="lemmy",
                source=source.name,
                url=url,
                posts=quoting_answered(list({post.id: post for post in posts}.values())),
                problems=source.problems if number == 0 else (),
            )


READER = LemmyJsonReader()


def _views(source: Source, keys: tuple[str, ...], inner: str) -> list[Raw]:
    given = source.json
    views: list[Raw] = []
    for document in mappings_of(given):
        for key in keys:
            views.extend(mappings_of(document.get(key)))
        if inner in document:
            views.append(document)
            views.append(mapping_of(document.get(inner)))
    views = [_unfolded(view, inner) if "creator_name" in view else view for view in views]
    return [view for view in views if "ap_id" in mapping_of(view.get(inner)) and "creator" in view]


def _unfolded(raw: Raw, inner: str) -> Raw:
    """Give what was one object before 0.9 as what it is since: the post or comment, and its creator."""
    kind = "comment" if "content" in raw else "post"
    if kind != inner:
        return {}
    submission = {"id": raw.get("post_id"), "name": raw.get("post_name")} if kind == "comment" else raw
    creator = {"name": raw.get("creator_name"), "display_name": raw.get("creator_preferred_username")}
    return {"post": submission, kind: raw, "creator": creator}


def _submissions(source: Source) -> list[Raw]:
    views = _views(source, ("post_view", "posts", "items"), "post")
    return [view for view in views if "comment" not in view]


def _comments(source: Source) -> list[Raw]:
    return _views(source, ("comments", "comment_view", "items"), "comment")


def _creator(view: Raw) -> str | None:
    creator = mapping_of(view.get("creator"))
    return (
        None if creator.get("deleted") is True else text_of(creator.get("display_name")) or text_of(creator.get("name"))
    )


def _published(raw: Raw) -> datetime | None:
    return time_of(raw.get("published") or raw.get("published_at"))


def _submission(native: str, view: Raw) -> Post:
    post = mapping_of(view.get("post"))
    segments = _segments(post, body_of(post.get("body")))
    if address := web_address(post.get("url")):
        segments = (*segments, Segment(kind=SegmentKind.LINK, text=address))
    # Submissions and comments are numbered apart.
    return Post(
        id=f"post-{native}",
        position=1,
        author=_creator(view),
        created_at=_published(post),
        segments=segments,
    )


def _comment(view: Raw, position: int) -> Post:
    comment = mapping_of(view.get("comment"))
    above = (text_of(comment.get("path")) or "").split(".")[:-1]
    # Before 0.16 a comment named what it answers, since then the way down to it.
    parent = above[-1] if above and above[-1] != ROOT else text_of(comment.get("parent_id"))
    return Post(
        id=text_of(comment.get("id")) or "",
        position=position,
        author=_creator(view),
        created_at=_published(comment),
        reply_to=parent or f"post-{text_of(comment.get('post_id'))}",
        segments=_segments(comment, body_of(comment.get("content"))),
    )


def _segments(raw: Raw, written: str) -> tuple[Segment, ...]:
    return () if raw.get("deleted") is True or raw.get("removed") is True else part_markdown(written)
