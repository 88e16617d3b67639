"""MediaWiki talk pages as plain text: `NAME (talk) 12:34, 5 June 2019 (UTC)` ends each post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.signatures import is_usual, timestamp_in, usual_shapes
from analyzer.skins.base import Header, Lettered
from analyzer.skins.signing import Names
from analyzer.skins.stamps import LINK

LEAST_SIGNATURES = 2
# More than in a page: signatures within quotes are told apart there, and count here.
LEAST_SHARE = 0.3


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
        for place, one in zip(places, names.signatures, strict=True):
            if linked or names.is_signature(one):
                author = text.lines[place].user if linked else names.author(one)
                yield Header(
                    start=place,
                    end=place + 1,
                    author=author,
                    date=text.lines[place].text,
                    settled=True,
                    tail=names.tail(one, author),
                )


SKINS = (MediaWikiSkin(),)


def _usual(places: Sequence[int], text: Lettered) -> list[int]:
    """Give the times that are written as most of the page are: others were copied here with the words above them."""
    stamps = [stamp for line in text.lines if (stamp := timestamp_in(line.text)) is not None]
    usual = usual_shapes((stamp.shape for stamp in stamps), share=LEAST_SHARE)
    shapes = {place: stamp.shape for place in places if (stamp := timestamp_in(text.lines[place].text)) is not None}
    return [place for place, shape in shapes.items() if is_usual(shape, usual)]


def _on_lines(places: Sequence[int], text: Lettered) -> list[int]:
    """Give the times that stand on the line of their name, where most do; one alone on a line signs nothing there.

    Below a line that ends with brackets it may stand: a Markdown writer's two blanks part them.
    """
    running = [place for place in places if text.lines[place].runs_on or _closed(text.lines[max(0, place - 1)].text)]
    return running if 2 * len(running) > len(places) else list(places)


def _closed(line: str) -> bool:
    return line.endswith(")") and bool(LINK.sub("", line).strip())
