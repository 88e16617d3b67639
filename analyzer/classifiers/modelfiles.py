"""Keeps a model as files that are data alone: JSON, arrays in base64, ONNX; a manifest with a hash, checked when read."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.annotations import ModelId
from analyzer.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 1
MANIFEST = "manifest.json"
_REMEDY = "train the model again or install the package again"
# The largest file that is read: the shipped model keeps under 12 MB in all.
_LARGEST_BYTES = 64_000_000
# A JSON part is named without its suffix; another file by its whole name, in the model's own folder.
_FILE = re.compile(r"[a-z][a-z0-9_]{0,40}(\.(onnx|pieces))?")
_KINDS = {"float16": "<f2", "float32": "<f4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """A model as read from its folder: its manifest, its JSON parts by file name without suffix, other files by name."""

    folder: Path
    manifest: Mapping[str, Any]
    parts: Mapping[str, Mapping[str, Any]]
    id: ModelId
    others: Mapping[str, bytes] = field(default_factory=dict)


def pack(array: NDArray[Any], kind: str = "float16") -> dict[str, Any]:
    """Give an array as JSON: its kind (`float16` or `float32`, little-endian), shape and bytes in base64."""
    import numpy as np  # noqa: PLC0415 - heavy, and only needed where a model is written or read

    data = np.ascontiguousarray(array, dtype=_KINDS[kind]).tobytes()
    return {"kind": kind, "shape": list(array.shape), "base64": base64.b64encode(data).decode("ascii")}


def unpack(packed: object, *, shape: tuple[int, ...], where: str) -> NDArray[np.float32]:
    """Give a packed array as float32.

    Raises:
        ModelError: if kind, shape or size are not as expected, or a value is not finite.
    """
    import numpy as np  # noqa: PLC0415 - as above

    if not isinstance(packed, dict) or packed.get("kind") not in _KINDS:
        raise ModelError("an array has no known kind", where=where, remedy=_REMEDY)
    if packed.get("shape") != list(shape):
        raise ModelError(f"an array has shape {packed.get('shape')}, not {list(shape)}", where=where, remedy=_REMEDY)
    kind = np.dtype(_KINDS[packed["kind"]])
    try:
        data = base64.b64decode(packed["base64"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise ModelError("an array is not base64", where=where, remedy=_REMEDY) from error
    if len(data) != kind.itemsize * int(np.prod(shape)):
        raise ModelError("an array is cut short or too long", where=where, remedy=_REMEDY)
    array: NDArray[np.float32] = np.frombuffer(data, dtype=kind).reshape(shape).astype(np.float32)
    if not np.isfinite(array).all():
        raise ModelError("an array holds values that are not finite", where=where, remedy=_REMEDY)
    return array


def write(
    folder: Path,
    manifest: Mapping[str, Any],
    parts: Mapping[str, Mapping[str, Any]],
    *,
    others: Mapping[str, bytes] | None = None,
) -> None:
    """Write a model's parts and other files and, last, its manifest with the SHA-256 of each.

    Raises:
        ModelError: if the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        hashes = {}
        for name, part in sorted(parts.items()):
            data = _encode(part, indent=None)
            hashes[name] = hashlib.sha256(data).hexdigest()
            (folder / f"{name}.json").write_bytes(data)
        for name, data in sorted((others or {}).items()):
            hashes[name] = hashlib.sha256(data).hexdigest()
            (folder / name).write_bytes(data)
        (folder / MANIFEST).write_bytes(_encode({**manifest, "format": FORMAT, "files": hashes}, indent=1))
    except OSError as error:
        raise ModelError(
            f"the model cannot be written ({error.strerror})", where=str(folder), remedy="choose a folder you may write"
        ) from error


def read(folder: Path) -> ModelFiles:
    """Read a model's folder.

    Raises:
        ModelError: if a file is missing, too large, no JSON, of another format, or not the one the manifest was made with.
    """
    manifest, manifest_bytes = _read_json(folder / MANIFEST)
    if manifest.get("format") != FORMAT:
        what = f"the model has format {manifest.get('format')!r}, this program reads {FORMAT}"
        raise ModelError(what, where=str(folder / MANIFEST), remedy="train the model again with this version")
    hashes = manifest.get("files")
    named = ("name", "version", "kind")
    if not isinstance(hashes, dict) or not all(isinstance(manifest.get(key), str) for key in named):
        raise ModelError("the manifest lacks name, version, kind or files", where=str(folder), remedy=_REMEDY)
    whole = hashlib.sha256(manifest_bytes)
    parts: dict[str, Mapping[str, Any]] = {}
    others: dict[str, bytes] = {}
    for name in sorted(hashes):
        path = folder / (f"{name}.json" if name.isidentifier() else name)
        if not _FILE.fullmatch(name):
            raise ModelError("the manifest names an impossible file", where=str(folder / MANIFEST), remedy=_REMEDY)
        if name.isidentifier():
            parts[name], data = _read_json(path)
        else:
            data = others[name] = _read_bytes(path)
        if hashlib.sha256(data).hexdigest() != hashes[name]:
            raise ModelError("the file is not the one that was trained", where=str(path), remedy=_REMEDY)
        whole.update(data)
    model = ModelId(name=manifest["name"], version=manifest["version"], hash=whole.hexdigest()[:12])
    return ModelFiles(folder=folder, manifest=manifest, parts=parts, id=model, others=others)


def _encode(value: Mapping[str, Any], *, indent: int | None) -> bytes:
    separators = (",", ":") if indent is None else (",", ": ")
    return (json.dumps(value, sort_keys=True, indent=indent, separators=separators) + "\n").encode("ascii")


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ModelError("the file is too large for a model", where=str(path), remedy=_REMEDY)
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"the file cannot be read ({error.strerror})", where=str(path), remedy=_REMEDY) from error


def _read_json(path: Path) -> tuple[dict[str, Any], bytes]:
    data = _read_bytes(path)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelError("the file is no JSON", where=str(path), remedy=_REMEDY) from error
    if not isinstance(value, dict):
        raise ModelError("the file holds no JSON object", where=str(path), remedy=_REMEDY)
    return value, data
