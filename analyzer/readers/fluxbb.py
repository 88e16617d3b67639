"""FluxBB and PunBB pages, those of PunBB 1.3 and later too."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import POST_LINK, WROTE

NUMBER = re.compile(r"^p(\d{1,18})$")
# Behind a name of several words stands a verb in small letters, in whatever language; `Ada Lane:` has none.
SMALL_VERB = re.compile(r"^(\S.{0,99}?)\s[^\s\dA-Z]\S{1,19}\s?[:\uff1a]\W{0,4}$")
# The name alone, unless it is but the label of a quote.
NAME = re.compile(
    r"^(?!(?:quote|zitat|citation|cita|citazione|citat|citaat|cytat|цитата|alıntı|引用)\W{0,4}$)(\S.{0,99}?)\s?[:\uff1a]?$",  # noqa: RUF001
    re.IGNORECASE,
)
WORDS = BodyRules(
    quote=".quotebox, .incqbox",
    # PunBB 1.2 has the box in the blockquote, so that one below a box is another quote.
    quote_body=".quotebox > blockquote",
    quote_author=(
        Field(selector="cite, h4", pattern=WROTE),
        Field(selector="cite, h4", pattern=SMALL_VERB),
        Field(selector="cite", pattern=NAME),
    ),
    quote_post=(Field(selector="cite a[href], h4 a[href]", attribute="href", pattern=POST_LINK),),
    code=".codebox pre, .codebox code, .scrbox pre",
    skip=".postedit, .lastedit, .sig-content, .entry-edit, cite, .incqbox > h4, .codebox > p > strong, .codebox > h4, .codebox > strong, .entry-title, .adsbygoogle",
)
READER = HtmlForumReader(
    Engine(
        name="fluxbb",
        marks=("blockpost", "entry-content"),
        claims=".blockpost .postmsg, #brdmain .blockpost, .main-topic .entry-content, #brd-viewtopic .entry-content",
        title=(
            Field(selector=".crumbs li:last-child a strong, .crumbs li:last-child strong"),
            Field(selector="h1.main-title, .main-title a"),
            Field(selector=".crumbs li:last-child"),
            Field(selector=".firstpost .postright h3"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: / [^/]{0,100})?$")),
        ),
        thread_id=(
            Field(
                selector='a[href*="post.php?tid="], a[href*="extern.php"]',
                attribute="href",
                pattern=re.compile(r"[?&]tid=(\d+)"),
            ),
            Field(
                selector='.crumbs a[href*="viewtopic.php?id="], .main-title a',
                attribute="href",
                pattern=re.compile(r"[?&]id=(\d+)"),
            ),
        ),
        url_id=re.compile(r"(?:viewtopic\.php\?id=|/topic/|topic)(\d+)"),
        post=".blockpost, .post:has(.post-entry)",
        not_posts=".blockpost .blockpost, #postpreview",
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector=".posthead[id^=p]", attribute="id", pattern=NUMBER),
            Field(selector='h2 a[href*="pid="], .post-link', attribute="href", pattern=POST_LINK),
            Field(selector='a[href*="#p"]', attribute="href", pattern=POST_LINK),
        ),
        author=(
            Field(selector=".postleft dt strong"),
            Field(selector=".postleft dt"),
            Field(selector=".post-byline a, .post-byline strong"),
            Field(selector=".author-ident .username, .username"),
            Field(selector='a[href*="profile.php"]:not(:has(img))'),
            Field(selector=".profile-card h2"),
        ),
        created_at=(
            Field(selector="h2 a[href]"),
            Field(selector="h2 span", pattern=re.compile(r"^(?:#?\d+ )?(.{6,50})$")),
            Field(selector=".posthead .post-link"),
        ),
        body=(".postmsg:not(.postsignature)", ".postmsg", ".entry-content"),
        words=WORDS,
        signature=".postsignature, .sig-content",
        card=CardRules(
            role=".usertitle",
            pairs=".postleft dd, .author-info li",
            label=(Field(pattern=re.compile(r"^([^:\d]{2,30}):")),),
            value=(Field(pattern=re.compile(r"^[^:\d]{2,30}: ?(.{1,200})$")),),
        ),
    )
)
