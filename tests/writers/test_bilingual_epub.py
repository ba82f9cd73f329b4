"""The e-book with both languages: valid, each side marked, and nothing that collides."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from diglot.bitext import align
from diglot.core.model import Book
from diglot.disk.template_files import builtin_templates
from diglot.writers.epub import bilingual_epub
from editions import make_book
from epub_checks import EpubChecks
from support import SOUND, ProjectMaker, run_diglot

pytestmark = pytest.mark.heavy

BUILT = "2026-11-23T01:30:00+02:00"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def make(book: Book) -> bytes:
    """Return the e-book of a book's two editions."""
    source, translation = book.editions
    pairs = align(source, translation).chapters
    templates = (builtin_templates(),)
    return bilingual_epub(book, (source, translation), pairs, templates, BUILT)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the e-book of the test book."""
    return make(make_book(tmp_path_factory.mktemp("source")))


@pytest.fixture(scope="module")
def files(content: bytes) -> dict[str, bytes]:
    """Return the files in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Path:
    """Return the folder of the book, unpacked."""
    folder = tmp_path_factory.mktemp("unpacked")
    for name, file in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file)
    return folder / "EPUB"


def pages(files: dict[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """Yield every page, read as XML."""
    for name, file in files.items():
        if name.endswith(".xhtml"):
            yield name, etree.fromstring(file)


def test_epubcheck_finds_nothing(epub_checks: EpubChecks, tmp_path: Path, content: bytes) -> None:
    """EPUBCheck has no error and no warning."""
    path = tmp_path / "book.epub"
    path.write_bytes(content)
    assert epub_checks(path) == []


def test_epubcheck_finds_nothing_where_sides_differ(
    epub_checks: EpubChecks, tmp_path: Path
) -> None:
    """Nor in a book whose source is Hebrew, and whose translation lacks one chapter of it."""
    english, hebrew = (book := make_book(tmp_path)).editions
    shorter = replace(english, chapters=english.chapters[1:], authors=english.authors[:1])
    path = tmp_path / "book.epub"
    path.write_bytes(made := make(replace(book, editions=(hebrew, shorter))))
    assert epub_checks(path) == []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = etree.fromstring(archive.read("EPUB/package.opf"))
        page = archive.read("EPUB/text/00-preface.xhtml").decode()
    spine = root.find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"
    assert "This chapter has not been translated yet." in page


def test_two_builds_are_equal(tmp_path: Path, content: bytes) -> None:
    """The same book gives the same bytes, wherever it is."""
    assert make(make_book(tmp_path)) == content


def test_each_side_says_its_language(files: dict[str, bytes]) -> None:
    """Each side has lang, xml:lang, dir and a class, so that a program can hide it."""
    for name, root in pages(files):
        if not name.startswith("EPUB/text/0"):
            continue
        rows = [n for n in root.iter(f"{XHTML}div") if (n.get("class") or "").startswith("pair")]
        assert len(rows) > 2, name
        for row in rows:
            marks = [(s.get("lang"), s.get(LANG), s.get("dir")) for s in row]
            assert marks == [("en", "en", "ltr"), ("he", "he", "rtl")]
            assert ["side-en" in (s.get("class") or "") for s in row] == [True, False]


def test_ids_never_meet(files: dict[str, bytes]) -> None:
    """No id is twice on a page, and each link leads to a place that is there."""
    roots = {name.removeprefix("EPUB/"): root for name, root in pages(files)}
    ids = {name: [n.get("id") for n in root.iter() if n.get("id")] for name, root in roots.items()}
    for name, root in roots.items():
        assert len(ids[name]) == len(set(ids[name])), name
        for link in root.iter(f"{XHTML}a"):
            file, _, place = (link.get("href") or "").partition("#")
            if ":" in file:
                continue
            there = str(Path(name).parent / file) if file else name
            assert there in roots
            assert not place or place in ids[there], link.get("href")
    notes = {i for i in ids["text/01-paper.xhtml"] if i.partition("-")[2].startswith("fn-")}
    assert {"en-fn-1", "he-fn-1"} <= notes


def test_contents_are_in_both_languages(files: dict[str, bytes]) -> None:
    """Each entry of the contents has both titles, each in its language."""
    toc, _landmarks = etree.fromstring(files["EPUB/nav.xhtml"]).iter(f"{XHTML}nav")
    entries = {
        a.get("href"): [(s.get("lang"), s.text) for s in a.iter(f"{XHTML}span")]
        for a in toc.iter(f"{XHTML}a")
    }
    assert entries["text/01-paper.xhtml"] == [("en", "Paper"), ("he", "נייר")]
    assert [tag for tag, _ in entries["text/01-paper.xhtml#en-oak"]] == ["en", "he"]


def test_metadata_have_both_languages(files: dict[str, bytes]) -> None:
    """Both languages, both titles and the names in both are in the metadata."""
    root = etree.fromstring(files["EPUB/package.opf"])
    assert [node.text for node in root.iter(f"{DC}language")] == ["en", "he"]
    titles = [node.text for node in root.iter(f"{DC}title")]
    assert titles[1] == "ספר הנייר והדיו"
    refined = [(m.get("refines"), m.get("property"), m.get(LANG)) for m in root.iter(f"{OPF}meta")]
    assert ("#book-title", "title-type", None) in refined
    assert ("#book-title", "alternate-script", "he") in refined
    names = [m.text for m in root.iter(f"{OPF}meta") if m.get("property") == "alternate-script"]
    assert "דנה לוי" in names


def opened(browser: Browser, path: Path, width: int) -> Page:
    """Return a page of the book in a window."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())
    return page


def test_sides_are_beside_each_other_where_there_is_room(browser: Browser, unpacked: Path) -> None:
    """On a wide screen each pair is level; on a narrow one the translation is below."""
    for width, is_wide in ((1000, True), (320, False)):
        page = opened(browser, unpacked / "text/01-paper.xhtml", width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        rows = page.locator(".pair:not(.pair-head):not(:has(> .empty))").all()
        assert len(rows) > 5
        for row in rows:
            one, other = (row.locator("> .side").nth(n).bounding_box() for n in (0, 1))
            assert one
            assert other
            if is_wide:
                assert abs(one["y"] - other["y"]) < 0.5
                assert one["x"] + one["width"] <= other["x"]
            else:
                assert one["y"] + one["height"] <= other["y"] + 0.5
        page.close()


def test_axe_finds_nothing(browser: Browser, unpacked: Path) -> None:
    """What Ace asks of each page, axe asks: the pages are accessible."""
    for name in ("text/01-paper", "text/02-ink", "title", "nav"):
        page = opened(browser, unpacked / f"{name}.xhtml", 1000)
        options = {"rules": {"landmark-one-main": {"enabled": False}, "region": {"enabled": False}}}
        found = Axe().run(page, options=options).response["violations"]
        assert [(name, v["id"], v["nodes"][0]["html"]) for v in found] == []
        page.close()


def test_the_command_makes_it(project: ProjectMaker, tmp_path: Path) -> None:
    """Named, it is made and offered by the website."""
    tmp_path /= "out"
    options = ("--project", project(), "--out", tmp_path)
    done = run_diglot("build", "site", "bilingual-epub", *options)
    assert done.status == 0, done.err
    assert (tmp_path / "small-bilingual.epub").is_file()
    for tag, label in (("en", "E-book in both languages (EPUB)"), ("he", "ספר דיגיטלי בשתי השפות")):
        assert (tmp_path / f"site/{tag}/small-bilingual.epub").is_file()
        assert label in (tmp_path / f"site/{tag}/index.html").read_text("utf-8")


def test_one_language_is_too_few(project: ProjectMaker, tmp_path: Path) -> None:
    """Of a book in one language there is none, and the command says why."""
    alone = {**dict.fromkeys((p for p in SOUND if "/he/" in p), None)}
    folder = project({**alone, "content/book.yaml": "id: small\nlanguages: [en]\n"})
    done = run_diglot("bilingual-epub", "--project", folder, "--out", tmp_path / "out")
    assert done.status != 0
    assert "needs two languages, and here is one" in done.err + done.out
    assert "Traceback" not in done.err
