"""The documents say what is so."""

import re
from pathlib import Path

import pytest

from analyzer.cli import main_group

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "threads").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def test_readme_begins_with_the_two_commands():
    """A newcomer needs the first two lines and nothing else."""
    first, second = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:2]
    assert first.split("#")[0].strip() == "make run"
    assert second.split("#")[0].strip() == "make test"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path):
    """Every relative link and picture of a document is there."""
    links = LINK.findall(document.read_text(encoding="utf-8"))
    missing = [link for link in links if not (document.parent / link).exists()]
    assert not missing


def test_every_verb_has_help():
    """Each verb of the command says what it does."""
    assert all(verb.help for verb in main_group.commands.values())


def test_named_verbs_and_options_exist():
    """Every `analyzer VERB --option` written in a document is a verb and an option of the command."""
    for document in DOCUMENTS:
        for line in document.read_text(encoding="utf-8").splitlines():
            for verb, rest in re.findall(r"(?<![\w./-])analyzer ([a-z]+)((?: [^`|]*)?)", line):
                if line.lstrip().startswith(("    analyzer", "analyzer")) or f"`analyzer {verb}" in line:
                    assert verb in main_group.commands, f"{document.name}: {line}"
                    options = {name for option in main_group.commands[verb].params for name in option.opts}
                    assert set(re.findall(r"--[a-z-]+", rest)) <= {*options, "--help"}, f"{document.name}: {line}"


def test_no_document_names_a_machine():
    """Texts speak of the project alone: no paths of a machine."""
    for document in DOCUMENTS:
        assert not re.search(r"(?<![\w.])/(?:work|home|root|tmp)/", document.read_text(encoding="utf-8")), document
