"""The number of a formula: at the end of the line, beside a formula that is in the middle."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from lxml import etree
from playwright.sync_api import Page

from epub_checks import EpubChecks
from support import run_diglot, write_project

pytestmark = pytest.mark.heavy

NARROW = r"\frac{a}{b} = c"
NEARLY = " + ".join(f"a_{{{n}}}" for n in range(11)) + " = bcd"
WIDE = " + ".join(f"a_{{{n}}}" for n in range(40))
LABELS = {
    "en": ("(1.1)", "(1.2)", "(1.3)", "(1.4)"),
    "he": ("(א׳־1)", "(א׳־2)", "(א׳־3)", "(א׳־4)"),
}
WORDS = {"en": "Where the mill is", "he": "במקום שבו הטחנה"}


def chapter(language: str) -> str:
    """Return a chapter with a narrow formula, one in a paragraph, a wide and a wider one."""
    words = WORDS[language]
    return (
        f"# {words}\n\n{words}, [](#eq-a), [](#eq-d).\n\n$$ {NARROW} $$ {{#eq-a}}\n\n"
        f"{words}, `x`, *{words}*, {words}:\n$$ {NARROW} $$ {{#eq-b}}\n{words}, `x`.\n\n"
        f"$$ {NEARLY} $$ {{#eq-c}}\n\n$$ {WIDE} $$ {{#eq-d}}\n\n{words}.\n"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the editions of a book of such formulas, in Hebrew with letters."""
    files = {"content/book.yaml": "id: x\npage: {size: 6x9in}\n"}
    for language in ("en", "he"):
        files[f"content/{language}/01-x.md"] = chapter(language)
        files[f"content/{language}/book.yaml"] = f"title: {WORDS[language]}\nnumerals: hebrew\n"
    files["content/en/book.yaml"] = "title: Mills\n"
    folder = write_project(tmp_path_factory.mktemp("numbered"), files)
    formats = ("site", "epub", "pdf", "print", "bilingual", "columns", "interlinear")
    done = run_diglot("build", *formats, "--project", folder)
    assert done.status == 0, done.out + done.err
    return folder / "build"


# Pages -------------------------------------------------------------------------------


def number_places(page: Any) -> list[pymupdf.Rect]:
    """Return where the numbers of a page are, from top to bottom."""
    words = (pymupdf.Rect(word[:4]) for word in page.get_text("words") if word[4][-1] in "()")
    return sorted(words, key=lambda place: place.y0)


def drawn_beside(page: Any, place: pymupdf.Rect) -> pymupdf.Rect:
    """Return where what is drawn at the height of a number is."""
    middle = (place.y0 + place.y1) / 2
    found = pymupdf.Rect()
    for drawing in page.get_drawings():
        if abs((drawing["rect"].y0 + drawing["rect"].y1) / 2 - middle) < 14:
            found |= drawing["rect"]
    return found


@pytest.mark.parametrize("language", ["en", "he"])
def test_on_paper_the_number_ends_the_line(built: Path, language: str) -> None:
    """It is level with a formula in the middle, between or in paragraphs, and below a wide one."""
    with pymupdf.open(built / f"x-{language}.pdf") as book:
        page = next(page for page in book if len(number_places(page)) == 4)
        text = page.get_text("words")
        first, last = min(w[0] for w in text), max(w[2] for w in text)
        places = number_places(page)
        for place in places:
            end = last - place.x1 if language == "en" else place.x0 - first
            assert end == pytest.approx(0, abs=1.5)
        for place in places[:2]:
            formula = drawn_beside(page, place)
            middle = (place.y0 + place.y1) / 2
            assert (formula.x0 + formula.x1) / 2 == pytest.approx((first + last) / 2, abs=2)
            assert (formula.y0 + formula.y1) / 2 == pytest.approx(middle, abs=3)
        for place in places[2:]:
            crossed = [d for d in page.get_drawings() if d["rect"].intersects(place)]
            assert not crossed
            assert all(d["rect"].x1 <= last + 1 for d in page.get_drawings())


