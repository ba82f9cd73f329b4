"""The author's files: replaced whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.core.errors import DiglotError
from diglot.disk.sources import Rewrite, read_text, rewrite


def names(folder: Path) -> set[str]:
    """Return what lies in a folder."""
    return {path.name for path in folder.iterdir()}


def test_files_are_replaced_and_made(tmp_path: Path) -> None:
    """Old files get their new content, new files are written, nothing is left beside them."""
    (tmp_path / "a.md").write_bytes(b"old")
    rewrite(tmp_path, {"a.md": Rewrite(b"new", b"old"), "b.md": Rewrite(b"made", None)})
    assert (tmp_path / "a.md").read_bytes() == b"new"
    assert (tmp_path / "b.md").read_bytes() == b"made"
    assert names(tmp_path) == {"a.md", "b.md"}


def test_a_file_that_changed_meanwhile_stops_all(tmp_path: Path) -> None:
    """If an editor saved one of the files since it was read, none is written."""
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "b.md").write_bytes(b"someone else's")
    files = {"a.md": Rewrite(b"new", b"old"), "b.md": Rewrite(b"new", b"old")}
    with pytest.raises(DiglotError, match=r"b\.md: the file was changed while this ran"):
        rewrite(tmp_path, files)
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert (tmp_path / "b.md").read_bytes() == b"someone else's"
    assert names(tmp_path) == {"a.md", "b.md"}


def test_a_file_that_appeared_meanwhile_stays(tmp_path: Path) -> None:
    """A file that was not there when the work began is not written over."""
    (tmp_path / "a.md").write_bytes(b"mine")
    with pytest.raises(DiglotError, match="changed while this ran"):
        rewrite(tmp_path, {"a.md": Rewrite(b"new", None)})
    assert (tmp_path / "a.md").read_bytes() == b"mine"


def test_a_write_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    """If one new file cannot be written, the others are not put in place either."""
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "folder").write_bytes(b"a file where a folder is wanted")
    files = {"a.md": Rewrite(b"new", b"old"), "folder/b.md": Rewrite(b"new", None)}
    with pytest.raises(DiglotError, match="cannot write there"):
        rewrite(tmp_path, files)
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert names(tmp_path) == {"a.md", "folder"}


def test_what_is_no_text_is_named_with_its_line(tmp_path: Path) -> None:
    """A file that is not UTF-8 is told by path and line."""
    (tmp_path / "x.lock").write_bytes(b"one\ntwo \xff\n")
    with pytest.raises(DiglotError, match=r"^x\.lock:2: not UTF-8 text"):
        read_text(tmp_path, "x.lock")
    assert read_text(tmp_path, "none.lock") is None
