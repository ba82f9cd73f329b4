"""Folders as bytes: what comes out is what went in, and what is not the same elsewhere stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from diglot.disk.parcel import packed, unpack


def folder_in(place: Path) -> Path:
    """Write a folder with an empty one in it, and names of many kinds."""
    folder = place / "content"
    (folder / "he/חלק").mkdir(parents=True)
    (folder / "empty").mkdir()
    (folder / "he/חלק/01-נפט.md").write_text("# נפט\n")
    (folder / ("long-" * 40)).write_bytes(b"\0\xff")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text("no UTF-8")
    return folder


def test_a_folder_comes_back_as_it_was(tmp_path: Path) -> None:
    """With empty folders and empty files, under its name."""
    folder = folder_in(tmp_path)
    content = packed([folder])
    assert content
    there = tmp_path / "there"
    there.mkdir()
    unpack(content, there)
    found = sorted(path.relative_to(there) for path in there.rglob("*"))
    assert found == sorted(p.relative_to(tmp_path) for p in [folder, *folder.rglob("*")])
    for path in found:
        if (there / path).is_file():
            assert (there / path).read_bytes() == (tmp_path / path).read_bytes()


def test_the_same_folder_is_the_same_bytes(tmp_path: Path) -> None:
    """Whenever its files were written."""
    folder = folder_in(tmp_path)
    before = packed([folder])
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    assert packed([folder]) == before


@pytest.mark.parametrize("kind", ["link", "broken link", "pipe", "nothing"])
def test_what_means_something_else_elsewhere_is_not_packed(tmp_path: Path, kind: str) -> None:
    """Links, pipes and folders that are not there."""
    folder = folder_in(tmp_path)
    match kind:
        case "link":
            (folder / "more").symlink_to(tmp_path)
        case "broken link":
            (folder / "more").symlink_to(tmp_path / "none")
        case "pipe":
            os.mkfifo(folder / "more")
        case _:
            folder = tmp_path / "none"
    assert packed([folder]) is None
