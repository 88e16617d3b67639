"""What every classifier offers, and how one is found by name or by its folder."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, cast

from analyzer.annotations import Example, ModelId, Score, Scoring, Stretch
from analyzer.classifiers.calibration import Strictness
from analyzer.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODELS = Path(__file__).resolve().parent.parent / "models"
# The shipped model that scores when none is named.
DEFAULT = "cascade"
_KIND = re.compile(r"[a-z][a-z0-9_]{0,30}")
_LANGUAGE = re.compile(r"[a-z]{2}")


class Classifier(Protocol):
    """Gives examples their scores; knows words, and nothing of forums."""

    @property
    def model(self) -> ModelId:
        """Which model this is."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the labels it scores, in the order of `analyzer.labels`."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was tested in, by ISO 639-1."""

    @property
    def subtyped(self) -> tuple[str, ...]:
        """Those of its labels that it gives a subtype with; most have none."""

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The probability, 0 to 1, from which a label is given."""

    def score(self, examples: Iterable[Example]) -> Iterator[Scoring]:
        """Give one scoring an example, in order, reading ahead no further than a batch."""

    def values(self, batch: Sequence[Example]) -> NDArray[np.float32]:
        """Give the probabilities of a batch, a row an example and a column a label."""

    def spans(self, example: Example, label: str) -> tuple[Stretch, ...]:
        """Give the stretches of the example's own text that carried a label, the strongest first; at most 3.

        There are none where no part of the text alone carried it. Raises `KeyError` for a label it does not score.
        """

    def save(self, folder: Path) -> None:
        """Write the model's files into a folder."""


def names() -> tuple[str, ...]:
    """Give the names of the shipped models: the folders of `analyzer/models` with a manifest."""
    return tuple(sorted(path.parent.name for path in MODELS.glob("*/manifest.json")))


def load(
    name: str = DEFAULT, *, folder: Path | None = None, strictness: Strictness = Strictness.BALANCED
) -> Classifier:
    """Give the shipped classifier of a name, or the one saved in `folder`.

    The manifest's `kind` names the file of this package that reads it, so a new kind is one new file.
    `strictness` says which of the model's thresholds give a label; scores are the same with each.

    Raises:
        ModelError: if there is none, naming where it was looked for, or its files are damaged.
    """
    if folder is None:
        if name not in names():
            raise ModelError(
                f"there is no classifier named {name!r}; shipped are: {', '.join(names()) or 'none'}",
                where=str(MODELS / name),
                remedy="choose one of these, or give the folder of a trained model",
            )
        folder = MODELS / name
    kind = _kind(folder)
    found = {module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])}
    module = importlib.import_module(f"analyzer.classifiers.{kind}") if kind in found else None
    if not hasattr(module, "read_model"):
        raise ModelError(f"no classifier reads models of kind {kind!r}", where=str(folder), remedy="update the package")
    return cast("Classifier", module.read_model(folder, strictness=strictness))  # type: ignore[union-attr]


def _kind(folder: Path) -> str:
    path = folder / "manifest.json"
    try:
        kind = json.loads(path.read_bytes())["kind"]
    except OSError as error:
        raise ModelError(
            f"there is no model ({error.strerror})", where=str(path), remedy="give a folder that `analyzer train` wrote"
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError("the manifest cannot be read", where=str(path), remedy="train the model again") from error
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise ModelError("the manifest names no kind of classifier", where=str(path), remedy="train the model again")
    return kind


def strictness_of(name: str) -> Strictness:
    """Give the strictness of a name: `high-precision`, `balanced` or `high-recall`.

    Raises:
        ModelError: if there is none of that name.
    """
    try:
        return Strictness(name)
    except ValueError as error:
        remedy = f"use one of {', '.join(Strictness)}"
        raise ModelError(f"there is no strictness {name!r}", where="strictness", remedy=remedy) from error


def languages_of(manifest: Mapping[str, Any], *, where: str) -> tuple[str, ...]:
    """Give the languages that a model was tested in: its manifest's `languages`, English alone where it has none.

    Raises:
        ModelError: if they are no list of ISO 639-1 codes.
    """
    found = manifest.get("languages", ["en"])
    if not isinstance(found, list) or not all(isinstance(code, str) and _LANGUAGE.fullmatch(code) for code in found):
        raise ModelError("the languages are no list of codes", where=where, remedy="train the model again")
    return tuple(found)


def to_scoring(
    example_id: str,
    values: Mapping[str, float],
    thresholds: Mapping[str, float],
    model: ModelId,
    *,
    subtypes: Mapping[str, str] = MappingProxyType({}),
) -> Scoring:
    """Give a scoring from values by label: the labels are those that reach their threshold, with their subtype."""
    given = tuple(label for label, value in values.items() if value >= thresholds[label])
    return Scoring(
        id=example_id,
        scores=tuple(
            Score(
                post_id=example_id,
                label=label,
                value=value,
                model=model,
                subtype=subtypes.get(label) if label in given else None,
            )
            for label, value in values.items()
        ),
        labels=given,
        model=model,
    )