def test_the_number_is_heard_after_its_formula(built: Path) -> None:
    """In the structure of a PDF it is text of the paragraph, behind the formula with its TeX."""
    with pikepdf.open(built / "x-en.pdf") as book:
        assert book.Root.MarkInfo.Marked
        waiting, found = [book.Root.StructTreeRoot], []
        while waiting:
            node = waiting.pop()
            kids = node.get("/K", pikepdf.Array())
            kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            inside = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
            waiting += inside
            if any(str(kid.get("/Alt", "")) == NARROW for kid in inside) and len(kids) == 2:
                found.append([str(kid.S) if kid in inside else "text" for kid in kids])
        assert found == [["/Formula", "text"]]


@pytest.mark.parametrize("name", ["x-bilingual", "x-columns", "x-interlinear", "x-en-print"])
def test_every_kind_of_page_has_the_numbers(built: Path, name: str) -> None:
    """No number is on a formula, also in a narrow column."""
    count = 4 if name == "x-en-print" else 8
    with pymupdf.open(built / f"{name}.pdf") as book:
        seen = 0
        for page in book:
            drawings = [d["rect"] for d in page.get_drawings() if d["rect"].height < 60]
            for place in number_places(page):
                seen += 1
                inner = pymupdf.Rect(place.x0 + 1, place.y0 + 3, place.x1 - 1, place.y1 - 3)
                assert not any(inner.intersects(rect) for rect in drawings)
        assert seen == count


# Screens -----------------------------------------------------------------------------

PLACES = """() => {
    const box = node => {
        const found = node.getBoundingClientRect();
        return [found.left, found.top, found.right, found.bottom];
    };
    return [...document.querySelectorAll('.equation')].map(whole => {
        const range = document.createRange();
        const number = whole.querySelector('.equation-number');
        range.selectNodeContents(number);
        return [box(whole), box(whole.querySelector('math')), box(range), number.textContent];
    });
}"""


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("where", ["site", "epub"])
def test_on_a_screen_the_number_ends_the_line(
    built: Path, page: Page, tmp_path: Path, where: str, width: int, language: str
) -> None:
    """Level with a formula in the middle, below one that is wide; the site is no wider for it."""
    path = built / f"site/{language}/01-x.html"
    if where == "epub":
        with zipfile.ZipFile(built / f"x-{language}.epub") as book:
            book.extractall(tmp_path)
        path = tmp_path / "EPUB/text/01-x.xhtml"
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    found = page.evaluate(PLACES)
    assert tuple(text for *_, text in found) == LABELS[language]
    for whole, formula, number, _ in found:
        end = whole[2] - number[2] if language == "en" else number[0] - whole[0]
        assert end == pytest.approx(0, abs=1)
        is_beside = number[1] < formula[3] - 1
        assert not is_beside or number[0] >= formula[2] or number[2] <= formula[0]
    for whole, formula, number, _ in found[:2]:
        assert formula[0] + formula[2] == pytest.approx(whole[0] + whole[2], abs=2)
        assert formula[1] + formula[3] == pytest.approx(number[1] + number[3], abs=4)
    if where == "site":
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_in_the_worksheet_the_number_ends_the_line(built: Path, page: Page, tmp_path: Path) -> None:
    """In the cell of its language, in which a wide formula stays."""
    report = tmp_path / "worksheet.html"
    run_diglot("check", "--format", "html", "--output", report, "--project", built.parent)
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(report.as_uri())
    found = page.evaluate(PLACES)
    assert sorted(text for *_, text in found) == sorted(LABELS["en"] + LABELS["he"])
    for whole, formula, number, text in found:
        end = whole[2] - number[2] if text in LABELS["en"] else number[0] - whole[0]
        assert end == pytest.approx(0, abs=1)
        assert whole[0] - 1 <= formula[0] < formula[2] <= whole[2] + 1


def test_epubcheck_is_content(built: Path, epub_checks: EpubChecks) -> None:
    """Ids with a colon are none in an e-book."""
    for language in ("en", "he"):
        assert epub_checks(built / f"x-{language}.epub") == []


def test_links_lead_to_the_formula(built: Path) -> None:
    """They are called by its number, without parentheses."""
    root = etree.parse(built / "site/he/01-x.html", etree.HTMLParser())
    links = root.xpath("//a[contains(@href, '#eq-')]")
    assert [(a.get("href"), "".join(a.itertext())) for a in links] == [
        ("#eq-a", "משוואה א׳־1"),
        ("#eq-d", "משוואה א׳־4"),
    ]
    assert [e.get("id") for e in root.xpath("//*[contains(@class, 'equation')][@id]")] == [
        f"eq-{letter}" for letter in "abcd"
    ]
