"""The e-book: valid, the same every time, and turned the right way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from lxml import etree
from msgspec.structs import replace
from PIL import Image as Picture
from playwright.sync_api import Browser, Page

from diglot.config import load_config
from diglot.core.conventions import Conventions, Numerals
from diglot.core.imprint import Imprint, Isbns, Person
from diglot.core.model import Edition, Image, Math, Paragraph, Text
from diglot.core.walk import chapter_inlines
from diglot.disk.template_files import builtin_templates
from diglot.reader.edition import read_book
from diglot.writers.epub import epub, identifier
from editions import HERE, make_book
from epub_checks import EpubChecks
from support import ProjectMaker

pytestmark = pytest.mark.heavy

TEMPLATES = (builtin_templates(),)
BUILT = "2026-11-23T01:30:00+02:00"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
SVG = "{http://www.w3.org/2000/svg}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DIRECTIONS = {"en": "ltr", "he": "rtl"}


def make_epub(folder: Path, language: str, **changes: object) -> bytes:
    """Return the e-book of the test book in a language."""
    folder.mkdir(exist_ok=True)
    book = make_book(folder)
    edition = next(e for e in book.editions if e.language == language)
    return epub(replace(edition, **changes), book, TEMPLATES, BUILT)  # type: ignore[arg-type]


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the files in an e-book."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(content: bytes) -> etree._Element:
    """Return the package document."""
    return etree.fromstring(unpacked(content)["EPUB/package.opf"])


def values(root: etree._Element, name: str) -> list[str]:
    """Return the texts of the <meta> elements of a property."""
    return [meta.text or "" for meta in root.iter(f"{OPF}meta") if meta.get("property") == name]


@pytest.mark.parametrize("language", ["en", "he"])
def test_epubcheck_finds_nothing(epub_checks: EpubChecks, tmp_path: Path, language: str) -> None:
    """EPUBCheck, which the shops use, has no error and no warning."""
    path = tmp_path / "book.epub"
    path.write_bytes(make_epub(tmp_path / "source", language))
    assert epub_checks(path) == []


def test_epubcheck_finds_nothing_in_a_bare_book(epub_checks: EpubChecks, tmp_path: Path) -> None:
    """A book without authors, dates, rights or parts is valid too, whatever its file is called."""
    book = make_book(tmp_path)
    source = book.source
    chapter = replace(source.chapters[1], name="פרק 1 & co", part="", authors=(), date="")
    bare = Edition("en", "Bare", (chapter,))
    path = tmp_path / "book.epub"
    path.write_bytes(epub(bare, replace(book, editions=(bare,)), TEMPLATES, BUILT))
    assert epub_checks(path) == []


def test_epubcheck_finds_what_a_broken_book_lacks(epub_checks: EpubChecks, tmp_path: Path) -> None:
    """It names what is missing in one book, and says nothing of that in the next."""
    files = unpacked(make_epub(tmp_path / "source", "en"))
    books = [tmp_path / "broken.epub", tmp_path / "whole.epub"]
    for book, left_out in zip(books, ("EPUB/text/01-paper.xhtml", ""), strict=True):
        with zipfile.ZipFile(book, "w") as archive:
            for name, content in files.items():
                if name != left_out:
                    archive.writestr(name, content)
    broken, whole = (epub_checks(book) for book in books)
    assert any(line.startswith("RSC-001 | ERROR") and "01-paper" in line for line in broken)
    assert whole == []


@pytest.mark.parametrize("language", ["en", "he"])
def test_two_builds_are_equal(tmp_path: Path, language: str) -> None:
    """The same book gives the same bytes, wherever it lies."""
    assert make_epub(tmp_path / "a", language) == make_epub(tmp_path / "b", language)


def test_type_comes_first_and_plain(tmp_path: Path) -> None:
    """The archive begins with the stored file mimetype; no entry carries a time."""
    with zipfile.ZipFile(io.BytesIO(make_epub(tmp_path, "en"))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        stored = {e.filename for e in archive.infolist() if e.compress_type == zipfile.ZIP_STORED}
        assert {name.rpartition(".")[2] for name in stored} == {"mimetype", "woff2"}


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_page_names_language_and_direction(tmp_path: Path, language: str) -> None:
    """Each page, the contents too, has lang, xml:lang and dir on its root; pages turn that way."""
    content = make_epub(tmp_path, language)
    found = {n: f for n, f in unpacked(content).items() if n.endswith(".xhtml")}
    assert len(found) == 8
    for name, file in found.items():
        root = etree.fromstring(file)
        marks = (root.get("lang"), root.get(LANG), root.get("dir"))
        assert (name, marks) == (name, (language, language, DIRECTIONS[language]))
    spine = package(content).find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == DIRECTIONS[language]


def test_metadata_say_what_the_book_is(tmp_path: Path) -> None:
    """A shop reads title, people with their roles, language, dates and rights."""
    root = package(make_epub(tmp_path, "he"))
    plain = {tag: [node.text for node in root.iter(f"{DC}{tag}")] for tag in ("title", "creator")}
    assert plain == {
        "title": ["ספר הנייר והדיו", "מדריך קצר לסקרנים"],
        "creator": ["דנה לוי", "Tom Black"],
    }
    assert [node.text for node in root.iter(f"{DC}contributor")] == ["נועה כהן"]
    assert values(root, "role") == ["aut", "aut", "trl"]
    assert values(root, "dcterms:modified") == ["2026-11-22T23:30:00Z"]
    assert [node.text for node in root.iter(f"{DC}language")] == ["he"]
    assert [node.text for node in root.iter(f"{DC}date")] == ["2026-11-23"]


def test_metadata_say_what_readers_need(tmp_path: Path) -> None:
    """The accessibility metadata follow from what is in the book, and speak its language."""
    root = package(make_epub(tmp_path, "he"))
    assert values(root, "schema:accessMode") == ["textual", "visual"]
    assert values(root, "schema:accessModeSufficient") == ["textual"]
    assert {"alternativeText", "MathML", "tableOfContents"} <= set(
        values(root, "schema:accessibilityFeature")
    )
    assert "תמונה אחת" in values(root, "schema:accessibilitySummary")[0]


def test_a_picture_without_text_is_admitted(tmp_path: Path) -> None:
    """Where a picture has no text, the metadata do not claim that text suffices."""
    edition = make_book(tmp_path).source
    image = next(i for i in chapter_inlines(edition.chapters[1]) if isinstance(i, Image))
    page = Paragraph((replace(image, alt=""),), HERE)
    chapter = replace(edition.chapters[1], blocks=(page,), sections=())
    root = package(make_epub(tmp_path, "en", chapters=(chapter,)))
    assert values(root, "schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in values(root, "schema:accessibilityFeature")
    summary = values(root, "schema:accessibilitySummary")[0]
    assert "Some pictures have no text alternative." in summary


def test_identifier_is_the_isbn_or_made(tmp_path: Path) -> None:
    """An ISBN names the book; without one, id, language and title do, differently each."""
    book = make_book(tmp_path)
    english, hebrew = book.editions
    printed = replace(english, imprint=Imprint(Isbns(epub="978-965-000-000-1")))
    assert identifier(printed, book) == "urn:isbn:9789650000001"
    names = {identifier(edition, book) for edition in book.editions}
    assert len(names) == 2
    assert identifier(english, book) == identifier(replace(english, authors=()), book)
    assert identifier(hebrew, book).startswith("urn:uuid:")


def test_contents_have_parts_and_two_levels(tmp_path: Path) -> None:
    """The contents nest parts, chapters, sections and sections in sections."""
    root = etree.fromstring(unpacked(make_epub(tmp_path, "en"))["EPUB/nav.xhtml"])
    toc, landmarks = root.findall(f".//{XHTML}nav")
    assert (toc.get(TYPE), landmarks.get(TYPE)) == ("toc", "landmarks")
    links = {"".join(a.itertext()): a.get("href") for a in toc.iter(f"{XHTML}a")}
    assert links["The craft"] == "text/part--2.xhtml"
    assert links["1. Paper"] == "text/01-paper.xhtml"
    assert links["Oak and linen"] == "text/01-paper.xhtml#oak"
    oak = next(a for a in toc.iter(f"{XHTML}a") if a.text == "Oak and linen")
    assert len(list(oak.iterancestors(f"{XHTML}ol"))) == 4


def test_pages_with_formulas_are_declared(tmp_path: Path) -> None:
    """A page that holds MathML says so in the manifest, no other does."""
    items = package(make_epub(tmp_path, "en")).iter(f"{OPF}item")
    assert [i.get("href") for i in items if "mathml" in (i.get("properties") or "")] == [
        "text/02-ink.xhtml"
    ]


def test_a_formula_in_a_heading_is_declared(epub_checks: EpubChecks, tmp_path: Path) -> None:
    """The contents repeat the headings, so they hold MathML where a heading does."""
    book = make_book(tmp_path)
    paper = book.source.chapters[1]
    formula = Math("x", False, '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>')
    section = replace(paper.sections[0], title=(Text("About "), formula))
    chapter = replace(paper, sections=(section, *paper.sections[1:]))
    edition = replace(book.source, chapters=(chapter, *book.source.chapters[2:]))
    path = tmp_path / "book.epub"
    path.write_bytes(epub(edition, replace(book, editions=(edition,)), TEMPLATES, BUILT))
    assert epub_checks(path) == []


def test_cover_is_drawn_without_fonts(tmp_path: Path) -> None:
    """The cover's words are outlines; Hebrew starts at the right edge, English at the left."""
    edges = {}
    for language in ("en", "he"):
        cover = unpacked(make_epub(tmp_path, language))["EPUB/cover.svg"]
        assert b"<text" not in cover
        title = etree.fromstring(cover).find(f"{SVG}path")
        assert title is not None
        pen = BoundsPen(None)
        parse_path(title.get("d") or "", pen)
        edges[language] = (pen.bounds[0], pen.bounds[2])
    assert edges["en"][0] == pytest.approx(250, abs=15)
    assert edges["he"][1] == pytest.approx(1600 - 250, abs=15)
    items = package(make_epub(tmp_path, "en")).iter(f"{OPF}item")
    assert [i.get("href") for i in items if i.get("properties") == "cover-image"] == ["cover.jpg"]


