"""Articles with comments below, as WordPress, Blogger, Disqus and others show them: the article first, then the comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.dates import parse_date
from analyzer.fields import Field, Fields, first_value
from analyzer.ids import digest
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.text import words
from analyzer.readers.base import Rank
from analyzer.readers.htmlforum import page_url
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment, SegmentKind, Thread
from analyzer.values import host_of

# What may hold one comment, answers to it included.
COMMENT = (
    "li.comment, div.comment, article.comment, section.comment, li[id^='comment-'], div[id^='comment-'], article[id^='comment-'],"
    " li[id^='li-comment-'], .commentlist > li, .comment-list > li, .comments-list > li, .wpd-comment, .comment-item,"
    " #disqus_thread li.post"
)
NO_COMMENT = (
    ".pingback, .trackback, [id^='comment-form'], [id^='comment-respond'], [id^='comment-reply'], [id^='comment-nav'],"
    " [id^='comment-policy'], [id^='comment-author'], [id^='comment-content'], [id^='comment-text'], [id^='comment-count']"
)
# The surest first; what stands in a comment belongs to the innermost one around it.
AUTHORS = (
    ".comment-author .fn",
    ".fn",
    ".wpd-comment-author",
    ".comment-author-name, .comment-author-link, .comment__author, .comment__author-name",
    "cite.user, .comment-header cite",
    "[itemprop=author] [itemprop=name], [itemprop=creator] [itemprop=name]",
    "[itemprop=author], [itemprop=creator]",
    ".comment-author a, .comment-author cite",
    ".comment-author",
    ".post-byline .author, a.author, .author a, .comment-user, .commenter, .commenter-name, .comment_author, .user-name, .username",
    ".author",
    "cite",
)
TIMES = (
    ("time[datetime]", "datetime"),
    ("[itemprop=datePublished], [itemprop=dateCreated], [itemprop=commentTime]", "content"),
    (".comment-metadata a, .comment-meta a, .commentmetadata a, .comment-date a", None),
    (
        ".comment-date, .comment_date, .comment__date, .comment-time, .commentmetadata, .wpd-comment-date, .datetime a, .date",
        None,
    ),
    (".time-ago, .comment-meta abbr, abbr.published", "title"),
)
BODIES = (
    ".comment-content, .comment_content, .comment__content",
    ".wpd-comment-text, .comment-text, .comment_text, .comment__text, .commentText, .comment-body-text, .comment__body",
    ".post-message, .comment-bodytext, [itemprop=text], [itemprop=commentText]",
    ".comment-body, .comment-inner, .comment-wrap",
)
NUMBER = re.compile(r"^(?:(?:li|div)-)?(?:comment|comm|cmt|post|c)[-_]?(\d{1,20})(?:_\d{1,9})?$")
NAMED = re.compile(
    r"^(.{1,100}?)(?: (?:says|said|on|wrote|dit|a dit|schreibt|sagt|sagte|dice|dijo|ha detto|escreveu|disse|zegt|skriver|sier"
    r"|kirjoittaa|pisze|говорит|пишет|yazd\u0131|dedi ki)\s?:?| :)?$",
    re.IGNORECASE,
)
# What stands behind the name on pages of before 2008.
SAYS = re.compile(r"^(?:says|said|dit|a dit|sagt|schreibt|dice|dijo|ha detto|disse|zegt|skriver)\s?:", re.IGNORECASE)
# `May 3, 2010 at 5:00 pm`, at the end or the beginning of the line above a comment.
DATED = re.compile(
    r"((?:\w{3,9} \d{1,2},? \d{4}|\d{1,2}\.? \w{3,9},? \d{4}|\d{4}-\d\d-\d\d)(?:,? (?:at )?\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?)?)",
    re.IGNORECASE,
)
FURNITURE = (
    ".comment-author, .comment-meta, .comment-metadata, .commentmetadata, .comment-header, .vcard, .says, .reply,"
    " .comment-reply-link, .comment-awaiting-moderation, .children, .comment-respond, form, .wpd-comment-footer, .wpd-comment-header,"
    " .comment-edit-link, .comment-actions, .comment-footer, .comment-date, .comment_date, .likes, .vote, .sharedaddy"
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
    Field(selector="h1.entry-title, h1.post-title, [itemprop=headline]"),
    Field(selector='meta[property="og:title"]', attribute="content"),
    Field(selector="h1"),
    Field(selector="title"),
)
AUTHOR: Fields = (
    Field(selector='meta[name="author"]', attribute="content"),
    Field(selector=".entry-meta .author .fn, .byline .author, .entry-author, .post-author a"),
    Field(selector='[rel="author"]'),
)
PUBLISHED: Fields = (
    Field(selector='meta[property="article:published_time"]', attribute="content"),
    Field(selector="time.entry-date, time.published, [itemprop=datePublished]", attribute="datetime"),
    Field(selector=".entry-meta time, .entry-header time, .post-meta time, .byline time", attribute="datetime"),
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
        small = source.text.lower()
        if any(pattern.search(small) for pattern in FORUMS):
            return False
        return bool(_comments(source.tree)) and bool(_article(source.tree))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give one thread: the article's words are its press, the comments' their authors'."""
        tree = source.tree
        title, url = first_value(TITLE, tree), page_url(source)
        segments = _article(tree)
        article = Post(
            id="a" + digest(title, *(segment.text for segment in segments)),
            position=1,
            author=first_value(AUTHOR, tree),
            created_at=parse_date(first_value(PUBLISHED, tree)),
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
    for owner, node in _owned(tree, AUTHORS, owners):
        if owner.author is None:
            owner.author = Field(pattern=NAMED).read(node)
    for selector, attribute in TIMES:
        for owner, node in _owned(tree, (selector,), owners):
            if owner.created_at is None and (value := Field(attribute=attribute).read(node)):
                match = DATED.search(value) if parse_date(value) is None else None
                owner.created_at = match.group(1) if match else value
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
