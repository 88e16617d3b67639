"""Finds the tags of BBCode, and reads whom an opening quote tag names, in all spellings that forum software has had."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

NAME = re.compile(r"(/?)([a-z]{1,20}|\*)(?=[\]=:\s])", re.IGNORECASE)
CLOSER = re.compile(r"\[/([a-z]{1,20})", re.IGNORECASE)
# Names, ids, a date and an address: no quote's opening tag is longer.
MAX_TAG = 600
QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u201e": "\u201c"}

# What stands between is shown as it is written, brackets and all.
VERBATIM = frozenset({"noparse", "plain", "nobbc", "nobb"})
CODE = frozenset(
    {"code", "php", "html", "xml", "sql", "highlight", "source", "pre", "cpp", "java", "javascript", "css"}
)
# What stands between is an address or a number of a picture or film, no words.
SILENT = frozenset(
    {"img", "image", "attach", "attachment", "media", "video", "youtube", "flash", "gallery", "album", "embed", "vimeo"}
    | {"tweet", "twitter", "facebook", "sharedmedia", "imgur"}
)
LINES = frozenset(
    {"list", "ul", "ol", "li", "*", "hr", "br", "table", "tr", "center", "left", "right", "justify", "indent", "align"}
    | {
        "heading",
        "h1",
        "h2",
        "h3",
        "h4",
        "spoiler",
        "spoil",
        "hide",
        "hidden",
        "p",
        "blockquote",
        "ispoiler",
        "accordion",
    }
)
CELLS = frozenset({"td", "th"})
INLINE = frozenset(
    {
        "b",
        "i",
        "u",
        "s",
        "strike",
        "del",
        "ins",
        "em",
        "strong",
        "color",
        "colour",
        "size",
        "font",
        "face",
        "url",
        "link",
    }
    | {
        "email",
        "mail",
        "sub",
        "sup",
        "small",
        "big",
        "tt",
        "icode",
        "inline",
        "user",
        "member",
        "mention",
        "post",
        "thread",
    }
    | {"topic", "mark", "bgcolor", "background", "glow", "shadow", "move", "marquee", "abbr", "acronym"}
    | {"anchor", "goto", "iurl", "ftp", "float", "rtl", "ltr", "text", "style", "span", "div", "smiley", "emoji"}
)
OPAQUE = CODE | VERBATIM | SILENT
KNOWN = OPAQUE | LINES | CELLS | INLINE | {"quote"}

# `key=value` with the value bare or in quotation marks; a bare value may hold spaces up to the next key.
KEYED = re.compile(
    r"(?:^|[\s,;])(author|name|username|user|member|user_id|post|post_id|postid|pid|cid|comment|contentcommentid|link|msg"
    r"|date|time|timestamp|dateline|topic|tid|id)\s{0,2}[=:]\s{0,2}",
    re.IGNORECASE,
)
AUTHORS = ("author", "name", "username")
POSTS = ("post", "post_id", "postid", "pid", "cid", "comment", "contentcommentid", "msg")
NUMBER = re.compile(r"[a-z]{0,3}#?(\d{1,18})", re.IGNORECASE)
LINKED = re.compile(
    r"(?:msg=?|post|postID=|p=|pid=|comment-?|findComment&comment=|#p|#c)(\d{1,18})(?!.*\d)", re.IGNORECASE
)
SEMICOLON = re.compile(r"^(.+);(?:[a-z]-?)?(\d{1,18})$", re.IGNORECASE | re.DOTALL)
SHORT_NAMES = re.compile(r"^(.{1,120}?),\s{0,2}(?=\w{1,10}:)", re.DOTALL)
# Invision 1 and 2 print the date after the name.
DATED = re.compile(
    r"^(.{1,80}?),\s?(?:\w{3,9} \d{1,2},? \d{4}|\d{1,2} \w{3,9},? \d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\b.*$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag in square brackets: its `name` in lower case, whether it closes, and what stands in it besides."""

    name: str
    closes: bool
    says: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Whom an opening quote tag names, and which post."""

    author: str | None = None
    post_id: str | None = None


def quoted_by(says: str) -> Quoted:
    """Give author and post that the inside of an opening quote tag names, such as `="name, post: 123, member: 4"`."""
    says = says.strip()
    given = says.removeprefix("=").strip() if says.startswith("=") else None
    if given is None:
        return _keyed(says)
    name, rest = _first_value(given)
    if rest or name == given:
        # Attributes behind the name: `"name" pid='1'`, `name post_id=1`; in one pair of quotation marks: below.
        match = KEYED.search(given)
        if match and name == given:
            name, rest = given[: match.start()], given[match.start() :]
        if rest.lstrip().startswith(",") and not KEYED.search(rest):
            # WoltLab: 'name','https://…#post123'.
            linked = LINKED.search(rest.strip(" ,'\""))
            return Quoted(author=name_in(name), post_id=linked.group(1) if linked else None)
        keyed = _keyed(rest)
        named = _packed(name)
        return Quoted(author=keyed.author or named.author, post_id=keyed.post_id or named.post_id)
    return _packed(name)


def _packed(value: str) -> Quoted:
    """Read what one value packs together: `name;123`, `name, post: 123, member: 4`, or just a name."""
    if match := SEMICOLON.match(value):
        return Quoted(author=name_in(match.group(1)), post_id=match.group(2))
    if match := SHORT_NAMES.match(value):
        keyed = _keyed(value[match.end() :])
        if keyed.author or keyed.post_id:
            return Quoted(author=keyed.author or name_in(match.group(1)), post_id=keyed.post_id)
    if match := DATED.match(value):
        value = match.group(1)
    return Quoted(author=name_in(value))


def _keyed(says: str) -> Quoted:
    """Read attributes in any order."""
    values: dict[str, str] = {}
    found = list(KEYED.finditer(says))
    for number, match in enumerate(found):
        if match.start() < (found[number - 1].end() if number else 0):
            continue
        until = found[number + 1].start() if number + 1 < len(found) else len(says)
        raw = says[match.end() : until].strip(" ,;")
        value = _first_value(says[match.end() :])[0] if raw[:1] in QUOTES else raw
        values.setdefault(match.group(1).lower(), value.strip())
    author = next((values[key] for key in AUTHORS if values.get(key)), None)
    post = next((named.group(1) for key in POSTS if (named := NUMBER.fullmatch(values.get(key, "")))), None)
    if post is None and (linked := LINKED.search(values.get("link", ""))):
        post = linked.group(1)
    return Quoted(author=name_in(author or ""), post_id=post)


def _first_value(given: str) -> tuple[str, str]:
    """Give a value in quotation marks and what stands behind it; without quotation marks all of it."""
    closing = QUOTES.get(given[:1])
    if closing is None:
        return given, ""
    # A name may hold an apostrophe: the mark ends the value where a space, a comma or nothing follows.
    end = given.find(closing, 1)
    while end != -1 and end + 1 < len(given) and given[end + 1] not in " ,;\t":
        end = given.find(closing, end + 1)
    return (given[1:], "") if end == -1 else (given[1:end], given[end + 1 :])


def name_in(text: str) -> str | None:
    """Give a name without the marks around it, `None` where nothing is left; 120 characters at most."""
    name = " ".join(text.split()).strip("\"'")
    return name[:120].lstrip("@") or None


def tags_in(text: str) -> Iterator[Tag]:
    """Give the tags of known names in order; what stands in code or is to be shown as written has none."""
    position, verbatim = text.find("["), ""
    last = {match.group(1).lower(): match.start() for match in CLOSER.finditer(text)}
    while position != -1:
        tag = _tag_at(text, position)
        if tag is None or (verbatim and not (tag.closes and tag.name == verbatim)):
            position = text.find("[", position + 1)
            continue
        position = text.find("[", tag.end)
        if tag.name in OPAQUE:
            if not tag.closes and last.get(tag.name, -1) < tag.end:
                continue  # Nothing closes it: it is words, and what follows is no code.
            verbatim = "" if tag.closes else tag.name
        yield tag


def _tag_at(text: str, start: int) -> Tag | None:
    match = NAME.match(text, start + 1)
    if match is None or (name := match.group(2).lower()) not in KNOWN:
        return None
    end = _tag_end(text, match.end())
    return (
        Tag(name=name, closes=bool(match.group(1)), says=text[match.end() : end], start=start, end=end + 1)
        if end != -1
        else None
    )


def _tag_end(text: str, position: int) -> int:
    """Give the place of the bracket that ends a tag: names may hold brackets, in pairs or in quotation marks."""
    limit, depth, closing = min(len(text), position + MAX_TAG), 0, ""
    plain_end = text.find("]", position, limit)
    if (line_end := text.find("\n", position, limit)) != -1:
        limit = line_end
    if not position <= plain_end < limit:
        return -1
    for place in range(position, limit):
        character = text[place]
        if closing:
            closing = (
                "" if character == closing and text[place + 1 : place + 2] in {"]", " ", ",", ";", ""} else closing
            )
        elif character in QUOTES and text[place - 1] in "= ,":
            closing = QUOTES[character]
        elif character == "[":
            depth += 1
        elif character == "]":
            if not depth:
                return place
            depth -= 1
    return plain_end  # Quotation marks or brackets that do not pair: the first closing bracket ends it.


def closed(tags: list[Tag]) -> frozenset[int]:
    """Give the places of the tags that a closing tag of their name belongs to, and of those closing tags."""
    waiting: dict[str, list[int]] = defaultdict(list)
    closed: set[int] = set()
    for tag in tags:
        if not tag.closes:
            waiting[tag.name].append(tag.start)
        elif waiting[tag.name]:
            closed |= {waiting[tag.name].pop(), tag.start}
    return frozenset(closed)


def without_uid(says: str) -> str:
    """Take off the mark that phpBB puts on each tag of a post: `[quote:1a2b3c4d5e="name"]`, `[quote="name":1a2b3c4d]`."""
    says = re.sub(r"^:[0-9a-z]{1,12}(?::[0-9a-z]{1,12})?(?==|$)", "", says)
    return re.sub(r"(?<=[\"'])(?::[a-z])?:[0-9a-z]{5,10}$", "", says)
