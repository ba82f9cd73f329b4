"""The lines of a long title are found once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from diglot.disk.cache import NO_CACHE, Cache, using
from diglot.disk.template_files import builtin_templates
from diglot.writers.pdf.book import documents
from diglot.writers.pdf.book.documents import Documents
from editions import make_book
from patching import counted
from support import USUAL_PAGE

TITLE = "A Title That Is Far Too Long for a Line, Broken Where It Makes Sense"
FONT = "SourceSerif4-SemiBold.woff2"


def test_lines_of_a_title_are_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are found again where the title, its size, its room, its font or a sheet is another."""
    own = tmp_path / "templates"
    edition = make_book(tmp_path).source
    found = counted(monkeypatch, documents, "title_lines")

    def lines(kept: Cache, title: str = TITLE, size_pt: float = 30) -> tuple[tuple[str, ...], int]:
        found.clear()
        with using(kept):
            made = Documents(edition, USUAL_PAGE, (own, builtin_templates()))
            return made._title_lines(title, [FONT], size_pt, 6), len(found)

    broken, _ = lines(NO_CACHE)
    assert len(broken) > 1
    assert " ".join(broken) == TITLE
    kept = Cache(tmp_path / "kept")
    assert lines(kept) == (broken, 1)
    assert lines(kept) == (broken, 0)
    assert lines(kept, size_pt=8) == ((TITLE,), 1)
    assert lines(kept, TITLE.upper())[1] == 1
    (own / "fonts").mkdir(parents=True)
    shutil.copy(builtin_templates() / "fonts/SourceCodePro-Bold.woff2", own / "fonts" / FONT)
    wider, times = lines(kept)
    assert times == 1
    assert wider != broken
    (own / "styles").mkdir()
    (own / "styles/fonts.css").write_text("")
    assert lines(kept) == (wider, 1)
    assert lines(kept) == (wider, 0)
