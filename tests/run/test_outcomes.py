"""The outcome of a check that is kept: it is that of the book as it is now."""

from __future__ import annotations

from pathlib import Path

from support import run_diglot, write_project


def test_an_empty_folder_is_part_of_the_book(tmp_path: Path) -> None:
    """A folder of a language that went, or came, is noticed though it holds no file."""
    folder = tmp_path / "book"
    write_project(folder, {"content/he/01-oil.md": "# נפט\n\nעל הנפט.\n"})
    source = folder / "content/en"
    source.mkdir()
    before = run_diglot("check", "--project", folder)
    assert "S102 extra-chapter" in before.out
    source.rmdir()
    after = run_diglot("check", "--project", folder)
    fresh = run_diglot("check", "--no-cache", "--project", folder)
    assert (after.out, after.status) == (fresh.out, fresh.status)
    assert after.out != before.out
