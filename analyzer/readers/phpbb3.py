"""phpBB 3 pages: prosilver and the skins made after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, first_node
from analyzer.readers.parts import CITED, POST_LINK, WROTE, WROTE_UNKNOWN, RuledReader, blocks

NUMBER = re.compile(r"^p_?(\d{1,18})$")
# `by NAME » Sun May 26, 2019 4:34 pm`: the date is what stands after the last mark, or all there is.
DATE = re.compile(r"^(?:.{0,200}[»•\u203a|·] ?)?(\S.{4,60})$")
CONTENT = re.compile(r"^post_content(\d{1,18})$")
WORDS = BodyRules(
    quote="blockquote, .quotecontent",
    quote_head=".quotetitle",
    quote_author=(
        *CITED,
        Field(selector=".quote-author, .quote_author, .username"),
        Field(selector="dt", pattern=WROTE),
        Field(pattern=WROTE),
        Field(pattern=WROTE_UNKNOWN),
        Field(attribute="data-author"),
    ),
    quote_post=(
        Field(attribute="cite", pattern=POST_LINK),
        Field(selector="cite a[data-post-id]", attribute="data-post-id"),
        Field(selector="cite a[href*='#p']", attribute="href", pattern=POST_LINK),
        Field(selector="cite a[href*=viewtopic]", attribute="href", pattern=POST_LINK),
    ),
    code=".codebox pre, .codebox code, .codecontent",
    skip="cite, .codebox > p, .codetitle, .quotetitle, .notice, .ignore, .attachbox, .inline-attachment, .file, .postlink-preview-close,"
    " .imcger-quote-button, .imcger-quote-togglebutton, .adsbygoogle, .thanks-list, .signature, [id^=sig], .author, .post-buttons,"
    " .profile-icons, .back2top, .postbody > h3, .postbody > div > h3, [id^=post_content] > h3",
)


class PhpBB3Reader(RuledReader):
    """Finds posts by their class, or by their numbers where a skin has dropped the class."""

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the nodes that hold a post each: what is called a post, else what is numbered, else what is around words."""
        found = [*super().nodes(tree)]
        if not found:
            numbered = (node for node in tree.css("[id^=p]") if NUMBER.match(node.id or ""))
            found = [node for node in numbered if first_node(node, self.engine.body) is not None]
        if not found:
            found = [*blocks([node for node in tree.css("[id^=post_content]") if CONTENT.match(node.id or "")])]
        yield from found


READER = PhpBB3Reader(
    Engine(
        name="phpbb3",
        marks=("postprofile", "post_content", "phpbb"),
        claims="#phpbb .postbody, #phpbb .post > .content, .post .postprofile, [id^=post_content] .content,"
        " #phpbb [id^=post_content], .has-profile [id^=post_content]",
        unless="b.postauthor, .name > a[name], .blockpost",
        title=(
            Field(selector="h2.topic-title"),
            Field(selector=".topic-title"),
            Field(selector='#page-body h2 a[href*="viewtopic"]'),
            Field(selector='h2 a[href*="viewtopic"]'),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="#page-body h2, h2.first"),
            Field(
                selector="title", pattern=re.compile(r"^(?:.{1,80}? [•:]{1,2} [^-]{3,30} - )?(.+?)(?: - [^-]{0,80})?$")
            ),
        ),
        thread_id=(
            Field(selector="h2 a[href]", attribute="href", pattern=re.compile(r"[?&]t=(\d+)")),
            Field(selector='input[name="t"]', attribute="value"),
            Field(selector='a[href*="view=print"]', attribute="href", pattern=re.compile(r"[?&]t=(\d+)")),
        ),
        url_id=re.compile(r"(?:[?&]t=|-t|topic|/)(\d+)(?=[-./&#?]|$)"),
        # A page for the printer has no card and no number, and the words right below the post.
        post=".post:has(.postbody), .post:has(> .content)",
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector="[id^=post_content]", attribute="id", pattern=CONTENT),
            Field(selector="[id^=profile]", attribute="id", pattern=re.compile(r"^profile(\d+)$")),
            Field(selector="a[href*='#p']", attribute="href", pattern=re.compile(r"#p(\d+)$")),
            Field(attribute="data-post-id"),
        ),
        author=(
            Field(selector=".author .username, .author .username-coloured"),
            Field(selector=".author strong"),
            Field(selector=".postprofile .username, .postprofile .username-coloured"),
            Field(selector=".postprofile dt strong"),
            Field(selector=".postprofile dt > a:not(:has(img))"),
            Field(selector=".username, .username-coloured"),
            Field(selector='.postprofile a[href*="memberlist"]'),
            Field(selector='strong > a[href*="mode=viewprofile"]'),
            Field(selector='[id^=profile] a[href*="mode=viewprofile"]:not(:has(img))'),
            # Tapatalk's skin shows the name once above several posts of one author, and keeps it in a script of each.
            Field(selector="script", pattern=re.compile(r'"POST_AUTHOR":"([^"\\]{1,100})"')),
            Field(selector=".postprofile dt", without=".avatar-container, div"),
            # Who reads as a member and ignores somebody sees the name in a note alone.
            Field(selector=".ignore strong"),
        ),
        created_at=(
            Field(selector=".author time", attribute="datetime"),
            Field(selector=".postbody time", attribute="datetime"),
            Field(selector="time", attribute="datetime"),
            Field(selector=".date strong"),
            Field(selector=".author", pattern=DATE),
            Field(selector=".post-date, .postdate, .post-time, .posttime, .date"),
        ),
        body=(".postbody .content", "[id^=post_content] .content", ".content", "[id^=post_content]", ".postbody"),
        words=WORDS,
        signature=".signature, [id^=sig]",
        deleted=".post.deleted, .post-deleted, :has(.post_deleted_msg)",
        card=CardRules(
            role=".postprofile .profile-rank, .postprofile dd:not(:has(*))",
            pairs=".postprofile dd",
            label=(Field(selector="strong"),),
            value=(Field(without="strong"),),
        ),
    )
)
