"""A scrape's bytes, decoded once and parsed once, shared by all readers that look at it."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from charset_normalizer import from_bytes
from selectolax.lexbor import LexborHTMLParser

from analyzer.errors import SourceError
from analyzer.options import DEFAULT, ReadOptions
from analyzer.thread import Problem

# A page of 50,000 posts is about 60 MB; past this bound the beginning is read and the rest is said to be left out.
MAX_BYTES = 128 * 1024 * 1024
# Enough for a page's head with its charset, and for the first tags of a page.
HEAD_BYTES = 4096
# Bytes shown to the charset detector: more changes no answer on forum pages and costs a second a megabyte.
DETECT_BYTES = 64 * 1024
# A text whose decoded characters are this often controls is a picture or an archive.
MAX_CONTROL_SHARE = 0.02

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PARQUET = b"PAR1"
# What JSON documents begin with; BBCode begins with a bracket too.
JSON_HEAD = re.compile(r"\s{0,99}(?:\{\s{0,99}[\"}]|\[\s{0,99}[\[{\"\]])")
# The first post of JSON lines; a longer one is no post.
MAX_FIRST_LINE = 4 * 1024 * 1024
NOTHING: Mapping[str, bytes] = MappingProxyType({})
CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_-]{2,40})""", re.IGNORECASE)
TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|div|article|table)\b", re.IGNORECASE)
# Markdown made from a page begins with a link as often as not: `[Skip to content](#main)`, `[ ![](logo.png) ](/)`.
LINK = re.compile(r"\[+\s{0,9}!?\[?[^\[\]{}]{0,500}\]\s{0,9}(?:\(|:\s)")
# A title that begins with its prefix, and a link that Lynx numbers: `[Help] The weir is dry`, `[1]Skip to content`.
TITLED = re.compile(r"\[[^\W\d][^\[\]{}\"\n]{0,100}\] ?[^\s,\]]|\[\d{1,5}\] ?[^\W\d_]")
# A page closes its tags; a text in which one stands, as some renderers leave behind, does not.
MARKUP = re.compile(r"</[a-z]|<(?:!doctype|html|\?xml|p|br|hr|img)\b", re.IGNORECASE)
AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]{1,2000}>", re.IGNORECASE)
DIGITS = b"0123456789"
BLANK_BYTES = b" \t\r\n\0"
# What a tag says it is; `data-id` and its like may be among them and do no harm. Two patterns, as each then begins with
# a fixed word: a quarter of the time of one with both.
NAMES = (re.compile(rb"""class=["']?([^"'>]{1,300})"""), re.compile(rb"""id=["']?([^"'>]{1,300})"""))
# C0 and C1 controls but tab and line feed: no forum shows them, and a database may refuse them.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# The same in UTF-8: bytes that stand for nothing else, and the pairs of bytes that are C1 controls.
CONTROL_BYTES = bytes([*range(0x09), *range(0x0B, 0x20), 0x7F])
CONTROL_PAIRS = re.compile(b"\xc2[\x80-\x9f]")
HIGH_BYTES = bytes(range(0x80, 0x100))
SURROGATES = re.compile("[\ud800-\udfff]")


class SourceKind(StrEnum):
    """What a scrape is made of."""

    HTML = "html"
    TEXT = "text"
    JSON = "json"
    PARQUET = "parquet"


