"""Where pages of articles put their comments, and in them who wrote what and when: WordPress, Blogger, Movable Type and others."""

from __future__ import annotations

import re

# What may hold one comment, answers to it included.
COMMENT = (
    "li.comment, div.comment, article.comment, section.comment, li[id^='comment-'], div[id^='comment-'], article[id^='comment-'],"
    " li[id^='li-comment-'], .commentlist > li, .comment-list > li, .comments-list > li, .wpd-comment, .comment-item,"
    " #disqus_thread li.post, .wp-block-comment-template > li, [id^='ljcmt'], .b-leaf, dl > dt.comment-author[id]"
)
NO_COMMENT = (
    ".pingback, .trackback, [id^='comment-form'], [id^='comment-respond'], [id^='comment-reply'], [id^='comment-nav'],"
    " [id^='comment-policy'], [id^='comment-author'], [id^='comment-content'], [id^='comment-text'], [id^='comment-count'],"
    " .ast-comment-content, .comment-content, [id^='comment-like']"
)
# The surest first; what stands in a comment belongs to the innermost one around it.
AUTHORS = (
    ".comment-author .fn",
    ".fn",
    ".wpd-comment-author, .wp-block-comment-author-name, .b-leaf-username .ljuser, .poster .ljuser, .comment-head .ljuser",
    ".comment-author-name, .comment-author-link, .comment__author, .comment__author-name",
    "cite.user, .comment-header cite",
    "[itemprop=author] [itemprop=name], [itemprop=creator] [itemprop=name]",
    "[itemprop=author], [itemprop=creator]",
    ".comment-author a, .comment-author cite",
    ".comment-author",
    ".post-byline .author, a.author, .author a, .comment-user, .commenter, .commenter-name, .comment_author, .user-name, .username",
    ".author",
    "cite",
    ".comment-rest .comment-meta a[href*='/profile/'], .ljuser",
    "dt.comment-author",
)
# Movable Type's line below a comment: `Posted by: NAME | May 3, 2008 10:00 AM`.
SIGNED = ".comment-footer, .comment-posted, .comments-post, p.posted"
POSTED_BY = re.compile(
    r"(?:posted by|comment by|verfasst von|geschrieben von|posté par|rédigé par|publicado por|escrito por|inviato da|scritto da):?"
    r" (.{1,80}?)(?= ?[|\u00b7\u2022]| (?:on|at|am|um|le|à|el|il|alle) |, \w+ \d|$)",
    re.IGNORECASE,
)
TIMES = (
    ("time[datetime]", "datetime"),
    (".wpd-comment-date, .comment-timestamp", "title"),
    ("[itemprop=datePublished], [itemprop=dateCreated], [itemprop=commentTime]", "content"),
    (".comment-metadata a, .comment-meta a, .commentmetadata a, .comment-date a", None),
    (
        ".comment-date, .comment_date, .comment__date, .comment-time, .commentmetadata, .wpd-comment-date, .datetime a, .date",
        None,
    ),
    (".time-ago, .comment-meta abbr, abbr.published", "title"),
    (
        ".wp-block-comment-date, .b-leaf-createdtime, .comment-timestamp, .comment-footer, .comment-posted, p.posted",
        None,
    ),
    ("time, .comment-link", None),
)
BODIES = (
    ".comment-content, .comment_content, .comment__content, .wp-block-comment-content, .ast-comment-content, .b-leaf-article, dd.comment-body",
    ".wpd-comment-text, .comment-text, .comment_text, .comment__text, .commentText, .comment-body-text, .comment__body",
    ".post-message, .comment-bodytext, [itemprop=text], [itemprop=commentText]",
    ".comment-body, .comment-inner, .comment-wrap",
)
NUMBER = re.compile(
    r"^(?:(?:li|div|wpd|article)-)?(?:comment-cmt|comment|comm|cmt|ljcmt|post|c|t)[-_]?(\d{1,20})(?:_\d{1,9})?$"
)
NAMED = re.compile(
    r"^(.{1,100}?)(?: (?:says|said|on|wrote|dit|a dit|schreibt|sagt|sagte|dice|dijo|ha detto|escreveu|disse|zegt|skriver|sier"
    r"|kirjoittaa|pisze|говорит|пишет|yazd\u0131|dedi ki)\s?(?::|\.{3}|\u2026)?| :)?$",
    re.IGNORECASE,
)
# What stands behind the name on pages of before 2008.
SAYS = re.compile(r"^(?:says|said|dit|a dit|sagt|schreibt|dice|dijo|ha detto|disse|zegt|skriver)\s?:", re.IGNORECASE)
# `May 3, 2010 at 5:00 pm`, at the end or the beginning of the line above a comment.
DATED = re.compile(
    r"((?:\w{3,9} \d{1,2},? \d{4}|\d{1,2}\.? \w{3,9},? \d{4}|\d{4}-\d\d-\d\d)(?:,? (?:at )?\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?)?)",
    re.IGNORECASE,
)
