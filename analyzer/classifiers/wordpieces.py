"""Cuts texts into the word pieces that the encoder knows, spelling games undone first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analyzer.classifiers.spelling import Plain, plain
from analyzer.classifiers.windows import Marks
from analyzer.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

# Of a text only so many characters are read: some 4,000 words, more than all windows of a post hold.
LONGEST = 24_000
_MARKS = {"begin": "CLS", "end": "SEP", "pad": "PAD", "mask": "MASK"}
_REMEDY = "train the model again or install the package again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text's pieces: ids, and for each the stretch of the plain text that it stands for."""

    plain: Plain
    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]


class WordPieces:
    """A vocabulary of word pieces, read from a `tokenizer.json`."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take a tokenizer; padding and truncation are switched off, for windows do both."""
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self.marks = Marks(**{name: _id(tokenizer, f"[{mark}]") for name, mark in _MARKS.items()})
        self._known = lru_cache(maxsize=65_536)(lambda word: tokenizer.token_to_id(word) is not None)

    @classmethod
    def from_bytes(cls, data: bytes, *, where: str) -> WordPieces:
        """Read a vocabulary from the text of a `tokenizer.json`; `where` is named in errors.

        Raises:
            ModelError: if it cannot be read as one.
        """
        from tokenizers import Tokenizer  # noqa: PLC0415 - heavy, and only this tier needs it

        try:
            tokenizer = Tokenizer.from_buffer(data)
        except Exception as error:  # the library raises bare exceptions
            raise ModelError("the vocabulary cannot be read", where=where, remedy=_REMEDY) from error
        return cls(tokenizer)

    def plain(self, text: str) -> Plain:
        """Give a text as it is scored, its first 24,000 characters."""
        return plain(text[:LONGEST], known=self._known)

    def cut(self, texts: Sequence[str]) -> list[Pieces]:
        """Give the pieces of each text, without marks."""
        plains = [self.plain(text) for text in texts]
        found = self._encoded([each.text for each in plains])
        return [Pieces(plain=each, ids=cut.ids, offsets=cut.offsets) for each, cut in zip(plains, found, strict=True)]

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Give the ids of each text's pieces, without marks and offsets."""
        return [cut.ids for cut in self._encoded([self.plain(text).text for text in texts])]

    def _encoded(self, texts: list[str]) -> list[Encoding]:
        # A lone surrogate cannot be encoded; it stands for nothing that could be read.
        safe = [text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return self._tokenizer.encode_batch(safe, add_special_tokens=False)


def _id(tokenizer: Tokenizer, mark: str) -> int:
    found = tokenizer.token_to_id(mark)
    if found is None:
        raise ModelError(f"the vocabulary lacks {mark}", where="tokenizer.json", remedy=_REMEDY)
    return found
