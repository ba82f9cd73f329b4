"""A book of odd and nested elements, more than any real chapter has, passes every validator."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import lxml.html
import page as page_validation
import pikepdf
import pytest

from epub_checks import EpubChecks
from support import ROOT, run_process

pytestmark = pytest.mark.heavy

BOOK = ROOT / "tests/everything"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which the book was built."""
    return build(tmp_path_factory.mktemp("everything"), jobs=1)


def build(folder: Path, jobs: int) -> Path:
    """Build a copy of the book in a folder; return where it was built."""
    shutil.copytree(BOOK / "content", folder / "content")
    done = run_process("--jobs", str(jobs), "--project", folder)
    assert done.status == 0, done.out + done.err
    return folder / "build"


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """A second build, elsewhere and in several processes, has the same files to the byte."""
    again = build(tmp_path / "again", jobs=2)
    first = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert json.loads((again / "manifest.json").read_text(encoding="utf-8")) == first
    assert len(first["files"]) > 10


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_pdf_is_accessible(built: Path, language: str) -> None:
    """Loose lists, wide headers, decoration and nested links are tagged as PDF/UA-1 wants."""
    path = built / f"everything-{language}.pdf"
    report = page_validation.validate_pdf(str(path), profile="ua1")
    assert report.is_compliant, str(report)


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_e_book_is_valid(epub_checks: EpubChecks, built: Path, language: str) -> None:
    """EPUBCheck gives no error and no warning."""
    assert epub_checks(built / f"everything-{language}.epub") == []


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


@pytest.mark.parametrize("language", ["en", "he"])
def test_links_find_the_title_by_its_id(built: Path, language: str) -> None:
    """The id at a chapter's title, given in one language, is there in every edition of both."""
    page = (built / f"site/{language}/02-html.html").read_text(encoding="utf-8")
    assert '<h1 id="fear">' in page
    assert page.count('href="#fear"') >= 2
    with zipfile.ZipFile(built / f"everything-{language}.epub") as book:
        (name,) = (name for name in book.namelist() if name.endswith("02-html.xhtml"))
        assert '<h1 id="fear">' in book.read(name).decode()
    with pikepdf.open(built / f"everything-{language}.pdf") as book:
        names = {str(name) for name in list(book.Root.Names.Dests.Names)[::2]}
        assert "02-html/fear" in names


@pytest.mark.parametrize("language", ["en", "he"])
def test_headings_in_divisions_are_in_the_contents(built: Path, language: str) -> None:
    """A section is in contents and bookmarks wherever its heading stands."""
    page = lxml.html.parse(str(built / f"site/{language}/02-html.html"))
    links = {link.get("href", "").partition("#")[2] for link in page.iterfind(".//nav//a")}
    assert {"in-box", "part", "place"} <= links
    assert len(page.xpath("//section[contains(@class, 'level2')]")) == 3
    with pikepdf.open(built / f"everything-{language}.pdf") as book, book.open_outline() as outline:
        (chapter,) = (item for item in outline.root if item.title[:1] == "2")
        assert len(chapter.children) == 3


def test_what_a_screen_may_fold_is_open_in_print(built: Path) -> None:
    """<details> can be folded on the site; elsewhere it is its summary, bold, and its text."""
    page = lxml.html.parse(str(built / "site/en/02-html.html"))
    (folded,) = page.iterfind(".//details[@class='details']")
    assert folded.findtext("summary/em") == "here"
    assert "Hidden" in folded.text_content()
    with zipfile.ZipFile(built / "everything-en.epub") as book:
        (name,) = (name for name in book.namelist() if name.endswith("02-html.xhtml"))
        text = book.read(name).decode()
    assert '<div class="details"><p><strong>More <em>here</em></strong></p>' in text
