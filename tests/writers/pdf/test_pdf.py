"""The PDF of an edition: pages, places, tags and text, looked at in the finished file."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from markupsafe import Markup

from diglot.render.chapters import Entry
from diglot.writers.pdf.book.documents import Heads
from diglot.writers.pdf.engine.layout import Anchor, Pages
from geometry import texts, word_pages
from support import CHAPTERS, ProjectMaker, run_diglot

pytestmark = pytest.mark.heavy

LANGUAGES = ("en", "he")


def labels(book: pikepdf.Pdf) -> list[str]:
    """Return the number that each page carries."""
    return [str(page.label) for page in book.pages]


def outline(items: Any, depth: int = 1) -> list[tuple[int, str]]:
    """Return the outline as (depth, title), in order."""
    found = []
    for item in items:
        found.append((depth, item.title))
        found += outline(item.children, depth + 1)
    return found


def chapters_of(book: pikepdf.Pdf) -> list[tuple[str, int]]:
    """Return the bookmarks of the handbook's chapters, which stand under their parts."""
    with book.open_outline() as tree:
        return [(i.title, page_index(book, i)) for part in tree.root[2:] for i in part.children]


def page_index(book: pikepdf.Pdf, item: Any) -> int:
    """Return the page that a bookmark leads to, counted from 0."""
    return next(i for i, p in enumerate(book.pages) if p.objgen == item.destination[0].objgen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_book_is_accessible(handbook: Path, language: str) -> None:
    """The PDF keeps every rule of PDF/UA-1 that a machine can check."""
    report = page_validation.validate_pdf(str(handbook / f"handbook-{language}.pdf"), profile="ua1")
    assert report.is_compliant, str(report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_book_is_sound(handbook: Path, language: str) -> None:
    """Qpdf finds nothing wrong with the file's syntax, and poppler reads it in silence."""
    path = str(handbook / f"handbook-{language}.pdf")
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("language", "direction"), [("en", "/L2R"), ("he", "/R2L")])
def test_the_book_says_how_it_is_read(handbook: Path, language: str, direction: str) -> None:
    """Language, title, direction of reading and tags are stated in the file."""
    with pikepdf.open(handbook / f"handbook-{language}.pdf") as book:
        preferences = book.Root.ViewerPreferences
        assert str(book.Root.Lang) == language
        assert str(preferences.Direction) == direction
        assert bool(preferences.DisplayDocTitle)
        assert bool(book.Root.MarkInfo.Marked)
        assert len(str(book.trailer.Info.Title)) > 5


@pytest.mark.parametrize(("language", "front"), [("en", "ivx"), ("he", "אבגדהוזחטי")])
def test_front_matter_has_numbers_of_its_own(handbook: Path, language: str, front: str) -> None:
    """Front matter is numbered apart, and the first chapter begins on page 1, a recto."""
    with pikepdf.open(handbook / f"handbook-{language}.pdf") as book:
        found = labels(book)
    first = found.index("1")
    assert first % 2 == 0
    assert all(set(label) <= set(front) for label in found[:first])
    assert found[first:] == [str(number + 1) for number in range(len(found) - first)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_chapters_open_on_a_recto(handbook: Path, language: str) -> None:
    """Each chapter begins on an odd page; an empty page before it carries nothing at all."""
    with pikepdf.open(handbook / f"handbook-{language}.pdf") as book:
        numbers = labels(book)
        with book.open_outline() as tree:
            starts = [page_index(book, item) for item in tree.root]
        parts = starts[2:-1]  # the title and the contents come first, the index last
        chapters = [index for _, index in chapters_of(book)]
        blank = [i for i, page in enumerate(book.pages) if "/Contents" not in page.obj]
    assert len(chapters) == CHAPTERS
    assert all(index % 2 == 0 for index in starts + chapters)
    assert all(index + 1 in {*starts, *chapters} for index in blank)
    assert numbers[parts[0]] == "1"
    assert set(parts) <= {index - 2 for index in chapters}


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_give_the_pages_on_which_chapters_begin(handbook: Path, language: str) -> None:
    """The number beside a chapter's title in the contents is the number on its first page."""
    path = handbook / f"handbook-{language}.pdf"
    with pikepdf.open(path) as book:
        numbers = labels(book)
        chapters = [(title, numbers[index]) for title, index in chapters_of(book)]
    contents = "".join(texts(path, "-layout")[2 : numbers.index("1")])
    rows = [set(re.findall(r"\d+|[^\W\d]+", line)) for line in contents.splitlines()]
    for title, page_number in chapters:
        number, _, words = title.partition(". ")
        wanted = {number, page_number, words.split()[0].strip(",:")}
        assert any(wanted <= row for row in rows), wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_with_text_carries_its_number(handbook: Path, language: str) -> None:
    """From the first chapter on, each page that is not empty has its number at its foot, outside.

    Page 1 is a right page in English and a left one in Hebrew, so an odd number stands
    at the right edge there and at the left edge here.
    """
    path = handbook / f"handbook-{language}.pdf"
    with pikepdf.open(path) as book, book.open_outline() as tree:
        numbers = labels(book)
        shown = ["/Contents" in page.obj for page in book.pages]
        titles = [page_index(book, item) for item in tree.root[2:-1]]
    first = numbers.index("1")
    pages = list(enumerate(zip(word_pages(path), numbers, shown, strict=True)))
    for index, (page, label, is_shown) in pages[first:-1]:  # the colophon has none
        at_foot = [word for word in page.words if word.top > 0.92 * page.height]
        if not is_shown:
            assert not page.words
            continue
        if index in titles:  # the page with the title of a part
            assert not at_foot
            continue
        (folio,) = at_foot
        assert folio.text == label
        is_at_right = (int(label) % 2 == 1) == (language == "en")
        edge = folio.right if is_at_right else page.width - folio.left
        assert 0.86 * page.width < edge < 0.9 * page.width


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_inside_the_book_lead_somewhere(handbook: Path, language: str) -> None:
    """Each internal link names a destination that the file has; none keeps our own scheme."""
    with pikepdf.open(handbook / f"handbook-{language}.pdf") as book:
        names = {str(name) for name in list(book.Root.Names.Dests.Names)[::2]}
        links = [a for page in book.pages for a in page.obj.get("/Annots", [])]
        targets = [str(link.Dest) for link in links if "/Dest" in link]
        addresses = [str(link.A.URI) for link in links if "/A" in link]
    assert len(targets) > 40
    assert set(targets) <= names
    assert all(address.startswith(("https://", "http://", "mailto:")) for address in addresses)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outline_follows_the_sections(handbook: Path, language: str) -> None:
    """Bookmarks are nested as the sections are, and hold words in reading order."""
    with pikepdf.open(handbook / f"handbook-{language}.pdf") as book, book.open_outline() as tree:
        found = outline(tree.root)
    assert max(depth for depth, _ in found) >= 2
    assert all(title.strip() == title and title for _, title in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_of_all_chapters_are_joined(handbook: Path, language: str) -> None:
    """One Document holds a Part for each run of pages, and every part has headings of its own."""
    with pikepdf.open(handbook / f"handbook-{language}.pdf") as book:
        (document,) = book.Root.StructTreeRoot.K
        assert str(document.S) == "/Document"
        kinds = [str(part.S) for part in document.K]
        # Half-title, title, dedication, contents, the pages of four parts, index, colophon.
        assert kinds == ["/Part"] * (CHAPTERS + 10)
        parents = pikepdf.NumberTree(book.Root.StructTreeRoot.ParentTree)
        for page in book.pages:
            if "/StructParents" in page.obj:
                assert int(page.obj.StructParents) in parents


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_have_alternative_texts(handbook: Path, language: str) -> None:
    """Each Figure in the structure says in words what it shows."""
    with pikepdf.open(handbook / f"handbook-{language}.pdf") as book:
        figures = [
            item
            for item in book.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert len(figures) >= 6
        assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_the_trim_size_is_the_one_asked_for(project: ProjectMaker) -> None:
    """A book of A5 has pages of 148 by 210 millimetres."""
    folder = project({"content/book.yaml": "id: small\npage: {size: A5}\n"})
    done = run_diglot("pdf", "--project", folder, "--lang", "he")
    assert done.status == 0, done.err
    with pikepdf.open(folder / "build/small-he.pdf") as book:
        box = [float(value) for value in book.pages[0].mediabox]
    assert box == pytest.approx([0, 0, 148 / 25.4 * 72, 210 / 25.4 * 72], abs=0.01)


def test_a_chapter_is_laid_out_again_only_if_it_changed(project: ProjectMaker) -> None:
    """When one chapter grows by pages, the others' pages come from the cache."""
    files = {f"content/{tag}/0{n}-x.md": f"# {n}\n\nText.\n" for tag in LANGUAGES for n in (2, 3)}
    folder = project(files)
    assert run_diglot("pdf", "--project", folder).status == 0
    before = {path.name for path in (folder / ".diglot/cache").rglob("*.pages")}
    grown = "# 2\n\n" + "A long paragraph of words. " * 900 + "\n"
    (folder / "content/en/02-x.md").write_text(grown, encoding="utf-8")
    assert run_diglot("pdf", "--project", folder).status == 0
    new = {path.name for path in (folder / ".diglot/cache").rglob("*.pages")} - before
    assert len(new) == 3  # that chapter, the contents, and folios and heads of its language


LETTERED = {
    "content/book.yaml": "id: small\nnumerals: hebrew\ncalendar: both\n",
    "content/he/00-preface.md": "---\nrole: frontmatter\n---\n\n# הקדמה\n\nכמה מילים.\n",
    "content/en/00-preface.md": "---\nrole: frontmatter\n---\n\n# Preface\n\nSome words.\n",
    "content/he/02-gas.md": (
        "# גז\n\nעל הגז[^a].\n\n[^a]: הערה על הגז.\n\n1. שלב\n2. צעד\n\n"
        "| א | ב |\n|---|---|\n| 1 | 2 |\n\n: מחירים {#tbl-gas}\n\nראו [](#tbl-gas).\n"
    ),
    "content/en/02-gas.md": (
        "# Gas\n\nAbout gas[^a].\n\n[^a]: A note on gas.\n\n1. step\n2. pace\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Prices {#tbl-gas}\n\nSee [](#tbl-gas).\n"
    ),
}


def test_a_book_in_hebrew_letters(project: ProjectMaker) -> None:
    """Chapters, pages, notes and lists count in letters; front matter before them in figures."""
    folder = project(LETTERED)
    done = run_diglot("pdf", "--project", folder)
    assert done.status == 0, done.out + done.err
    path = folder / "build/small-he.pdf"
    with pikepdf.open(path) as book, book.open_outline() as tree:
        assert labels(book) == [*"12345678", "א", "ב", "ג"]
        titles = [item.title for item in tree.root]
    assert titles[2:] == ["הקדמה", "א. נפט", "ב. גז"]
    # Without spaces, which poppler puts as it sees fit, as it does the point between two dates.
    pages = [re.sub(r"\s", "", text) for text in texts(path)]
    for words in ("2בינואר", "2026", "י״גבטבתתשפ״ו"):
        assert words in pages[3]
    rows = [set(row.split()) for row in texts(path, "-layout")[4].splitlines()]
    for row in ({"הקדמה", "7"}, {"א", "נפט"}, {"ב", "גז", "ג"}):
        assert row in rows
    for words in ("פרקב׳", "א.הערהעלהגז", "א.שלב", "ב.צעד", "טבלהב׳־"):
        assert words in pages[-1]
    assert pages[-1].endswith("ג")


def test_an_english_book_keeps_to_figures(project: ProjectMaker) -> None:
    """Hebrew numerals of the whole book leave its English edition as it is."""
    folder = project(LETTERED)
    assert run_diglot("pdf", "--project", folder, "--lang", "en").status == 0
    path = folder / "build/small-en.pdf"
    with pikepdf.open(path) as book:
        assert labels(book) == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "1", "2", "3"]
    gas = texts(path)[-1]
    for words in ("Chapter 2", "1. A note on gas", "1. step", "Table 2.1. Prices"):
        assert words in gas


def test_running_heads_lead_to_sections() -> None:
    """Versos name the chapter, rectos the last section that has begun; before it, the chapter."""
    sections = tuple(Entry(name, Markup(name), ()) for name in ("first", "second", "third"))
    places = {"first": Anchor(1, 0, 0), "second": Anchor(4, 0, 0), "third": Anchor(4, 0, 0)}
    pages = Pages(b"", 6, places, ())
    heads = Heads(Markup("Book"), Markup("Chapter"), sections)
    assert heads.on(pages, 0, is_recto=True) == "Chapter"
    assert heads.on(pages, 1, is_recto=False) == "Chapter"
    assert heads.on(pages, 2, is_recto=True) == "first"
    assert heads.on(pages, 4, is_recto=True) == "third"
    plain = Heads(Markup("Book"), Markup("Chapter"))
    assert [plain.on(pages, 2, is_recto=is_recto) for is_recto in (True, False)] == [
        "Chapter",
        "Book",
    ]