class Source:
    """One scrape: its `name` (a path or a file name), its text and, on demand, its parsed tree.

    `options` are what the file cannot say of itself. `url` is the address that a web archive kept it under. `beside` are
    the files that belong to it, by name, as in a ConvoKit folder.

    Bytes past `MAX_BYTES` are left out and said in `problems`. Raises `SourceError` where the bytes are empty or no text.
    """

    def __init__(
        self,
        name: str,
        data: bytes,
        *,
        options: ReadOptions = DEFAULT,
        url: str | None = None,
        beside: Mapping[str, bytes] = NOTHING,
    ) -> None:
        self.name = name
        self.options = options
        self.url = url
        self.beside = beside
        self._problems: list[Problem] = []
        self._plain: bytes | None = None
        if len(data) > MAX_BYTES:
            self._note(f"only the first {MAX_BYTES // 2**20} MiB were read", "save the thread in several pages")
            data = data[:MAX_BYTES]
        # A whole page without its last line end would be a copy of it.
        if not data[:HEAD_BYTES].strip(BLANK_BYTES) and not data.strip(BLANK_BYTES):
            raise SourceError("the file is empty", where=name, remedy="save the page again")
        self.data = data

    @classmethod
    def from_bytes(cls, name: str, data: bytes, *, options: ReadOptions = DEFAULT) -> Source:
        """Give the scrape made of `data`, called `name` in all that is said of it."""
        return cls(name, data, options=options)

    @classmethod
    def from_path(cls, path: Path | str, *, options: ReadOptions = DEFAULT) -> Source:
        """Give the scrape in a file; raises `SourceError` where it cannot be opened."""
        path = Path(path)
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            reason = (error.strerror or "it cannot be opened").lower()
            raise SourceError(reason, where=str(path), remedy="check the path and its permissions") from error
        return cls(str(path), data, options=options)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was lost in decoding."""
        if self.kind is not SourceKind.PARQUET:
            self.text  # noqa: B018  Decoding is what finds the problems.
        return tuple(self._problems)

    @cached_property
    def text(self) -> str:
        """The decoded text with line feeds as line ends and without control characters."""
        text = self._decode()
        if self._plain is not None:
            return text
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if CONTROLS.search(text):
            whole = len(text)
            text = CONTROLS.sub("", text)
            if whole - len(text) > max(8, MAX_CONTROL_SHARE * whole):
                raise SourceError("this is no text", where=self.name, remedy="give a saved page or a plain-text scrape")
        return text

    @cached_property
    def kind(self) -> SourceKind:
        """What the scrape is made of, by its first characters."""
        if self.data.startswith(PARQUET):
            return SourceKind.PARQUET
        head = self.text[:HEAD_BYTES].lstrip("\ufeff \t\n")
        if head[:1] in {"{", "["} and not LINK.match(head) and not TITLED.match(head):
            return SourceKind.JSON
        if (
            (head.startswith("<") or TAG.search(head))
            and not AUTOLINK.match(head)
            and MARKUP.search(self.text[:DETECT_BYTES])
        ):
            return SourceKind.HTML
        return SourceKind.TEXT

    @cached_property
    def utf8(self) -> bytes:
        """The text in UTF-8, in which words are found in half the time that it takes in the text."""
        text = self.text
        return text.encode() if self._plain is None else self._plain

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page; the parser mends what is broken and never fails on bad markup."""
        return LexborHTMLParser(self.utf8)

    @cached_property
    def names(self) -> frozenset[str]:
        """The classes and ids of the page's tags, less their digits; takes half the time of parsing the page."""
        found = {*NAMES[0].findall(self.utf8), *NAMES[1].findall(self.utf8)}
        return frozenset(b" ".join(found).translate(None, DIGITS).decode(errors="replace").split())

    @cached_property
    def json(self) -> Any:
        """The parsed JSON document, `None` where the text is none or is one document a line."""
        try:
            return json.loads(self.text) if self.kind is SourceKind.JSON else None
        except (ValueError, RecursionError):
            return None

    @cached_property
    def json_fault(self) -> str | None:
        """Where text that begins as JSON is none, `None` where it is sound, is one document a line, or no JSON at all."""
        if self.kind is not SourceKind.JSON or self.json is not None or self.first_line is not None:
            return None
        if not JSON_HEAD.match(self.text[:HEAD_BYTES].lstrip("\ufeff")):
            return None
        try:
            json.loads(self.text.lstrip("\ufeff"))
        except json.JSONDecodeError as error:
            return f"the JSON is broken at line {error.lineno}, character {error.colno}"
        except RecursionError:
            return "the JSON is nested too deep"
        except ValueError:
            return "the JSON is broken"
        return None

    @cached_property
    def first_line(self) -> Any:
        """The first line of JSON lines as a parsed value, `None` where the text is none."""
        head = self.text.lstrip("\ufeff \t\n")[:MAX_FIRST_LINE].partition("\n")[0]
        try:
            return json.loads(head) if self.kind is SourceKind.JSON else None
        except (ValueError, RecursionError):
            return None

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text's lines with outer white space removed; blank ones are empty strings."""
        return tuple(line.replace("\N{NO-BREAK SPACE}", " ").strip() for line in self.text.split("\n"))

    def _note(self, what: str, remedy: str) -> None:
        self._problems.append(Problem(what=what, where=self.name, remedy=remedy))

    def _decode(self) -> str:
        for bom, encoding in BOMS:
            if self.data.startswith(bom):
                return self._wide(encoding)
        if wide := _utf16_without_bom(self.data):
            return self._wide(wide)
        plain = _plain(self.data)
        try:
            text = (self.data if plain is None else plain).decode("utf-8")
        except UnicodeDecodeError:
            return self._decode_broken()
        self._plain = plain
        return text

    def _decode_broken(self) -> str:
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            # A file cut off inside its last character is otherwise sound.
            if error.reason == "unexpected end of data" and error.start >= len(self.data) - 3:
                return self.data[: error.start].decode("utf-8")
            return self._decode_other()

    def _wide(self, encoding: str) -> str:
        # Only here can half of a pair come through, which UTF-8 and databases refuse.
        return SURROGATES.sub("\N{REPLACEMENT CHARACTER}", self.data.decode(encoding, errors="replace"))

    def _decode_other(self) -> str:
        lenient = self.data.decode("utf-8", errors="replace")
        bad = lenient.count("\N{REPLACEMENT CHARACTER}")
        good = len(self.data) - len(lenient)
        # Each character past ASCII takes two bytes or more, so `good` counts them: mostly sound UTF-8 with a few stray
        # bytes (a page put together from two encodings) stays UTF-8.
        if good > 10 * bad:
            self._note(f"{bad} bytes are not UTF-8", "they are shown as \N{REPLACEMENT CHARACTER}")
            return lenient
        for encoding in self._likely_encodings():
            try:
                return self.data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
        return self.data.decode("cp1252", errors="replace")

    def _likely_encodings(self) -> Iterator[str]:
        if declared := CHARSET.search(self.data[:HEAD_BYTES]):
            name = declared.group(1).decode("ascii")
            # Browsers read these names as Windows-1252 (WHATWG Encoding, section 4.2).
            yield "cp1252" if name.lower() in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else name
        yield from _detected(self.data[:DETECT_BYTES])
        yield "cp1252"


