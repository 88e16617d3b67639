"""Articles with comments below, as WordPress, Blogger, Disqus and others show them: the article first, then the comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.dates import parse_date
from analyzer.fields import MAX_NODES, Field, Fields, first_value
from analyzer.ids import digest
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.text import words
from analyzer.readers.base import Rank
from analyzer.readers.htmlforum import page_url
from analyzer.source import Source, SourceKind
from analyzer.structure.commenting import (
    AUTHORS,
    BODIES,
    COMMENT,
    DATED,
    NAMED,
    NO_COMMENT,
    NUMBER,
    POSTED_BY,
    SAYS,
    SIGNED,
    TIMES,
)
from analyzer.thread import Post, Segment, SegmentKind, Thread
from analyzer.values import host_of

FURNITURE = (
    ".comment-author, .comment-meta, .comment-metadata, .commentmetadata, .comment-header, .vcard, .says, .reply,"
    " .comment-reply-link, .comment-awaiting-moderation, .children, .comment-respond, form, .wpd-comment-footer, .wpd-comment-header,"
    " .comment-edit-link, .comment-actions, .comment-footer, .comment-date, .comment_date, .comment-posted, p.posted, .wp-block-comment-author-name,"
    " .wp-block-comment-date, .wp-block-comment-reply-link, .wp-block-comment-edit-link, .comment-head, .likes, .comment-likes, .vote, .sharedaddy"
)
COMMENT_WORDS = BodyRules(quote="blockquote", code="pre", skip=f"{FURNITURE}, {COMMENT}")
# A tweet in an article ends with its signature.
TWEET = re.compile(r"[\u2014\u2013-] ?(.{1,80}?) \(@\w{1,30}\)")
ARTICLE_WORDS = BodyRules(
    quote="blockquote.twitter-tweet, blockquote.instagram-media, blockquote.bluesky-embed",
    quote_author=(Field(pattern=TWEET),),
    skip="#comments, .comments, .comments-area, .comment-list, .commentlist, #respond, .comment-respond, #disqus_thread, form, nav, aside,"
    " footer, .sharedaddy, .share, .share-buttons, .social-share, .jp-relatedposts, .related-posts, .related, .post-tags, .tags,"
    f" .entry-meta, .entry-footer, .post-navigation, .author-box, .newsletter, .breadcrumbs, .screen-reader-text, {COMMENT}",
)
ARTICLES = (
    "[itemprop=articleBody]",
    ".entry-content, .td-post-content",
    ".article-body, .article-content, .article__body, .article-text, .story-body, .post-content, .post-body, .single-content",
    "article",
    "main",
)
TITLE: Fields = (
    Field(selector="h1.entry-title, h1.post-title, [itemprop=headline], h1.wp-block-post-title"),
    Field(selector='meta[property="og:title"]', attribute="content"),
    Field(selector="h1"),
    Field(selector="title"),
)
AUTHOR: Fields = (
    Field(selector='meta[name="author"]', attribute="content"),
    Field(
        selector=".entry-meta .author .fn, .byline .author, .entry-author, .post-author a, .wp-block-post-author-name,"
        " .wp-block-post-author__name"
    ),
    Field(selector='[rel="author"]'),
)
PUBLISHED: Fields = (
    Field(selector='meta[property="article:published_time"]', attribute="content"),
    Field(selector="time.entry-date, time.published, [itemprop=datePublished]", attribute="datetime"),
    Field(
        selector=".entry-meta time, .entry-header time, .post-meta time, .byline time, .wp-block-post-date time",
        attribute="datetime",
    ),
)
# What pages of the press and of weblogs say of themselves, and what forums do that look like them.
PRESS = (
    'meta[property="og:type"][content="article"], meta[property="article:published_time"], meta[name=generator][content*="WordPress"],'
    ' meta[name=generator][content*="blogger" i], .hentry, .h-entry, .entry-content, [itemprop=articleBody],'
    ' [itemtype$="schema.org/Article"], [itemtype$="schema.org/NewsArticle"], [itemtype$="schema.org/BlogPosting"]'
)
# In small letters, two patterns, each with a fixed word at its beginning: a third of the time of one that ignores case.
FORUMS = (
    re.compile(r"schema\.org/?[\"',:\s@a-z]{0,40}(?:discussionforumposting|qapage)"),
    re.compile(r"<body[^>]{0,2000}\b(?:bbpress|forum)\b"),
)
FORUM_PATH = re.compile(r"/(?:forums?|topics?|threads?|discussions?)(?:/|$)", re.IGNORECASE)
# Shorter is a notice above comments, no article.
LEAST_WORDS = 40
LEAST_PARAGRAPHS = 2
GONE = frozenset({"[deleted]", "[removed]", "deleted", "anonymous user"})


@dataclass(slots=True)
class _Comment:
    """A comment's node with what was found in it and in none of its answers."""

    node: LexborNode
    number: str | None
    around: _Comment | None = None
    author: str | None = None
    created_at: str | None = None
    body: LexborNode | None = None
    # The innermost box around the same comment.
    inner: LexborNode | None = None
    post: str | None = None


