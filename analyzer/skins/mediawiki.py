"""MediaWiki talk pages as plain text: `NAME (talk) 12:34, 5 June 2019 (UTC)` ends each post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from analyzer.signatures import is_usual, timestamp_in, usual_shapes
from analyzer.skins.base import Header, Lettered
from analyzer.skins.signing import Names
from analyzer.skins.signing_words import key_of
from analyzer.skins.stamps import LINK

LEAST_SIGNATURES = 2
# More than in a page: signatures within quotes are told apart there, and count here.
LEAST_SHARE = 0.3
# A name broken over lines and the words of its links stand on so many lines above the time.
NEAR = 7
# On pages whose comments blank lines part they part so many of them: others follow a line break that somebody wrote.
LEAST_PARTED = 0.8


ZERO = re.compile(r"(?<!\d)0\d[:.h]\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaWikiSkin:
    """Finds the lines that sign; the name is what a link says where the scrape kept links, else what the words say."""

    engine: str = "mediawiki"
    weight: float = 2.5
    signed: bool = True
    marks: str = ""
    needs_marks: bool = False

    def find(self, text: Lettered) -> Iterator[Header]:
        """Give the signatures in order."""
        places = [k for k, letter in enumerate(text.letters) if letter == "z"]
        if len(places) < LEAST_SIGNATURES:
            return
        places = _usual(places, text)
        linked = any(text.lines[place].user for place in places)
        places = [place for place in places if text.lines[place].user] if linked else _on_lines(places, text)
        names = Names(text, places)
        found: list[Header] = []
        parted = _parted(places, text)
        for place, one in zip(places, names.signatures, strict=True):
            if not (linked or names.is_signature(one)):
                continue
            author = text.lines[place].user if linked else names.author(one)
            header = Header(
                start=place,
                end=place + 1,
                author=author,
                date=text.lines[place].text,
                settled=True,
                tail=names.tail(one, author),
            )
            if found and _is_added(found[-1], header, text, parted=parted):
                header = replace(header, author=found[-1].author, date=found.pop().date)
            found.append(header)
        yield from found


SKINS = (MediaWikiSkin(),)


def _parted(places: Sequence[int], text: Lettered) -> bool:
    """Tell whether blank lines part the comments of a dump node by node: what follows a signature without is added to it."""
    if 2 * sum(text.lines[place].runs_on for place in places) > len(places):
        return False
    gaps = [text.lines[place + 1].gap > 0 for place in places if place + 1 < len(text.lines)]
    return sum(gaps) >= LEAST_PARTED * len(gaps) > 0


def _is_added(first: Header, second: Header, text: Lettered, *, parted: bool) -> bool:
    """Tell whether a signature ends words that its author added behind his signature above, on the same line."""
    goes_on = text.lines[first.start].trails or (parted and not text.lines[first.end].gap)
    if not (first.author and goes_on):
        return False
    if second.author == first.author:
        return True
    # Whose name was not found is likely the same, where that stands right above the time.
    near = range(max(first.end, second.start - NEAR), second.start)
    name = key_of([first.author])
    return any(line.text[0] != "@" and key_of([line.text]) == name for line in text.lines[near.start : near.stop])


def _usual(places: Sequence[int], text: Lettered) -> list[int]:
    """Give the times that are written as most of the page are: others were copied here with the words above them."""
    stamps = [stamp for line in text.lines if (stamp := timestamp_in(line.text)) is not None]
    usual = usual_shapes((stamp.shape for stamp in stamps), share=LEAST_SHARE)
    shapes = {place: stamp.shape for place in places if (stamp := timestamp_in(text.lines[place].text)) is not None}
    usual -= _unpadded(usual, places, text)
    return [place for place, shape in shapes.items() if is_usual(shape, usual)]


def _unpadded(usual: AbstractSet[str], places: Sequence[int], text: Lettered) -> frozenset[str]:
    """Give the shapes with hours of one digit, where the same shape has `06:33` too: the software writes all hours alike."""
    padded = {
        stamp.shape
        for place in places
        if ZERO.search(text.lines[place].text) and (stamp := timestamp_in(text.lines[place].text)) is not None
    }
    return frozenset(shape for shape in usual if any(shape == one.replace("N:N", "hN") for one in padded))


def _on_lines(places: Sequence[int], text: Lettered) -> list[int]:
    """Give the times that stand on the line of their name, where most do; one alone on a line signs nothing there.

    Below a line that ends with brackets it may stand: a Markdown writer's two blanks part them.
    """
    running = [place for place in places if text.lines[place].runs_on or _closed(text.lines[max(0, place - 1)].text)]
    return running if 2 * len(running) > len(places) else list(places)


def _closed(line: str) -> bool:
    return line.endswith(")") and bool(LINK.sub("", line).strip())
