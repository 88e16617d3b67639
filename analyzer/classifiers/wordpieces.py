"""Cuts texts into the word pieces that the encoder knows, spelling games undone first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from analyzer.classifiers.spelling import plain_text
from analyzer.classifiers.windows import Marks
from analyzer.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

# Of a text only so many characters are read: some 4,000 words, more than all windows of a post hold.
LONGEST = 24_000
_MARKS = {"begin": "CLS", "end": "SEP", "pad": "PAD", "mask": "MASK"}
_REMEDY = "train the model again or install the package again"


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

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Give the ids of each text's pieces, without marks; of a text its first 24,000 characters."""
        return [cut.ids for cut in self._encoded([plain_text(text[:LONGEST], known=self._known) for text in texts])]

    def _encoded(self, texts: list[str]) -> list[Encoding]:
        # A lone surrogate cannot be encoded; it stands for nothing that could be read.
        safe = [text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return self._tokenizer.encode_batch(safe, add_special_tokens=False)


def _id(tokenizer: Tokenizer, mark: str) -> int:
    found = tokenizer.token_to_id(mark)
    if found is None:
        raise ModelError(f"the vocabulary lacks {mark}", where="tokenizer.json", remedy=_REMEDY)
    return found
