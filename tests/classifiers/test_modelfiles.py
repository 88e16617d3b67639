"""Model files are data, and damaged ones are refused."""

from __future__ import annotations

import hashlib
import json
import shutil

import numpy as np
import pytest

from analyzer import classifiers
from analyzer.classifiers import base, modelfiles
from analyzer.errors import ModelError


@pytest.fixture
def copy(tiny_folder, tmp_path):
    """A model's folder that may be damaged."""
    return shutil.copytree(tiny_folder, tmp_path / "model")


def rewrite(folder, name, change):
    """Change a part and make its hash fit, as someone would who tampers with care."""
    path = folder / f"{name}.json"
    part = json.loads(path.read_bytes())
    change(part)
    path.write_text(json.dumps(part))
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize("name", ["words", "pairs", "grams", "judge", "heads", "manifest"])
@pytest.mark.parametrize("damage", ["gone", "cut", "not json", "a list", "empty", "one byte"])
def test_a_damaged_file_is_refused(copy, name, damage):
    """A missing, cut or changed file raises a ModelError that names it."""
    path = copy / f"{name}.json"
    data = path.read_bytes()
    match damage:
        case "gone":
            path.unlink()
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "not json":
            path.write_bytes(b"\x80\x04pickle")
        case "a list":
            path.write_bytes(b"[]")
        case "empty":
            path.write_bytes(b"")
        case "one byte":
            path.write_bytes(data.replace(b'"', b"'", 1))
    with pytest.raises(ModelError) as caught:
        classifiers.load(folder=copy)
    assert f"{name}.json" in caught.value.where


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("words", lambda part: part["weights"].update(shape=[1, 1])),
        ("words", lambda part: part["weights"].update(kind="object")),
        ("words", lambda part: part["weights"].update(base64="AAAA")),
        ("words", lambda part: part["weights"].update(base64="%%%")),
        ("words", lambda part: part.update(terms=part["terms"] + "\nextra")),
        ("words", lambda part: part.update(terms=5)),
        ("pairs", lambda part: part.pop("weights")),
        ("heads", lambda part: part.update(bias=modelfiles.pack(np.full(5, np.nan), "float32"))),
        ("heads", lambda part: part.update(heads=["only one"])),
        ("judge", lambda part: part.update(labels=["charm", "wit", "grace", "ease"])),
        ("judge", lambda part: part.pop("weights")),
        ("judge", lambda part: part.update(bias=modelfiles.pack(np.zeros(3), "float32"))),
    ],
)
def test_a_wrong_part_with_a_fitting_hash_is_refused(copy, name, change):
    """Sizes, kinds, finite values and labels are checked, not the hash alone."""
    rewrite(copy, name, change)
    with pytest.raises(ModelError):
        classifiers.load(folder=copy)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 99},
        {"kind": "../evil"},
        {"kind": "base"},
        {"kind": 7},
        {"files": {"../../etc/passwd": "0"}},
        {"thresholds": {}},
        {"thresholds": {"denial": 2, "sarcasm": 2, "incitement": 2, "hostility": 2}},
        {"name": None},
        {"languages": "en"},
        {"languages": ["english"]},
        {"languages": [1]},
    ],
)
def test_a_wrong_manifest_is_refused(copy, change):
    """A manifest of another format, kind or with impossible names raises a ModelError."""
    path = copy / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **change}))
    with pytest.raises(ModelError):
        classifiers.load(folder=copy)


def test_an_unknown_name_says_what_there_is():
    """The error names the place that was looked at and the names that can be given."""
    with pytest.raises(ModelError) as caught:
        classifiers.load("no such model")
    assert "no such model" in str(caught.value)
    assert all(name in str(caught.value) for name in classifiers.names())


def test_the_hash_is_of_the_files(copy, tiny_folder):
    """Another threshold is another model."""
    before = classifiers.load(folder=tiny_folder).model.hash
    path = copy / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["thresholds"]["denial"] = 0.9
    path.write_text(json.dumps(manifest))
    after = classifiers.load(folder=copy).model.hash
    assert len(after) == 12
    assert before != after


def test_arrays_come_back_as_they_were():
    """Packing keeps values to the precision of its kind."""
    array = np.linspace(-3, 3, 12).reshape(3, 4)
    for kind, near in (("float16", 2e-3), ("float32", 1e-6)):
        again = modelfiles.unpack(modelfiles.pack(array, kind), shape=(3, 4), where="here")
        assert np.abs(again - array).max() < near


def test_a_model_that_cannot_be_written_says_so(tiny_folder, tmp_path):
    """A file in the folder's place raises a ModelError with the place."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(ModelError, match="taken"):
        classifiers.load(folder=tiny_folder).save(tmp_path / "taken")


def test_shipped_models_are_small_and_plain():
    """A shipped model's folder holds data alone: JSON and 12 MB at most, or with an encoder in ONNX 24 MB at most."""
    for name in classifiers.names():
        files = list((base.MODELS / name).iterdir())
        suffixes = {path.suffix for path in files}
        assert suffixes <= {".json", ".onnx", ".pieces"}
        assert sum(path.stat().st_size for path in files) <= (24_000_000 if ".onnx" in suffixes else 12_000_000)
