"""The second tier: one small encoder, run by onnxruntime in 8-bit integers, over own words beside what they answer."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.annotations import Example, ModelId, Scoring, Stretch
from analyzer.classifiers import modelfiles
from analyzer.classifiers.base import languages_of, to_scoring
from analyzer.classifiers.calibration import Calibration, Strictness
from analyzer.classifiers.occlusion import spans_by_occlusion
from analyzer.classifiers.windows import CONTEXT_TOKENS, Window, windows
from analyzer.classifiers.wordpieces import WordPieces
from analyzer.classifiers.words import has_words
from analyzer.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

ENCODER, PIECES = "encoder.onnx", "vocabulary.pieces"
# Examples that are cut into pieces at once: more were no faster.
_BATCH = 64
_WINDOWS_HEARD = 2
# The logit of what has no words left: no label is given for nothing.
SILENT = -10.0
_REMEDY = "train the model again or install the package again"


class TransformerClassifier:
    """Scores own words by a fine-tuned encoder; long posts in overlapping windows.

    Windows are run one by one: the 8-bit scale of a batch hangs on all that is in it, so that a post's score would
    change with its company. Threads share the windows of a call; torch is not needed.
    """

    def __init__(self, *, files: modelfiles.ModelFiles, pieces: WordPieces, calibration: Calibration) -> None:
        """Take the files of a model as `read_model` gives them."""
        self.model: ModelId = files.id
        self.manifest = files.manifest
        self.heads: tuple[str, ...] = tuple(files.manifest["heads"])
        self.labels = calibration.labels
        self.languages = languages_of(files.manifest, where=str(files.folder))
        self.subtyped = tuple(
            label for label in self.labels if any(head.startswith(f"{label}/") for head in self.heads)
        )
        self.thresholds: Mapping[str, float] = calibration.thresholds
        self.calibration = calibration
        self.pieces = pieces
        self._files = files
        self._session: InferenceSession | None = None
        self._workers: ThreadPoolExecutor | None = None

    def score(self, examples: Iterable[Example]) -> Iterator[Scoring]:
        """Give one scoring an example, in order, reading ahead no further than 64 examples."""
        stream = iter(examples)
        while batch := list(islice(stream, _BATCH)):
            logits = self.logits(batch)
            values = self.calibrated(logits)
            for place, example in enumerate(batch):
                row = {label: round(float(value), 6) for label, value in zip(self.labels, values[place], strict=True)}
                subtypes = self.subtypes(logits[place])
                yield to_scoring(example.id, row, self.thresholds, self.model, subtypes=subtypes)

    def values(self, batch: Sequence[Example]) -> NDArray[np.float32]:
        """Give the probabilities of a batch, a row an example and a column a label; a text without words has zeros."""
        return self.calibrated(self.logits(batch))

    def calibrated(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give the probabilities of the labels from the logits of all heads; a row of not-a-numbers has zeros."""
        spoken = ~np.isnan(logits[:, 0])
        main = np.nan_to_num(logits[:, [self.heads.index(label) for label in self.labels]])
        return self.calibration.values(main) * spoken[:, None].astype(np.float32)

    def subtypes(self, logits: NDArray[np.float32]) -> dict[str, str]:
        """Give for each label with subtypes the likeliest one, whether or not the label is given."""
        found: dict[str, str] = {}
        best: dict[str, float] = {}
        for head, value in zip(self.heads, logits.tolist(), strict=True):
            label, slash, subtype = head.partition("/")
            if slash and label in self.labels and value > best.get(label, -np.inf):
                best[label], found[label] = value, subtype
        return found

    def logits(self, batch: Sequence[Example]) -> NDArray[np.float32]:
        """Give the logits of all heads, a row an example; not a number without words.

        Of several windows the odds of the two highest are averaged: against the highest alone that raised average precision
        on held-out forum posts by .01 to .02 on each label, and a call in one sentence of a thousand words is still found,
        which an average over all windows loses.
        """
        spoken = [row for row, example in enumerate(batch) if has_words(example.text)]
        own = self.pieces.ids([batch[row].text for row in spoken])
        whole = self.pieces.ids([batch[row].context for row in spoken])
        cut = [
            [
                window
                for context in self._contexts(batch[row].context, tokens)
                for window in windows(ids, context, self.pieces.marks)
            ]
            for row, ids, tokens in zip(spoken, own, whole, strict=True)
        ]
        found = iter(self.run([window for each in cut for window in each]))
        logits = np.full((len(batch), len(self.heads)), np.nan, dtype=np.float32)
        for row, each in zip(spoken, cut, strict=True):
            highest = np.sort([next(found) for _ in each], axis=0)[-_WINDOWS_HEARD:]
            logits[row] = np.logaddexp.reduce(highest, axis=0) - np.log(len(highest))
        return logits

    def _contexts(self, context: str, whole: Sequence[int]) -> list[Sequence[int]]:
        """Give the tokens of what a post answers; where its lines do not fit together, those of the first and the last.

        A post that answers several quotes is read beside the first and beside the last of them: cut to one stretch, the
        beginning of a calm quote hid the end of a call.
        """
        if len(whole) <= CONTEXT_TOKENS:
            return [whole]
        lines = [line for line in context.split("\n") if has_words(line)]
        if len(lines) < 2:  # noqa: PLR2004 - a first and a last
            return [whole]
        return list(self.pieces.ids([lines[0], lines[-1]]))

    def spans(self, example: Example, label: str) -> tuple[Stretch, ...]:
        """Give the sentences and words of the own text without which a label's logit falls most, the strongest first.

        Raises:
            KeyError: if the model does not score the label.
        """
        if label not in self.labels:
            raise KeyError(label)
        column = self.heads.index(label)
        return spans_by_occlusion(
            example, lambda others: np.nan_to_num(self.logits(others)[:, column], nan=SILENT).tolist()
        )

    def run(self, cut: Sequence[Window]) -> list[NDArray[np.float32]]:
        """Give the logits of all heads for each window."""
        session = self._opened()
        if len(cut) < 2 or _processors() < 2:  # noqa: PLR2004 - nothing to share
            return [_run(session, window) for window in cut]
        if self._workers is None:
            self._workers = ThreadPoolExecutor(_processors(), thread_name_prefix="encoder")
        return list(self._workers.map(lambda window: _run(session, window), cut))

    def save(self, folder: Path) -> None:
        """Write the model's files into a folder.

        Raises:
            ModelError: if the folder cannot be written.
        """
        modelfiles.write(folder, self.manifest, self._files.parts, others=self._files.others)

    def _opened(self) -> InferenceSession:
        if self._session is None:
            import onnxruntime  # noqa: PLC0415 - 0.2 s, and a cascade may never need it

            options = onnxruntime.SessionOptions()
            # One thread a run: runs are shared among threads of ours, and a process without threads can be forked.
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            try:
                # What `analyzer.training.encoder.export` leaves apart for speed is not to be fused here.
                self._session = onnxruntime.InferenceSession(
                    self._files.others[ENCODER],
                    options,
                    providers=["CPUExecutionProvider"],
                    disabled_optimizers=["SkipLayerNormFusion"],
                )
            except Exception as error:  # the library raises classes of its own
                where = str(self._files.folder / ENCODER)
                raise ModelError("the encoder cannot be opened", where=where, remedy=_REMEDY) from error
        return self._session