class CommentedReader:
    """Reads an article and its comments; asked when no engine and no description of the posts is found."""

    name = "commented"
    last_resort = Rank.COMMENTED

    def claims(self, source: Source) -> bool:
        """Tell whether the page holds prose and, outside of it, at least one comment with its author."""
        if source.kind is not SourceKind.HTML or b"omment" not in source.utf8:
            return False
        if source.tree.css_first(PRESS) is None or FORUM_PATH.search(page_url(source) or ""):
            return False
        if not _comments(source.tree):
            return False
        small = source.text.lower()
        return not any(pattern.search(small) for pattern in FORUMS) and bool(_article(source.tree))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give one thread: the article's words are its press, the comments' their authors'."""
        tree = source.tree
        title, url = first_value(TITLE, tree), page_url(source)
        segments = _article(tree)
        article = Post(
            id="a" + digest(title, *(segment.text for segment in segments)),
            position=1,
            author=_outside(AUTHOR, tree),
            created_at=parse_date(_outside(PUBLISHED, tree)),
            segments=segments,
        )
        posts = {article.id: article}
        for comment in _comments(tree):
            post = _post(comment, len(posts) + 1, article.id)
            posts.setdefault(post.id, post)
        host = host_of(url)
        yield Thread(
            id=f"{host or 'article'}/{digest(url) if url else article.id}",
            title=title,
            engine="article",
            source=source.name,
            url=url,
            posts=quoting_answered(list(posts.values())),
            problems=source.problems,
        )


READER = CommentedReader()


def _comments(tree: LexborHTMLParser) -> list[_Comment]:
    """Give the comments in page order; time is linear in the size of the page."""
    owners: dict[int, _Comment | None] = {}
    found = _places(tree, owners)
    if not found:
        return []
    for owner, node in _owned(tree, AUTHORS, owners):
        if owner.author is None:
            owner.author = Field(pattern=NAMED).read(node)
    for owner, node in _owned(tree, (SIGNED,), owners):
        owner.author = owner.author or Field(pattern=POSTED_BY).read(node)
    for selector, attribute in TIMES:
        for owner, node in _owned(tree, (selector,), owners):
            if owner.created_at is None and (value := Field(attribute=attribute).read(node)):
                # `Reply` is a link in the same line, and `2 years ago` says nothing by itself.
                match = DATED.search(value)
                owner.created_at = value if parse_date(value) else match.group(1) if match else None
    for owner, node in _owned(tree, BODIES, owners):
        if owner.body is None and node.mem_id != owner.node.mem_id:
            owner.body = node
    return [comment for comment in found if comment.author is not None]


