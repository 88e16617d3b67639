"""Flarum discussions: the JSON that the page is shown from, or else the articles it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.dates import parse_date
from analyzer.fields import Field, first_value
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.said import SAID
from analyzer.quotes.text import tidy
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Post, Problem, Segment, Thread

NAME = "flarum"
DIGITS = re.compile(r"^(\d{1,12})$")
DISCUSSION = re.compile(r"/d/(\d{1,12})")
PAYLOAD = "#flarum-json-payload"
# Before version 1.2 the payload is an argument of the call that starts the program.
LOADED = re.compile(r"flarum\.core\.app\.load\(|app\.boot\(|app\.preload ?= ?")
# `@Wren` or `Wren`, before or after the arrow that the page draws.
MENTION = re.compile(r"^@?(.{1,100}?)(?:#\d{1,12})?$")
CITED = "blockquote > cite, blockquote > div > cite:first-child"
# A mention begins the quote, itself or its first paragraph; one of a post that is gone is no link.
FIRST = (
    ":is(blockquote > :is(a, span), blockquote > p:first-child > :is(a, span), blockquote > div > :is(a, span),"
    " blockquote > div > p:first-child > :is(a, span))"
)
MENTIONED = f"{FIRST}.PostMention:first-child"
NUMBER = re.compile(r"/d/\d{1,12}[^/]{0,300}/(\d{1,12})$")

WORDS = BodyRules(
    quote="blockquote",
    quote_author=(
        # Of a deleted post the name is no longer told, in brackets and in the language of the forum.
        Field(selector=f"{MENTIONED}:not(.PostMention--deleted)", pattern=MENTION),
        Field(selector=f"{MENTIONED}.PostMention--deleted", pattern=re.compile(r"^@?([^\[].{0,99}?)(?:#\d{1,12})?$")),
        Field(selector=f"{FIRST}.UserMention:first-child", pattern=MENTION),
        Field(selector=CITED, pattern=re.compile(rf"^(.{{1,100}}?) {SAID}\s?[:\uff1a]?$", re.IGNORECASE)),
        Field(selector=CITED, pattern=re.compile(r"^(.{1,100}?)(?: \w{2,20}\s?[:\uff1a])?$")),
    ),
    quote_post=(Field(selector=MENTIONED, attribute="data-id", pattern=DIGITS),),
    code="pre",
    skip=f"{MENTIONED}, {FIRST}.UserMention:first-child, {CITED}, .PostMention-preview",
)
# Where posts have lost their ids, the numbers in their addresses are left, of posts and of mentions.
NUMBERED = replace(WORDS, quote_post=(Field(selector=MENTIONED, attribute="href", pattern=NUMBER),))
# What a post answers is the first post it mentions or quotes itself.
ANSWERED = "a.PostMention:not(blockquote blockquote a)"
PARENT = (Field(selector=ANSWERED, attribute="data-id", pattern=DIGITS),)
PERMALINK = (
    Field(selector=".PostMeta-permalink", attribute="value", pattern=NUMBER),
    Field(selector=".PostMeta-permalink", attribute="href", pattern=NUMBER),
    # The first post's address is that of the discussion.
    Field(selector=".PostMeta-number", pattern=re.compile(r"(\d{1,9})\D{0,20}$")),
)

ENGINE = Engine(
    name=NAME,
    claims=f"{PAYLOAD}, #flarum-content .Post-body, .PostStream-item .Post-body, #flarum-loading ~ #flarum-content",
    marks=("flarum-json-payload", "flarum-content", "flarum-loading", "PostStream-item"),
    title=(
        Field(selector=".DiscussionHero-title, #flarum-content h1, #flarum-content .container > h2"),
        Field(selector='meta[property="og:title"]', attribute="content"),
        Field(selector="title"),
    ),
    url_id=DISCUSSION,
    thread_id=(
        Field(selector="input.PostMeta-permalink", attribute="value", pattern=DISCUSSION),
        Field(selector="a.PostMeta-permalink", attribute="href", pattern=DISCUSSION),
    ),
    post="article:has(.Post-body)",
    post_id=(Field(attribute="data-id", pattern=DIGITS), *PERMALINK),
    author=(
        Field(selector=".PostUser-name .username"),
        Field(selector=".PostUser-name"),
        Field(selector=".PostUser .username"),
        Field(selector="h3:has(+ .Post-body)"),
    ),
    created_at=(Field(selector=".Post-header time, .PostMeta time, time", attribute="datetime"),),
    body=(".Post-body",),
    words=WORDS,
    parent=PARENT,
)


@dataclass(frozen=True, slots=True)
class FlarumReader(HtmlForumReader):
    """Reads Flarum, whose page holds every post twice: as an article for those without scripts, and as JSON with ids."""

    def claims(self, source: Source) -> bool:
        """Tell whether the page shows a discussion of Flarum's, not a list of them."""
        return HtmlForumReader.claims(self, source) and (
            bool(_payload(source)) or source.tree.css_first("article .Post-body, h3 + .Post-body") is not None
        )

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread, from its JSON or else from its articles."""
        for thread in HtmlForumReader.read(self, source):
            yield _with_kept(thread, _payload(source), source)

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the posts that the page shows; their copy for those without scripts only where it shows none.

        In that copy version 0.1 has no articles, but blocks with a name above the words.
        """
        found = list(HtmlForumReader.nodes(self, tree))
        if tree.css_first(".PostStream-item article") is not None:
            copied = {node.mem_id for node in tree.css("#flarum-content article")}
            found = [node for node in found if node.mem_id not in copied]
        bodies = [] if found else tree.css("#flarum-content h3 + .Post-body")
        yield from found or (body.parent for body in bodies if body.parent is not None)

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node, with what it answers by number where it has no other id."""
        post = HtmlForumReader.post(self, node, position)
        if post is None or not _is_numbered(node):
            return post
        return replace(post, reply_to=first_value((Field(selector=ANSWERED, attribute="href", pattern=NUMBER),), node))

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of a post, whose mentions name posts as the page's posts are named."""
        body = node.css_first(".Post-body")
        return part(body, NUMBERED if _is_numbered(node) else WORDS) if body is not None else ()


