"""Facing pages of whole books: how full they are, and that every element has its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geometry import texts, white_at_foot
from support import ROOT, run_diglot

pytestmark = pytest.mark.heavy

LINE = 15.6
PAGE = {"bottom": 1 - 0.105, "head": 0.095}


def built(source: Path, folder: Path, settings: str = "", *options: str) -> Path:
    """Build the facing pages of a copy of a book and return them."""
    shutil.copytree(source / "content", folder / "content")
    with (folder / "content/book.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    done = run_diglot("build", "bilingual", "--project", folder, *options)
    (pdf,) = (folder / "build").glob("*-bilingual.pdf")
    assert "could not be set" not in done.err, done.err
    return pdf


@pytest.mark.parametrize("align", ["block", "section", "page"])
def test_every_element_has_its_place(tmp_path: Path, align: str) -> None:
    """Of the book that has every element no chapter fails, and its pages are even in number."""
    settings = f"bilingual: {{align: {align}, marks: on}}\n"
    pdf = built(ROOT / "tests/everything", tmp_path / "book", settings, "--draft")
    pages = texts(pdf)
    assert len(pages) % 2 == 0
    for word in ("deeper", "second stanza", "Skipped level", "A heading in HTML"):
        assert sum(word in page for page in pages[1:-1:2]) >= 1, word


@pytest.mark.long
def test_the_handbook_is_full(tmp_path: Path) -> None:
    """Of its spreads three lines are white at the foot on average, and twelve at most.

    Tables of four rows, figures and asides are not cut.
    """
    pdf = built(ROOT, tmp_path / "book")
    feet = [foot.white for foot in white_at_foot(pdf, **PAGE) if not foot.is_end]
    assert len(feet) > 100
    assert sum(feet) / len(feet) < 3 * LINE
    assert max(feet) < 12 * LINE
