"""What serves all books of a user is kept once, and nothing depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import SOUND, Run, run_process, write_project

pytestmark = pytest.mark.heavy

SUFFIXES = {".font", ".template"}


def build(folder: Path, kept: Path, *options: str) -> Run:
    """Build a book's e-book in a process that keeps what serves all books in a folder."""
    return run_process("build", "epub", *options, "--project", folder, XDG_CACHE_HOME=str(kept))


def files_of(kept: Path) -> dict[str, tuple[int, bytes]]:
    """Return when each font and template of the folder was written, and what it says."""
    files = [path for path in kept.rglob("*.*") if path.suffix in SUFFIXES]
    return {path.name: (path.stat().st_ctime_ns, path.read_bytes()) for path in files}


def test_a_second_book_finds_fonts_and_templates(tmp_path: Path) -> None:
    """They are not unpacked and compiled again; what was damaged is."""
    kept, books = tmp_path / "kept", [tmp_path / name for name in ("one", "two", "three")]
    assert build(write_project(books[0], SOUND), kept).status == 0
    first = files_of(kept)
    assert {Path(name).suffix for name in first} == SUFFIXES
    assert build(write_project(books[1], SOUND), kept).status == 0
    contents = {name: content for name, (_, content) in files_of(kept).items()}
    assert contents == {name: content for name, (_, content) in first.items()}
    for path in kept.rglob("*.*"):
        path.write_bytes(path.read_bytes()[:-1])
    assert build(write_project(books[2], SOUND), kept).status == 0
    assert {name: content for name, (_, content) in files_of(kept).items()} == contents
    made = {(book / "build/small-he.epub").read_bytes() for book in books}
    assert len(made) == 1


def test_nothing_is_kept_where_nobody_may_write_or_wants_it(tmp_path: Path) -> None:
    """A folder that cannot be made, and --no-cache, cost time and nothing else."""
    kept = tmp_path / "kept"
    assert build(write_project(tmp_path / "one", SOUND), kept, "--no-cache").status == 0
    assert not kept.exists()
    kept.write_text("no folder")
    assert build(write_project(tmp_path / "two", SOUND), kept).status == 0
    assert kept.read_text() == "no folder"