def test_the_cover_of_a_book_in_two_languages_has_both_titles(project: ProjectMaker) -> None:
    """The other title starts at the edge where its language does; a book in one has none."""
    book, _findings = read_book(load_config(project()))
    edges = {}
    for edition in book.editions:
        drawing = etree.fromstring(
            unpacked(epub(edition, book, TEMPLATES, BUILT))["EPUB/cover.svg"]
        )
        (other,) = (path for path in drawing.iter(f"{SVG}path") if path.get("fill") == "#e0a458")
        pen = BoundsPen(None)
        parse_path(other.get("d") or "", pen)
        edges[edition.language] = (pen.bounds[0], pen.bounds[2])
    assert edges["en"][1] == pytest.approx(1600 - 250, abs=15)
    assert edges["he"][0] == pytest.approx(250, abs=15)
    settings = "id: small\nlanguages: [en]\n"
    folder = project({"content/book.yaml": settings, "content/he/01-oil.md": None})
    alone, _findings = read_book(load_config(folder))
    cover = unpacked(epub(alone.editions[0], alone, TEMPLATES, BUILT))["EPUB/cover.svg"]
    assert b"<path" in cover
    assert b'<path fill="#e0a458"' not in cover
    assert cover.count(b"#e0a458") == 1  # the line beside its title


