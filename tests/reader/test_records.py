"""A chapter that is kept is the chapter that was read, to the last sign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from diglot.config import load_config
from diglot.core import model
from diglot.core.conventions import Conventions
from diglot.core.imprint import Imprint
from diglot.manuscript import manuscript_of
from diglot.reader import records
from diglot.reader.chapter import ReadChapter
from diglot.reader.edition import chapter_jobs, read_side_by_side
from diglot.reader.records import from_record, to_record
from diglot.reader.trials import NO_TRIALS
from support import ROOT

# What holds chapters, and so is in none.
ABOVE = {model.Edition, model.Book, Conventions, Imprint}


def chapters(folder: Path) -> list[ReadChapter]:
    """Return the chapters of a book as they are read."""
    config = load_config(folder)
    jobs = chapter_jobs(manuscript_of(config))
    with read_side_by_side(config, jobs, store=None, trials=NO_TRIALS, jobs=2) as read:
        return list(read)


@pytest.mark.parametrize("name", ["tests/everything", "tests/drift", "."])
def test_a_chapter_comes_back(name: str, tmp_path: Path) -> None:
    """All of Markdown, with pictures that lie in another folder by then."""
    folder = ROOT / name
    found = chapters(folder)
    assert found
    for chapter in found:
        content = to_record(chapter, folder)
        assert content
        assert from_record(content, folder) == chapter
        assert str(folder) not in content.decode()
        moved = from_record(content, tmp_path)
        assert moved
        assert all(path.is_relative_to(tmp_path) for path in moved.pictures)


def test_every_part_of_a_chapter_can_be_kept() -> None:
    """No class of the model is missing, where it or its fields would be lost."""
    known = set(records._CLASSES)
    ours = {
        kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Struct)
    }
    assert ours - known - ABOVE == {Struct}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"[0]", b"[99]", b"[-7, 1]", b'["os.system", "x"]', b"{}", b"[-2, 1]"]
)
def test_what_is_no_chapter_is_none(content: bytes, tmp_path: Path) -> None:
    """Bytes that were not written here are not believed, and nothing is made of them."""
    assert from_record(content, tmp_path) is None


def test_a_chapter_that_speaks_of_other_rules_is_none() -> None:
    """A finding of a rule that there is not tells that another program wrote it."""
    chapter = chapters(ROOT / "tests/everything")[0]
    finding = model.Position("content/en/a.md")
    entry = json.loads(to_record(replace(chapter, findings=()), ROOT / "tests/everything") or b"")
    number = records._NUMBERS[records.Finding]
    place = [records._NUMBERS[model.Position], finding.path, 1, 1]
    entry[2] = [-1, [number, "no-rule", place, "words", "hint", None, None]]
    assert from_record(json.dumps(entry).encode(), ROOT / "tests/everything") is None