def _plain(data: bytes) -> bytes | None:
    """Give UTF-8 with line feeds as line ends; `None` where it holds control characters, or a carriage return by itself.

    One pass over the bytes finds both, in a third of the time that the text takes: real pages seldom hold a control
    character.
    """
    plain = data.translate(None, CONTROL_BYTES)
    returns = len(data) - len(plain)
    if returns and (data.count(b"\r") != returns or data.count(b"\r\n") != returns):
        return None
    # The first byte of a pair is found faster than the pattern: 11 instead of 15 ms for 255 pages.
    first = plain.find(b"\xc2")
    return None if first >= 0 and CONTROL_PAIRS.search(plain, first) else plain


def _detected(sample: bytes) -> Iterator[str]:
    # English and its neighbours in a single-byte encoding are nearly always Windows-1252: the detector is asked only
    # where bytes past ASCII are frequent, as in Cyrillic, Greek or Chinese text.
    high = len(sample) - len(sample.translate(None, HIGH_BYTES))
    if high > 0.3 * len(sample) and (best := from_bytes(sample).best()):
        yield best.encoding


def _utf16_without_bom(data: bytes) -> str | None:
    sample = data[:HEAD_BYTES]
    pairs = len(sample) // 2
    if pairs < 8:  # noqa: PLR2004  Too short to tell.
        return None
    # ASCII text in UTF-16 has a zero in every second byte; 40 % allows for other scripts mixed in.
    if sample[1::2].count(0) > 0.4 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * pairs:
        return "utf-16-be"
    return None
