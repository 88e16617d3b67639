"""MediaWiki's discussion boards, StructuredDiscussions (Flow) and LiquidThreads: each topic of a page is a thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from analyzer.dates import parse_date
from analyzer.fields import Field, first_value
from analyzer.ids import digest
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.text import tidy
from analyzer.readers.htmlforum import first_node, from_within, holders, page_url
from analyzer.signatures import timestamp_in, user_in_link
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Thread

ENGINE = "mediawiki"
MARKS = frozenset({"flow-topic", "lqt-post-wrapper"})
TOPICS = ".flow-topic, .lqt-thread-topmost"
# What holds one post's words, author and day, and nothing of the posts that answer it.
POSTS = ".flow-post-main, .lqt-post-wrapper"
# What holds a post and its answers, and says its number.
HOLDERS = ("flow-post-", "lqt_thread_id_")
BODIES = (".flow-post-content", ".lqt_post")
AUTHORS = ".flow-post-author a, .flow-author a, .flow-creator a, .lqt-thread-user-signature a"
NAMES = (
    Field(selector=".flow-post-author .mw-userlink, .flow-author .mw-userlink, .flow-creator .mw-userlink"),
    Field(selector=".lqt-thread-user-signature"),
)
DAYS = (
    Field(selector="time", attribute="datetime"),
    Field(selector=".flow-timestamp", attribute="datetime"),
    Field(selector=".flow-timestamp-user-formatted, .flow-utctime"),
    Field(selector=".lqt-thread-toolbar-timestamp"),
    Field(selector=".flow-timestamp-anchor"),
)
TITLES = (
    Field(selector=".flow-topic-title, .lqt_header .mw-headline, .lqt_header"),
    Field(selector="h1, h2"),
)
WORDS = BodyRules(
    quote="blockquote, q, .talkquote, .inline-quote-talk", code="pre, .mw-highlight", skip=".mw-editsection"
)
# Answers to answers stand within one another, some levels of blocks apart.
MAX_LEVELS = 64


class MediaWikiBoardReader:
    """Reads the topics of boards, in which the software signs each post for its author."""

    name = "mediawiki-boards"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the page holds a topic of one of these boards."""
        return (
            source.kind is SourceKind.HTML
            and not MARKS.isdisjoint(source.names)
            and source.tree.css_first(POSTS) is not None
        )

    def read(self, source: Source) -> Iterator[Thread]:
        """Give a thread for each topic; posts outside of any are one thread, as a single post's page shows them."""
        url = page_url(source)
        host = (urlsplit(url).hostname if url else None) or ENGINE
        problems = source.problems
        # Where tags were never closed, posts and topics are taken out of posts.
        tree = source.tree.clone()
        topics, nodes = tree.css(TOPICS), tree.css(f"{TOPICS}, {POSTS}")
        around = holders(nodes, topics)
        no_posts = {topic.mem_id for topic in topics}
        found: dict[int | None, list[Post]] = defaultdict(list)
        for node in from_within(nodes):
            if node.mem_id not in no_posts and (post := _post(node)) is not None:
                found[around.get(node.mem_id)].append(post)
        places = [(topic.mem_id, topic) for topic in topics] + ([(None, tree.body)] if tree.body is not None else [])
        for place, topic in places:
            posts = _in_order(found[place])
            if not posts:
                continue
            number = (topic.id or "").removeprefix("flow-topic-").removeprefix("lqt_thread_id_")
            yield Thread(
                id=f"{host}/{number or digest(posts[0].id)}",
                title=first_value(TITLES, topic),
                engine=ENGINE,
                source=source.name,
                url=url,
                posts=posts,
                problems=problems,
            )
            problems = ()


READER = MediaWikiBoardReader()


def _post(node: LexborNode) -> Post | None:
    body = first_node(node, BODIES)
    author = _author(node)
    if body is None and author is None:
        return None
    segments = part(body, WORDS) if body is not None else ()
    number, answered = _numbers(node)
    return Post(
        id=number or digest(author, *(segment.text for segment in segments)),
        position=1,
        author=author,
        created_at=_moment(first_value(DAYS, node)),
        reply_to=answered,
        segments=segments,
    )


def _in_order(last_first: Sequence[Post]) -> tuple[Post, ...]:
    posts: dict[str, Post] = {}
    for post in reversed(last_first):
        posts.setdefault(post.id, replace(post, position=len(posts) + 1))
    return tuple(posts.values())


def _author(node: LexborNode) -> str | None:
    """Give the name whose page the signature links to, or the words of the signature."""
    for link in node.css(AUTHORS)[:4]:
        if name := user_in_link(link.attributes.get("href")):
            return name
    return first_value(NAMES, node)


def _moment(day: str | None) -> datetime | None:
    """Give the instant of a printed day and hour; boards write it as signatures do, without the zone."""
    if day is None:
        return None
    stamp = timestamp_in(f"{tidy(day)} (UTC)")
    return parse_date(day) or (stamp.moment if stamp else None)


def _numbers(node: LexborNode) -> tuple[str | None, str | None]:
    """Give the number of the post in a node and of the one that it answers, by the blocks around it."""
    found: list[str] = []
    around: LexborNode | None = node
    for _ in range(MAX_LEVELS):
        if around is None or len(found) > 1:
            break
        name = around.id or ""
        found += [name.removeprefix(prefix) for prefix in HOLDERS if name.startswith(prefix)]
        around = around.parent
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)