def _places(tree: LexborHTMLParser, owners: dict[int, _Comment | None]) -> list[_Comment]:
    """Give a comment for each outermost box around one, and note in `owners` which box is whose."""
    none = {node.mem_id for node in tree.css(NO_COMMENT)}
    found: list[_Comment] = []
    for node in tree.css(COMMENT):
        if node.mem_id in none:
            continue
        match = NUMBER.match((node.attributes.get("id") or "")[:60])
        number = match.group(1) if match else None
        around = _owner(node.parent, owners)
        if around is not None and _is_box(around, node, number):
            around.number = around.number or number
            around.inner = node
            owners[node.mem_id] = around
        else:
            comment = _Comment(node, number, around)
            owners[node.mem_id] = comment
            found.append(comment)
            # Old Blogger lists a name as a term, and the words and the date as what is said of it.
            after = node.next if node.tag == "dt" else None
            while after is not None and after.tag != "dt":
                owners[after.mem_id] = comment
                after = after.next
    return found


def _owned(
    tree: LexborHTMLParser, selectors: tuple[str, ...], owners: dict[int, _Comment | None]
) -> Iterator[tuple[_Comment, LexborNode]]:
    for selector in selectors:
        for node in tree.css(selector):
            if (owner := _owner(node, owners)) is not None:
                yield owner, node


def _is_box(around: _Comment, node: LexborNode, number: str | None) -> bool:
    """Tell whether a node holds the same comment as the one around it: by its number, or as its own box."""
    if number is not None and around.number is not None:
        return number == around.number
    parent = node.parent
    return parent is not None and parent.mem_id == around.node.mem_id and parent.tag not in {"ol", "ul"}


def _owner(node: LexborNode | None, owners: dict[int, _Comment | None]) -> _Comment | None:
    """Give the innermost comment around a place; each node on the way up is looked at once in all."""
    way: list[int] = []
    while node is not None and node.mem_id not in owners:
        way.append(node.mem_id)
        node = node.parent
    owner = owners[node.mem_id] if node is not None else None
    owners.update(dict.fromkeys(way, owner))
    return owner


def _post(comment: _Comment, position: int, article: str) -> Post:
    body = comment.body or comment.inner or comment.node
    segments = part(body, COMMENT_WORDS)
    if comment.body is None and segments:
        rest = SAYS.sub("", segments[0].text.removeprefix(comment.author or "").lstrip(), count=1).strip()
        segments = ((replace(segments[0], text=rest),) if rest else ()) + segments[1:]
    author = None if (comment.author or "").lower() in GONE else comment.author
    above = comment.around
    while above is not None and above.post is None:
        above = above.around
    comment.post = comment.number or "c" + digest(author, comment.created_at, *(segment.text for segment in segments))
    return Post(
        id=comment.post,
        position=position,
        author=author,
        created_at=parse_date(comment.created_at),
        reply_to=above.post if above is not None else article,
        segments=segments,
    )


def _outside(fields: Fields, tree: LexborHTMLParser) -> str | None:
    """Give the first value that any of the fields finds outside of all comments, or `None`."""
    owners: dict[int, _Comment | None] = {node.mem_id: _Comment(node, None) for node in tree.css(COMMENT)}
    places = ((field, node) for field in fields for node in tree.css(field.selector)[:MAX_NODES])
    return next((value for field, node in places if _owner(node, owners) is None and (value := field.read(node))), None)


def _article(tree: LexborHTMLParser) -> tuple[Segment, ...]:
    """Give the words of the first place that holds prose, comments and furniture left out."""
    owners: dict[int, _Comment | None] = {node.mem_id: _Comment(node, None) for node in tree.css(COMMENT)}
    for selector in ARTICLES:
        for body in tree.css(selector)[:3]:
            if _owner(body, owners) is not None or len(body.css("p")) < LEAST_PARAGRAPHS:
                continue
            segments = tuple(
                replace(segment, kind=SegmentKind.ARTICLE) if segment.kind is SegmentKind.OWN else segment
                for segment in part(body, ARTICLE_WORDS)
            )
            if sum(len(words(segment.text)) for segment in segments) >= LEAST_WORDS:
                return segments
    return ()