READER = FlarumReader(ENGINE)


def _is_numbered(node: LexborNode) -> bool:
    return not node.attributes.get("data-id") and first_value(PERMALINK, node) is not None


def _payload(source: Source) -> Mapping[str, Any]:
    """Give the document of the discussion that the page was made from, empty where it holds none."""
    holder = source.tree.css_first(PAYLOAD)
    text = holder.text() if holder is not None else ""
    if not text and (match := LOADED.search(source.text)):
        text = source.text[match.end() :]
    start = text.find("{")
    try:
        value = json.JSONDecoder().raw_decode(text, start)[0] if start >= 0 else {}
    except (ValueError, RecursionError):
        value = {}
    document = value.get("apiDocument", value.get("document", value)) if isinstance(value, dict) else None
    about = document.get("data") if isinstance(document, dict) else None
    is_discussion = isinstance(about, dict) and about.get("type") == "discussions"
    return document if is_discussion and isinstance(document, dict) else {}


def _with_kept(thread: Thread, document: Mapping[str, Any], source: Source) -> Thread:
    included = [one for one in document.get("included") or () if isinstance(one, dict)]
    names = {
        one.get("id"): _attribute(one, "displayName") or _attribute(one, "username")
        for one in included
        if one.get("type") == "users"
    }
    posts: list[Post] = []
    problems: list[Problem] = list(source.problems)
    kept = [one for one in included if one.get("type") == "posts" and isinstance(_attributes(one).get("number"), int)]
    for one in sorted(kept, key=lambda one: int(_attributes(one)["number"])):
        if _attribute(one, "contentType") not in {None, "comment"}:
            continue  # Renamed, tagged, locked: what the forum says of the discussion.
        posts.append(_post(one, names, len(posts) + 1))
    # The JSON holds posts of other pages too: the last one, and those that answer what is shown.
    shown = {post.text for post in thread.posts}
    on_page = [post for post in posts if post.text in shown]
    if len(on_page) >= len(thread.posts) > 0:
        posts = [replace(post, position=position) for position, post in enumerate(on_page, 1)]
    if not posts or len(posts) < len(thread.posts):
        return thread
    about = document["data"]
    host = urlsplit(thread.url).hostname if thread.url else None
    return replace(
        thread,
        id=f"{host or NAME}/{about.get('id')}",
        title=_attribute(about, "title") or thread.title,
        posts=tuple(posts),
        problems=tuple(problems),
    )


def _post(one: Mapping[str, Any], names: Mapping[Any, str | None], position: int) -> Post:
    body = LexborHTMLParser(_attribute(one, "contentHtml") or "").body
    return Post(
        id=str(one.get("id")),
        position=position,
        author=names.get(_user_of(one)),
        created_at=parse_date(_attribute(one, "createdAt") or _attribute(one, "time")),
        reply_to=first_value(PARENT, body) if body is not None else None,
        segments=part(body, WORDS) if body is not None else (),
    )


def _user_of(one: Mapping[str, Any]) -> Any:
    """Give the number of the user that a post belongs to; a deleted account leaves none."""
    related = one.get("relationships")
    user = related.get("user") if isinstance(related, dict) else None
    data = user.get("data") if isinstance(user, dict) else None
    return data.get("id") if isinstance(data, dict) else None


def _attributes(one: Mapping[str, Any]) -> Mapping[str, Any]:
    found = one.get("attributes")
    return found if isinstance(found, dict) else {}


def _attribute(one: Mapping[str, Any], name: str) -> str | None:
    value = _attributes(one).get(name)
    return tidy(value) or None if isinstance(value, str) else None