def test_the_drawn_cover_is_there_in_dots_as_well(tmp_path: Path) -> None:
    """For shelves that show no drawing the same cover is a JPEG: its colours, its words, its size.

    A publisher's drawing with words stays as it is: only its own fonts could draw them.
    """
    files = unpacked(make_epub(tmp_path, "he"))
    with Picture.open(io.BytesIO(files["EPUB/cover.jpg"])) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1600, 2400))
        ground, spine = picture.getpixel((800, 100)), picture.getpixel((1550, 1200))
        title = picture.convert("L").crop((900, 330, 1400, 900))
    assert ground == pytest.approx((0x1B, 0x44, 0x69), abs=3)
    assert spine == pytest.approx((0x12, 0x33, 0x50), abs=3)
    assert title.getextrema()[1] > 250
    own = tmp_path / "templates"
    (own / "epub").mkdir(parents=True)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>א</text></svg>'
    (own / "epub" / "cover-he.svg").write_text(drawing, encoding="utf-8")
    book = make_book(tmp_path)
    hebrew = unpacked(epub(book.editions[1], book, (own, *TEMPLATES), BUILT))
    assert "EPUB/cover.jpg" not in hebrew
    assert b'id="cover-image" href="cover.svg"' in hebrew["EPUB/package.opf"]


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    """Return a page as wide as the text of an e-book on a phone of 320 px."""
    page = browser.new_page(viewport={"width": 320 - 2 * 12, "height": 560})
    yield page
    page.close()