def _run(session: InferenceSession, window: Window) -> NDArray[np.float32]:
    ids = np.asarray([window.ids], dtype=np.int64)
    segments = np.zeros_like(ids)
    segments[:, window.own :] = 1
    (logits,) = session.run(None, {"ids": ids, "segments": segments, "mask": np.ones_like(ids)})
    row: NDArray[np.float32] = logits[0]
    return row


def _processors() -> int:
    """Give how many threads share the windows: one where other processes score beside this one."""
    return 1 if multiprocessing.parent_process() is not None else os.cpu_count() or 1


def read_model(folder: Path, *, strictness: Strictness = Strictness.BALANCED) -> TransformerClassifier:
    """Read a transformer from its folder; the encoder itself is opened when it is first needed.

    Raises:
        ModelError: if a file is missing, damaged or of another format.
    """
    files = modelfiles.read(folder)
    where = str(folder)
    heads = files.manifest.get("heads")
    if not isinstance(heads, list) or not all(isinstance(head, str) for head in heads):
        raise ModelError("the manifest names no heads", where=where, remedy=_REMEDY)
    if ENCODER not in files.others or PIECES not in files.others:
        raise ModelError(f"the model lacks {ENCODER} or {PIECES}", where=where, remedy=_REMEDY)
    calibration = Calibration.from_manifest(files.manifest, where=where, strictness=strictness)
    if any(label not in heads for label in calibration.labels):
        raise ModelError("a label has no head", where=where, remedy=_REMEDY)
    return TransformerClassifier(
        files=files, pieces=WordPieces.from_bytes(files.others[PIECES], where=where), calibration=calibration
    )