@pytest.mark.parametrize("language", ["en", "he"])
def test_nothing_is_cut_off_on_a_phone(
    handbook: Path, tmp_path: Path, narrow: Page, language: str
) -> None:
    """No table, code or picture of the sample book is wider than a phone's screen."""
    with zipfile.ZipFile(handbook / f"handbook-{language}.epub") as archive:
        archive.extractall(tmp_path)
    widths = {}
    for path in sorted(tmp_path.rglob("*.xhtml")):
        narrow.goto(path.as_uri())
        widths[path.name] = narrow.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in widths.items() if width > 296} == {}
    assert len(widths) > 12


def test_a_table_of_many_columns_fits_a_phone(project: ProjectMaker, narrow: Page) -> None:
    """Ten columns of words break them, and so stay on the screen; three columns keep theirs whole.

    In a table that fits, no word is broken for the sake of the others.
    """
    words = " | ".join(["dictionary"] * 10)
    wide = f"| {words} |\n|{'---|' * 10}\n| {words} |\n"
    few = "| Number | Name | Why |\n|---|---|---|\n| 1 | Two | a reason of several words |\n"
    folder = project({"content/en/01-oil.md": f"# Oil\n\n{wide}\n\n{few}"})
    book, _findings = read_book(load_config(folder))
    files = unpacked(epub(book.editions[0], book, TEMPLATES, BUILT))
    for name, content in files.items():
        path = folder / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    narrow.goto((folder / "out/EPUB/text/01-oil.xhtml").as_uri())
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 296
    heights = narrow.evaluate(
        "[...document.querySelectorAll('table')].map(t => t.querySelector('th').clientHeight)"
    )
    assert heights[0] > 2 * heights[1]


def test_a_publisher_brings_a_cover(tmp_path: Path) -> None:
    """A picture templates/epub/cover-en.png takes the place of the drawn cover in English."""
    own = tmp_path / "templates"
    (own / "epub").mkdir(parents=True)
    (own / "epub" / "cover-en.png").write_bytes(b"picture")
    book = make_book(tmp_path)
    english, hebrew = (unpacked(epub(e, book, (own, *TEMPLATES), BUILT)) for e in book.editions)
    assert english["EPUB/cover.png"] == b"picture"
    assert b'src="cover.png"' in english["EPUB/cover.xhtml"]
    assert "EPUB/cover.svg" in hebrew


def test_people_are_isolated_on_the_title_page(tmp_path: Path) -> None:
    """A Latin name on the Hebrew title page keeps its own direction."""
    content = make_epub(tmp_path, "he", authors=(Person("Tom Black"),))
    assert b'<span dir="ltr">Tom Black</span>' in unpacked(content)["EPUB/title.xhtml"]


def test_an_ebook_in_hebrew_letters(epub_checks: EpubChecks, tmp_path: Path) -> None:
    """Numbers in letters are valid, stand in the contents, and leave the metadata in figures."""
    letters = Conventions(Numerals("hebrew", "hebrew", "hebrew", "hebrew"), "both")
    path = tmp_path / "book.epub"
    path.write_bytes(make_epub(tmp_path / "source", "he", conventions=letters))
    assert epub_checks(path) == []
    files = unpacked(path.read_bytes())
    contents = etree.fromstring(files["EPUB/nav.xhtml"])
    lines = ["".join(a.itertext()) for a in contents.iter(f"{XHTML}a")]
    assert {"א. נייר", "ב. דיו", "מסחר"} <= set(lines)
    assert "23 בנובמבר 2026 · י״ג בכסלו תשפ״ז" in files["EPUB/title.xhtml"].decode()
    chapter = etree.fromstring(files["EPUB/text/01-paper.xhtml"])
    marks = [a.text for a in chapter.iter(f"{XHTML}a") if a.get(TYPE) == "noteref"]
    assert marks == ["א", "ב"]
    dates = [date.text for date in package(path.read_bytes()).iter(f"{DC}date")]
    assert dates == ["2026-11-23"]
